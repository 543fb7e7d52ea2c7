"""Files of questions with known answers -> Questions.

JSON Lines, packed or not: `{"id", "question", "answer", "answerable", "gold": [{"article",
"evidence"}], "asked_on"}` on each line. TOML: `[[questions]]` with `text` and `answers`, a list of
"ARTICLE#PARAGRAPH", empty where the coverage does not say.
"""

from __future__ import annotations

import gzip
import re
import tomllib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from retrieval.articles.folders import opened
from retrieval.articles.formats.jsonl import record_of
from retrieval.errors import NutgrafError
from retrieval.model import Passage

_SUFFIXES = re.compile(r"(?:\.questions)?\.(?:jsonl\.gz|jsonl|toml)$", re.IGNORECASE)
_TABLE = re.compile(r"^\s*\[\[\s*questions\s*\]\]", re.MULTILINE)
_LINE = re.compile(r"at line (\d+)")
_PLACE = re.compile(r"(.+)#([1-9]\d{0,8})")
_Made = TypeVar("_Made")


class QuestionsError(NutgrafError):
    """The file `path` (at `line`, where one is to blame) holds no questions, for `reason`."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Gold:
    """Where an answer stands: in the passages of `article` that hold `evidence` in any case, or
    in its paragraph number `paragraph`."""

    article: str
    evidence: str = ""
    paragraph: int | None = None

    def holds(self, passage: Passage) -> bool:
        """Whether the answer stands in `passage`."""
        if passage.article_id != self.article:
            return False
        if self.paragraph is not None:
            return passage.paragraph == self.paragraph
        return self.evidence.casefold() in passage.text.casefold()


@dataclass(frozen=True, slots=True)
class Question:
    """A question, where its answer stands (`gold`, empty where the coverage does not say), and
    the words of the answer, empty where they are not known."""

    id: str
    text: str
    answer: str = ""
    gold: tuple[Gold, ...] = ()
    asked_on: date | None = None

    @property
    def answerable(self) -> bool:
        """Whether the coverage holds the answer."""
        return bool(self.gold)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of one file, and the name under which their figures stand."""

    name: str
    questions: tuple[Question, ...]


def read(path: Path, *, limit: int | None = None) -> QuestionSet:
    """The questions in the file `path`, the first `limit` of them. Raises QuestionsError."""
    toml = path.suffix.lower() == ".toml"
    found = _from_toml(path) if toml else from_lines(path, _from_record)
    return QuestionSet(_SUFFIXES.sub("", path.name), all_of(path, islice(found, limit)))


def all_of(path: Path, found: Iterator[_Made]) -> tuple[_Made, ...]:
    """All that is `found` in the file. Raises QuestionsError, also where that is nothing."""
    try:
        questions = tuple(found)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise QuestionsError(path, None, "broken gzip file; compress it again") from None
    except OSError as error:
        reason = f"{error.strerror or error}; name a file of questions (.jsonl, .jsonl.gz, .toml)"
        raise QuestionsError(path, None, reason) from None
    if not questions:
        remedy = "write [[questions]]" if path.suffix == ".toml" else "write one JSON object a line"
        raise QuestionsError(path, None, f"no question in it; {remedy}")
    return questions


def _unpacked(file: BufferedReader, path: Path) -> BinaryIO:
    is_gzip = path.suffix.lower() == ".gz"
    return cast("BinaryIO", gzip.GzipFile(fileobj=file)) if is_gzip else file


def from_lines(
    path: Path, made: Callable[[Mapping[object, object], int], _Made]
) -> Iterator[_Made]:
    """What is `made` of each line's record and number. Raises QuestionsError."""
    with opened(path) as raw, _unpacked(raw, path) as file:
        for number, line in enumerate(file, start=1):
            record = line.removeprefix(b"\xef\xbb\xbf").strip()
            if not record:
                continue
            try:
                yield made(record_of(record), number)
            except ValueError as error:
                raise QuestionsError(path, number, str(error)) from None


def _from_record(record: Mapping[object, object], number: int) -> Question:
    gold = tuple(_gold(each) for each in _list(record, "gold"))
    answerable = record.get("answerable", bool(gold))
    if not isinstance(answerable, bool):
        raise ValueError("answerable must be true or false")
    if answerable and not gold:
        raise ValueError("answerable, but no gold; name the article and the evidence")
    return Question(
        id=str(record.get("id", number)),
        text=text_of(record, "question"),
        answer=text_of(record, "answer") if record.get("answer") else "",
        gold=gold if answerable else (),
        asked_on=day_of(record),
    )


def _gold(record: object) -> Gold:
    if not isinstance(record, Mapping):
        raise ValueError('gold must be a list of {"article": ..., "evidence": ...}')
    return Gold(article=text_of(record, "article"), evidence=text_of(record, "evidence"))


def _from_toml(path: Path) -> Iterator[Question]:
    try:
        with opened(path) as file:
            text = file.read().decode("utf-8-sig")
        tables = tomllib.loads(text).get("questions", [])
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise QuestionsError(path, line, "not UTF-8; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        line = int(at.group(1)) if at else text.count("\n") + 1
        raise QuestionsError(path, line, f"not TOML: {error}") from None
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise QuestionsError(path, None, "questions must be tables; head each with [[questions]]")
    heads = [text.count("\n", 0, match.end()) + 1 for match in _TABLE.finditer(text)]
    for number, table in enumerate(tables, start=1):
        try:
            yield _from_table(table, number)
        except ValueError as error:
            line_or_none = heads[number - 1] if len(heads) == len(tables) else None
            raise QuestionsError(path, line_or_none, str(error)) from None


def _from_table(table: Mapping[object, object], number: int) -> Question:
    if "answers" not in table:
        raise ValueError("no answers; name the paragraphs, or write [] where there are none")
    gold = tuple(_place(each) for each in _list(table, "answers"))
    return Question(
        id=str(table.get("id", number)),
        text=text_of(table, "text"),
        gold=gold,
        asked_on=day_of(table),
    )


def _place(value: object) -> Gold:
    parts = _PLACE.fullmatch(value) if isinstance(value, str) else None
    if not parts:
        raise ValueError(f'{value!r} names no paragraph; write "ARTICLE#3"')
    return Gold(article=parts.group(1), paragraph=int(parts.group(2)))


def text_of(record: Mapping[object, object], name: str) -> str:
    value = record.get(name)
    if value is None:
        raise ValueError(f"no {name}; this is needed")
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} must be text, and not empty")
    return value


def _list(record: Mapping[object, object], name: str) -> list[object]:
    value = record.get(name) or []
    if not isinstance(value, list):
        raise ValueError(f"{name} must be a list")
    return value


def day_of(record: Mapping[object, object]) -> date | None:
    value = record.get("asked_on")
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"asked_on {value!r} is no day; write it as 2024-03-05") from None

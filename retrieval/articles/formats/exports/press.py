"""What press libraries deliver as text, Genios, Europresse and ProQuest -> a record each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from retrieval.articles.formats.exports.records import record
from retrieval.articles.formats.lines.blocks import lines_of
from retrieval.articles.formats.lines.opening import is_byline
from retrieval.articles.formats.lines.said import day_in, is_rule
from retrieval.articles.formats.lines.wrapping import stretches
from retrieval.articles.formats.markup import Worded

IS_PRESS: Final = re.compile(
    r"^(?:Dokumentnummer:|Dauerhafte Adresse des Dokuments:|Publication title:|Publication info:|"
    r"Full text:|(?:news|doc)·\d{8}·)|Tous droits réservés\. Le présent document",
    re.M,
)
"""What stands in such a text alone."""
_FULL_TEXT: Final = re.compile(r"^Full text:[ \t]*", re.M)
_END: Final = re.compile(
    r"^(?:(?:Dokumentnummer|Dauerhafte Adresse des Dokuments|Alle Rechte vorbehalten)\b.*|"
    r"(?:news|doc)·\d{8}·.*|.*Tous droits réservés\. Le présent document.*)$",
    re.M,
)
_NO_TEXT: Final = re.compile(
    r"(?:Quelle|Ressort|Rubrik|ISSN|Dokumentnummer|Dauerhafte Adresse|Alle Rechte|Seite|Autor|"
    r"Ausgabe|Deskriptor\w*|Schlagw\w+|Note\(s\)|Taille|Illustration\(s\)|Type de contenu|"
    r"Cet article est paru|©|\(c\)|Copyright|news·|doc·)",
    re.I,
)
_VOM: Final = re.compile(r"(.{2,60}?)\s+(?:vom|Nr\. \d+ vom)\s+(\d{1,2}\.\d{1,2}\.\d{4})\b.*")
_FIELD: Final = re.compile(r"([A-Z][A-Za-z /]{2,40}):[ \t]*(.*)", re.S)
_PARTS: Final = re.compile(r"\s*(?:,\s|\s[-–—|•·]\s|;\s)\s*")
_MOST_NAME: Final = 8
_MOST_HEAD: Final = 20


def articles_of(text: str) -> Iterator[dict[str, object] | None]:
    """The articles in the text; None for one without a text."""
    if _FULL_TEXT.search(text):
        starts = [
            found.start()
            for found in re.finditer(r"^(?:_{20,}\s*|Document \d+ of \d+)", text, re.M)
        ]
        for part in _cut(text, starts):
            if _FULL_TEXT.search(part):
                yield _fields(part)
        return
    start = 0
    parts: list[str] = []
    ends = list(_END.finditer(text))
    for end, following in zip(ends, [*ends[1:], None], strict=True):
        if following and not text[end.end() : following.start()].strip():
            continue
        if following and text.count("\n", end.end(), following.start()) < 4:
            continue
        parts.append(text[start : end.end()])
        start = end.end()
    for part in parts:
        yield _displayed(_blocks(part))


def _cut(text: str, places: Sequence[int]) -> Iterator[str]:
    for start, end in zip([0, *places], [*places, len(text)], strict=True):
        yield text[start:end]


def _blocks(text: str) -> list[str]:
    found = stretches(text, lines_of(text), each_line=False)
    return [text[each.start : each.end] for each in found]


def _fields(part: str) -> dict[str, object] | None:
    """An article as fields with names, of which one is the text."""
    fields: dict[str, str] = {}
    texts: list[Worded] = []
    inside = False
    for block in _blocks(part):
        found = _FIELD.fullmatch(block) if "\n" not in block or ":" in block[:40] else None
        if found and (inside := found[1] == "Full text"):
            block = found[2]
        elif found and (found[1] in _KNOWN or not inside):
            fields.setdefault(found[1], _line(found[2]))
            inside = False
            continue
        if inside and block.strip():
            texts.append(("paragraph", _line(block)))
    if not texts:
        return None
    info = fields.get("Publication info", "")
    return record(
        texts,
        headline=fields.get("Title"),
        outlet=fields.get("Publication title") or info.split(";")[0],
        published=fields.get("Publication date"),
    )


_KNOWN: Final = frozenset(
    "Title;Author;Publication title;Publication info;Publication date;Publication year;Abstract;"
    "Subject;Location;Company;Pages;Publisher;Place of publication;ISSN;Document URL;Copyright;"
    "Source type;Language of publication;Document type;ProQuest document ID;Last updated;Database;"
    "Section;Links;People;Classification;Identifier".split(";")
)


def _displayed(blocks: Sequence[str]) -> dict[str, object] | None:
    """An article as it is shown: its head, its text, and what the library says below."""
    fields: dict[str, str] = {}
    head: list[str] = []
    texts: list[Worded] = []
    for number, block in enumerate(blocks):
        lines = [line.strip() for line in block.split("\n") if not is_rule(line)]
        if not lines or _NO_TEXT.match(lines[0]):
            continue
        words = " ".join(lines)
        if not texts and "published" not in fields and number < 4 and _take(lines, fields):
            head += [each for each in fields.pop("others", "").split("\n") if each]
        elif not texts and len(words.split()) <= _MOST_HEAD and not re.search(r"[.!?]\W*$", words):
            head.append(words)
        else:
            texts.append(("paragraph", words))
    head = [each for each in head if not is_byline(each)]
    return record(texts, headline=head[0] if head else None, **fields) if texts else None


def _take(lines: Sequence[str], fields: dict[str, str]) -> bool:
    """Takes outlet and day from the lines of a head; whether they state both."""
    for number, line in enumerate(lines):
        if found := _VOM.fullmatch(line):
            fields |= {"outlet": found[1], "published": day_in(found[2])}
        elif day := _day_among(line):
            name = lines[0] if number else _PARTS.split(line)[0]
            if len(name.split()) > _MOST_NAME or not day:
                return False
            fields |= {"outlet": name, "published": day}
        else:
            continue
        rest = [
            each for at, each in enumerate(lines) if at > number or (at == 0 and found and number)
        ]
        fields["others"] = "\n".join(rest)
        return True
    return False


def _day_among(line: str) -> str:
    """The day in one of the parts of a line, or in two that follow one another."""
    parts = _PARTS.split(line)
    if len(parts) > 6:
        return ""
    pairs = [", ".join(pair) for pair in pairwise(parts)]
    return next(filter(None, map(day_in, [*parts, *pairs])), "")


def _line(text: str) -> str:
    return " ".join(text.split())

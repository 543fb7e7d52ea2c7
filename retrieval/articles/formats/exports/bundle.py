"""What Nexis and Factiva deliver, many articles in one file, as text or HTML -> a record each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from retrieval.articles.formats.decoding import decode_any
from retrieval.articles.formats.exports.press import IS_PRESS, articles_of
from retrieval.articles.formats.exports.records import bytes_of, record
from retrieval.articles.formats.lines.blocks import lines_of
from retrieval.articles.formats.lines.wrapping import stretches
from retrieval.articles.formats.markup import Worded, blocks_of
from retrieval.articles.formats.rows import NOTES
from retrieval.articles.reading import Reading
from retrieval.articles.stated_days import stated_day
from retrieval.articles.unpacking import Unpacked

_PARTING: Final = re.compile(
    r"^[ \t]*(?:\d+ of \d+ DOCUMENTS?|Document \w{4,}\d{8,}\w*|End of Document)[ \t]*$", re.M
)
_NAMES: Final = (
    "byline length section dateline load-date language publication-type highlight graphic source "
    "journal-code type subject country city state geographic company ticker industry person "
    "organization acc-no copyright notes series correction-date correction edition page "
    "distribution classification"
).split()
_FIELD: Final = re.compile(
    rf"({'|'.join([*map(str.upper, _NAMES), *map(str.title, _NAMES)])}):[ \t]*(.*)", re.S
)
_CODES: Final = r"(?:HD|BY|WC|PD|ET|SN|SC|LA|CY|LP|TD|CO|IN|NS|RE|PUB|AN|ED|PG|CR|CX|SE|IPC|IPD)\b"
_FACTIVA: Final = re.compile(rf"({_CODES})[ \t]*\n?(.*)", re.S)
_WORDS: Final = re.compile(r"[\d,.]+ words", re.I)
_COPYRIGHT: Final = re.compile(r"(?:\(c\)|©|copyright\b).{0,200}", re.I | re.S)
_COVER: Final = re.compile(r"(?:Download Request|Time Of Request|Job Number|Search Terms):?", re.I)
_BYLINE: Final = re.compile(r"(?:By|BY) [A-Z].{0,80}")
_LANGUAGES: Final = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
    "dutch": "nl", "portuguese": "pt", "polish": "pl", "russian": "ru", "ukrainian": "uk",
    "deutsch": "de", "français": "fr", "español": "es", "swedish": "sv", "danish": "da",
    "norwegian": "no",
}  # fmt: skip
_MOST_HEAD: Final = 12
"""Blocks before the text of an article."""


def unpack(file: BinaryIO, name: str, reading: Reading) -> Iterator[Unpacked]:  # noqa: ARG001
    """The articles of a bundle."""
    text, note = decode_any(bytes_of(file), reading.encoding)
    text = text.replace("\f", "\n").replace("\xa0", " ")
    if re.match(r"\s*<", text):
        text = "\n\n".join(words for _, words in blocks_of(text))
    if IS_PRESS.search(text):
        for number, found in enumerate(articles_of(text), start=1):
            yield Unpacked(str(number), found, "" if found else "no text in the article")
        return
    number = 0
    for part in _PARTING.split(text):
        blocks = [
            part[each.start : each.end] for each in stretches(part, lines_of(part), each_line=False)
        ]
        if any(_COVER.match(each) for each in blocks[:2]) or not blocks:
            continue
        number += 1
        found = _factiva(blocks) if _is_coded(blocks) else _displayed(blocks)
        if found is None:
            yield Unpacked(str(number), None, "no text in the article")
        else:
            yield Unpacked(str(number), found | {NOTES: [note]} if note else found)
            note = ""


def _is_coded(blocks: Sequence[str]) -> bool:
    return sum(bool(re.match(r"(?:HD|WC|PD|SN|LP|TD)\b", each)) for each in blocks) > 2 or bool(
        re.search(r"^HD\s.*^PD\s.*^(?:LP|TD)\b", "\n".join(blocks[:4]), re.M | re.S)
    )


def _factiva(blocks: Sequence[str]) -> dict[str, object] | None:
    """An article with codes of two letters before its fields."""
    fields: dict[str, list[str]] = {}
    code = ""
    for block in blocks:
        for part in re.split(rf"\n(?={_CODES})", block):
            found = _FACTIVA.match(part)
            code, words = (found[1], found[2]) if found else (code, part)
            if words.strip():
                fields.setdefault(code, []).append(_line(words))
    texts = [("paragraph", each) for name in ("LP", "TD") for each in fields.get(name, [])]
    return _made(
        texts,  # type: ignore[arg-type]
        headline=" ".join(fields.get("HD", [])),
        published=" ".join(fields.get("PD", [])[:1]),
        outlet=" ".join(fields.get("SN", [])[:1]),
        language=" ".join(fields.get("LA", [])),
    )


def _displayed(blocks: Sequence[str]) -> dict[str, object] | None:
    """An article as it is shown: what it is of, in some order, then its text."""
    fields: dict[str, str] = {}
    loose: list[str] = []
    texts: list[Worded] = []
    has_begun = has_ended = is_factivas = False
    lines = [*_split_head(blocks)]
    for number, block in enumerate(lines):
        words = _line(block)
        field = _FIELD.match(words)
        if field:
            fields.setdefault(field[1].upper(), field[2].strip())
            if field[1].upper() == "CORRECTION":
                texts.append(("note", field[2].strip()))
            if field[1].upper() == "LENGTH":
                has_begun = True
        elif words in ("Body", "BODY"):
            has_begun, texts = True, []
        elif words in ("Classification", "CLASSIFICATION"):
            has_ended = True
        elif words.lower() in _LANGUAGES:
            fields["LANGUAGE"] = words
        elif _WORDS.fullmatch(words):
            fields["LENGTH"] = words
            is_factivas = not any(map(_day, loose))
        elif _COPYRIGHT.fullmatch(words):
            has_begun = has_begun or ("LENGTH" in fields and number < _MOST_HEAD)
        elif has_begun and not has_ended:
            texts.append(("paragraph", words))
        elif not has_begun:
            loose.append(words)
    if not has_begun:
        loose, texts = loose[:3], [("paragraph", each) for each in loose[3:]]
    return _made(texts, **_of_loose(loose, is_factivas), language=fields.get("LANGUAGE", ""))


def _split_head(blocks: Sequence[str]) -> Iterator[str]:
    """The blocks; what stands above the text is taken line by line."""
    in_head = True
    for number, block in enumerate(blocks):
        lines = block.split("\n")
        short = all(len(line.split()) < 14 for line in lines)
        in_head = in_head and number < _MOST_HEAD
        if in_head and len(lines) > 2 and short and any(map(_day, map(str.strip, lines))):
            yield from lines
            in_head = False
        else:
            yield block


def _of_loose(loose: Sequence[str], is_factivas: bool) -> dict[str, str]:
    """Outlet, day and headline among the lines above the text: the day tells the order, and whether
    it is Factiva's, who put the length above it."""
    days = [number for number, words in enumerate(loose) if _day(words)]
    if not days:
        return {"headline": loose[0] if loose else ""}
    at = days[0]
    before = [each for each in loose[:at] if not _BYLINE.fullmatch(each)]
    after = [
        each
        for each in loose[at + 1 :]
        if not re.fullmatch(r"[\d:. ]+(?:[AaPp]\.?[Mm]\.?)?(?: \w{2,5})?", each)
    ]
    published = _day(loose[at])
    if is_factivas and before and after:
        return {"headline": before[0], "outlet": after[0], "published": published}
    if len(before) > 1:  # Nexis Uni: headline, outlet, day
        return {"headline": before[0], "outlet": before[1], "published": published}
    if len(before) == 1 and after:
        return {"headline": after[0], "outlet": before[0], "published": published}
    return {"headline": (before or after or [""])[0], "published": published}


def _day(words: str) -> str:
    """The day that the line states, and nothing else."""
    if len(words) > 60 or not re.search(r"\d{4}", words):
        return ""
    text = re.sub(
        r"\s*(?:(?:First|Final|Late|\d\w\w|National|City) Edition|Correction Appended)\s*$",
        "",
        words,
        flags=re.I,
    )
    try:
        return stated_day(text)
    except (ValueError, OverflowError, ArithmeticError):
        return ""


def _made(texts: Sequence[Worded], **fields: str) -> dict[str, object] | None:
    if not texts:
        return None
    language = fields.pop("language", "").split(";")[0].strip().lower()
    return record(texts, **fields, language=_LANGUAGES.get(language))


def _line(text: str) -> str:
    return " ".join(text.split())

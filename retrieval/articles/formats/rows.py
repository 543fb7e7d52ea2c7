"""A record, whatever its fields are called -> Article."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from retrieval.analysis.sentences import sentences
from retrieval.articles.formats import names
from retrieval.articles.formats.decoding import newlines
from retrieval.articles.formats.exports.embargo import plain, withheld
from retrieval.articles.formats.fields import Flat, Stated, check_storable, mapping_of, stated
from retrieval.articles.formats.lines.blocks import lines_of
from retrieval.articles.formats.lines.wrapping import stretches
from retrieval.articles.formats.markup import Worded, blocks_of, decoded, is_marked_up
from retrieval.articles.formats.pages.notes import leads_away, with_notes
from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.articles.source import check_lines, check_size
from retrieval.errors import ArticleFormError
from retrieval.model import Article, Block

MARKS: Final = "nutgraf:marks"
"""The field of a record in which who unpacked it says what is not as the outlet published it."""
NOTES: Final = "nutgraf:notes"
"""The field of a record in which who unpacked it says how it was read, see `Article.notes`."""
BLOCKS: Final = "nutgraf:blocks"
"""The field of a record in which who unpacked it gives its text in blocks: [kind, words]."""
_CUT: Final = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])?\s*\[\+\d+ chars\]\s*$")
_CUT_ENDS: Final = " chars]"
_LONGEST_CUT: Final = 200
"""Letters at the end of a text in which it must stand: to look for it everywhere takes long."""
_ENDS: Final = re.compile(r"[.!?][\"'’”»)]*$")
_FIRST_WORDS: Final = 10
_KINDS: Final = ("paragraph", "caption", "heading", "note")


def parse(raw: bytes, *, article_id: str, path: str, reading: Reading = AS_IT_IS) -> Article:
    """The article in a record as JSON, as it was unpacked. Raises ArticleFormError."""
    try:
        check_size(raw)
        record = json.loads(raw.decode("utf-8", "surrogatepass"))
        if not isinstance(record, dict):
            raise ValueError("not a JSON object; an article needs a text")
        return article_of(record, article_id=article_id, path=path, reading=reading)
    except ValueError as error:
        raise ArticleFormError(path, str(error)) from error


def article_of(
    record: Mapping[object, object], *, article_id: str, path: str, reading: Reading = AS_IT_IS
) -> Article:
    """The article in a record. Raises ValueError with the remedy where it has no text."""
    if reason := withheld(record):
        raise ValueError(reason)
    flat = Flat(plain(record))
    said = stated(flat, reading, path=path)
    said = said._replace(notes=(*said.notes, *_texts(record.get(NOTES))))
    marks: tuple[str, ...] = ()
    if BLOCKS in record:
        body, blocks = put_together(_given(record[BLOCKS]))
    else:
        text, marks = text_of(flat, reading)
        if is_marked_up(text):
            kept = [each for each in blocks_of(text) if not leads_away(each)]
            body, blocks = put_together(with_notes(kept))
        else:
            body, blocks = _plain(decoded(text))
    marks += _texts(record.get(MARKS))
    check_storable(body, "text")
    if "cut" in marks:
        blocks = _without_half_a_sentence(body, blocks)
    if not any(block.kind == "paragraph" for block in blocks):
        raise ValueError("text is empty; an article needs a paragraph")
    read = made(body, blocks, said, article_id=article_id, marks=marks)
    if BLOCKS in record:  # its fields have the names that its form's reader gives them
        return read
    return replace(read, mapping=mapping_of(flat, reading))


def made(
    body: str,
    blocks: Sequence[Block],
    said: Stated,
    *,
    article_id: str,
    marks: tuple[str, ...] = (),
) -> Article:
    """The article with this body, of which it says these things of itself."""
    headline = said.headline
    if not headline:
        first = next(block for block in blocks if block.kind == "paragraph")
        headline = first_words(body[first.start : first.end])
        marks += ("headline_from_words",)
    return Article(
        id=article_id,
        headline=headline,
        body=body,
        blocks=tuple(blocks),
        kicker=said.kicker,
        outlet=said.outlet,
        url=said.url,
        published=said.published,
        language=said.language,
        marks=(*said.marks, *marks),
        notes=said.notes,
    )


def _given(value: object) -> list[Worded]:
    """The blocks that a record gives. Raises ValueError where it gives none."""
    if not isinstance(value, list) or not all(map(_is_block, value)):
        raise ValueError(f"{BLOCKS} holds no blocks; leave it out")
    found: list[Worded] = [(kind, words) for kind, words in value]
    check_lines("\n".join(words for _, words in found))
    return found


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _is_block(value: object) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == 2
        and value[0] in _KINDS
        and isinstance(value[1], str)
        and bool(value[1].strip())
    )


def put_together(found: Sequence[Worded]) -> tuple[str, list[Block]]:
    """The body that these blocks make, a blank line between them, and where they stand in it."""
    blocks, start = [], 0
    for kind, words in found:
        blocks.append(Block(kind, start, start + len(words)))
        start += len(words) + 2
    return "\n\n".join(words for _, words in found), blocks


def text_of(flat: Flat, reading: Reading) -> tuple[str, tuple[str, ...]]:
    """The text of a record, and the marks `cut` or `summary`. Raises ValueError with the remedy."""
    summary = next(filter(None, map(_joined, flat.values(names.SUMMARY))), None)
    for value in flat.values((reading.text,) if reading.text else names.TEXT):
        if text := _joined(value):
            whole = newlines(text)
            check_lines(whole)
            cut = _CUT.search(whole) if _CUT_ENDS in whole[-_LONGEST_CUT:] else None
            return (whole[: cut.start()], ("cut",)) if cut else (whole, ())
    if summary is None:
        raise ValueError("no text; an article needs a text")
    if not reading.summaries:
        raise ValueError("no text but a summary; `summaries = true` in [[coverage]] reads it")
    return newlines(summary), ("summary",)


def first_words(text: str) -> str:
    """What stands for a headline where there is none."""
    words = text.split()
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")


def _joined(value: object) -> str | None:
    """A text, or a list of texts as paragraphs."""
    if isinstance(value, str):
        return value if value.strip() else None
    if not isinstance(value, list):
        return None
    parts = [each.get("text") if isinstance(each, dict) else each for each in value]
    texts = [each for each in parts if isinstance(each, str) and each.strip()]
    return "\n\n".join(texts) or None


def _plain(text: str) -> tuple[str, list[Block]]:
    """The body, as it is written from its first paragraph to its last, and its paragraphs."""
    found = stretches(text, lines_of(text))
    if not found:
        return "", []
    first = found[0].start
    blocks = [Block("paragraph", each.start - first, each.end - first) for each in found]
    return text[first : found[-1].end], blocks


def _without_half_a_sentence(body: str, blocks: list[Block]) -> list[Block]:
    """The blocks without the end of the last one, where that is no whole sentence, if others are
    left."""
    if not blocks:
        return blocks
    kind, start, end = blocks[-1].kind, blocks[-1].start, blocks[-1].end
    words = body[start:end]
    if _ENDS.search(words):
        return blocks
    whole = sentences(words)[:-1]
    if not whole and len(blocks) == 1:  # there is nothing else
        return blocks
    return [*blocks[:-1], Block(kind, start, start + whole[-1][1])] if whole else blocks[:-1]

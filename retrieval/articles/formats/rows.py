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
from retrieval.articles.formats.fields import Flat, Stated, mapping_of, stated
from retrieval.articles.formats.lines.blocks import lines_of
from retrieval.articles.formats.lines.wrapping import stretches
from retrieval.articles.formats.markup import Worded, blocks_of, decoded, is_marked_up, unescaped
from retrieval.articles.formats.objects.bodies import blocks_in, listed
from retrieval.articles.formats.objects.wrapped import unwrapped
from retrieval.articles.formats.pages.notes import leads_away, with_notes
from retrieval.articles.formats.values.cut import cut_at
from retrieval.articles.formats.values.texts import check_storable
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
BRIEF: Final = "nutgraf:brief"
"""The field of a record in which who unpacked it says that its text is so short that it may be but
the beginning of a page."""
_CUT: Final = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])?\s*\[\+\d+ chars\]\s*$")
_CUT_ENDS: Final = " chars]"
_LONGEST_CUT: Final = 200
"""Letters at the end of a text in which it must stand: to look for it everywhere takes long."""
_ENDS: Final = re.compile(r"[.!?][\"'’”»)]*$")
_STOP: Final = re.compile(r"[.!?…:;。！？][\"'’”»)]*$")
_NO_HEADLINE: Final = re.compile(rf"{_STOP.pattern}|[—–-]\s*$")
_FIRST_WORDS: Final = 10
_MOST_HEADLINE: Final = 20
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
    flat = flat_of(record)
    said = stated(flat, reading, path=path)
    said = said._replace(notes=(*said.notes, *_texts(record.get(NOTES))))
    marks: tuple[str, ...] = ()
    if BLOCKS in record:
        body, blocks = put_together(_given(record[BLOCKS]))
    else:
        text, marks = text_of(flat, reading)
        if not isinstance(text, str):
            body, blocks = put_together(_kept(text))
        elif is_marked_up(text := unescaped(text)):
            body, blocks = put_together(_kept(blocks_of(text)))
        else:
            body, blocks = _plain(decoded(text))
            said, blocks = _headed(said, body, blocks)
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


def flat_of(record: Mapping[object, object]) -> Flat:
    """The fields of a record, taken out of what was put round it."""
    return Flat(plain(unwrapped(record)))


def text_of(flat: Flat, reading: Reading) -> tuple[str | list[Worded], tuple[str, ...]]:
    """The text of a record, or the blocks of one that is kept in blocks, and the marks `cut` or
    `summary`. Raises ValueError with the remedy."""
    summary = next(filter(None, map(_joined, flat.values(names.SUMMARY))), None)
    for value in flat.values((reading.text,) if reading.text else names.TEXT):
        if text := _joined(value):
            whole = newlines(text)
            check_lines(whole)
            cut = _CUT.search(whole) if _CUT_ENDS in whole[-_LONGEST_CUT:] else None
            if cut:
                return whole[: cut.start()], ("cut",)
            return _up_to_its_cut(whole)
        found = blocks_in(value) if isinstance(value, list | Mapping) else []
        if any(kind == "paragraph" for kind, _ in found):
            return found, ()
    if summary is None:
        raise ValueError("no text; an article needs a text")
    if not reading.summaries:
        raise ValueError("no text but a summary; `summaries = true` in [[coverage]] reads it")
    return newlines(summary), ("summary",)


def _up_to_its_cut(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what says at its end that it goes on elsewhere, and whether it does."""
    if is_marked_up(text):
        return text, ()
    start = text.rstrip().rfind("\n") + 1
    at = cut_at(text[start:].rstrip(), len(text.split()), after_dots=True)
    return (text, ()) if at is None else (text[: start + at].rstrip(), ("cut",))


def first_words(text: str) -> str:
    """What stands for a headline where there is none."""
    words = text.split()
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")


def _joined(value: object) -> str | None:
    """A text, or a list of texts as paragraphs."""
    if isinstance(value, str):
        if "\\n" in value and "\n" not in value:  # written so by a program, for want of lines
            value = value.replace("\\r", "").replace("\\n", "\n")
        return (listed(value) or value) if value.strip() else None
    if not isinstance(value, list):
        return None
    if any(each is not None and not isinstance(each, str) for each in value):
        return None
    texts = [each for each in value if each and each.strip()]
    return "\n\n".join(texts) or None


def _kept(found: Sequence[Worded]) -> list[Worded]:
    return with_notes([each for each in found if not leads_away(each)])


def _headed(said: Stated, body: str, blocks: list[Block]) -> tuple[Stated, list[Block]]:
    """The headline in the first line of a text that comes without one, and the blocks below it."""
    if said.headline or len(blocks) < 3:
        return said, blocks
    first, *others = (body[each.start : each.end] for each in blocks)
    if len(first.split()) > _MOST_HEADLINE or _NO_HEADLINE.search(first):
        return said, blocks
    if not all(map(_STOP.search, others)):
        return said, blocks
    return said._replace(headline=" ".join(first.split())), blocks[1:]


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

"""An article in the data of a page that a program shows: what a saved page holds of it where the
program had not run."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

from lxml.html import HtmlElement

from retrieval.articles.formats.fields import stated
from retrieval.articles.formats.json_records import records_in
from retrieval.articles.formats.lines.blocks import lines_of
from retrieval.articles.formats.lines.wrapping import stretches
from retrieval.articles.formats.markup import Worded, blocks_of, decoded, is_marked_up
from retrieval.articles.formats.objects.wrapped import is_whole, unwrapped
from retrieval.articles.formats.rows import flat_of, text_of
from retrieval.articles.reading import AS_IT_IS

_LARGEST: Final = 4 * 2**20


def program_data(tree: HtmlElement) -> str:
    """What a page's program was given, as JSON; nothing where it is not in the page."""
    found = tree.xpath("string((//script[@id='__NEXT_DATA__'])[1])")
    return str(found) if len(found) <= _LARGEST else ""


def blocks_of_data(text: str, headline: str) -> list[Worded]:
    """The blocks of the article of this headline in the data; none where it holds none."""
    try:
        value = json.loads(text) if text else None
    except (ValueError, RecursionError):
        return []
    for each in records_in(value):
        record = unwrapped(each) if isinstance(each, Mapping) else {}
        if not is_whole(record):
            continue
        flat = flat_of(record)
        title = stated(flat).headline or ""
        if headline and _letters(title) not in (_letters(headline), ""):
            continue
        try:
            return _blocks(text_of(flat, AS_IT_IS)[0])
        except ValueError:
            continue
    return []


def _blocks(text: str | list[Worded]) -> list[Worded]:
    if not isinstance(text, str):
        return text
    if is_marked_up(text):
        return blocks_of(text)
    text = decoded(text)
    return [("paragraph", text[each.start : each.end]) for each in stretches(text, lines_of(text))]


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()

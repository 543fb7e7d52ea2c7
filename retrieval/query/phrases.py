"""Words in quotation marks, which must occur as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from sqlite3 import Connection
from typing import Final, NamedTuple

from retrieval.analysis.terms import fold
from retrieval.index.bm25 import Scored
from retrieval.languages.detection import DEFAULT, language
from retrieval.model import Span
from retrieval.store.articles import passages_at, places

_PHRASE: Final = re.compile('["“„«]([^"“”„«»]{2,200})["”“»]')
_RUN: Final = re.compile(r"[^\W_]+")
_SIMPLE: Final = re.compile("[\\x00-\\x7f‘’“”–—…]*")
READ: Final = 40
"""Passages that are read at a time, and so many with the phrases are enough."""


class Phrase(NamedTuple):
    """Words in quotation marks as the reader wrote them, where, and as `plain` has them."""

    written: str
    span: Span
    plain: str


def phrases(question: str) -> tuple[Phrase, ...]:
    """What must occur as such; nothing of a question in another language than the coverage's."""
    if language(question) != DEFAULT:
        return ()
    found = (
        Phrase(each.group(1).strip(), each.span(), plain(each.group(1)))
        for each in _PHRASE.finditer(question)
    )
    return tuple(phrase for phrase in found if phrase.plain.strip())


def plain(text: str) -> str:
    """`text` as phrases are looked for in it: its words alone, folded, a space around each."""
    return f" {' '.join(_RUN.findall(fold(text)))} "


def with_phrases(
    database: Connection, scored: Sequence[Scored], wanted: Sequence[Phrase]
) -> Sequence[Scored]:
    """The best READ of those whose article has all the phrases as such, and the passage one."""
    whole: dict[str, str] = {}  # an article's words by its id
    holding: list[Scored] = []
    telling = [max(phrase.plain.split(), key=len) for phrase in wanted]
    for at in range(0, len(scored), READ):
        some = scored[at : at + READ]
        found = passages_at(database, places(database, [each.passage for each in some]))
        for each in some:
            passage, article = found[each.passage]
            if _lacks(passage.text, telling):
                continue
            text = plain(passage.text)
            elsewhere = [phrase for phrase in wanted if phrase.plain not in text]
            if len(elsewhere) == len(wanted):
                continue
            if elsewhere and article.id not in whole:
                words = f"{article.headline}\n{article.body}"
                lacking = any(_lacks(words, [word]) for word in telling)
                whole[article.id] = "" if lacking else plain(words)
            if all(phrase.plain in whole[article.id] for phrase in elsewhere):
                holding.append(each)
        if len(holding) >= READ:
            break
    return holding


def _lacks(text: str, words: Sequence[str]) -> bool:
    """Whether none of the folded words can be in `text`, as a look tells where nothing of it needs
    folding but capitals."""
    lower = text.lower()
    return not any(word in lower for word in words) and bool(_SIMPLE.fullmatch(text))

"""Words that were withdrawn from an article: known by a keyed hash alone, found and left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Final, NamedTuple

from retrieval.model import PAGES, Article, Block, Span

LEFT_OUT: Final = "[…]"
"""What stands where words were withdrawn."""
_WORD: Final = re.compile(r"\w+")


class Withdrawn(NamedTuple):
    """So many words, by their hash, of the articles with these marks; see `mark`."""

    articles: tuple[str, ...]
    words: int
    hash: str
    key: str


def mark(key: str, text: str) -> str:
    """What stands for an id or an address, so that what was withdrawn is not kept by its name."""
    return _hash(key, [text])


def withdrawn(key: str, articles: Iterable[str], text: str) -> Withdrawn:
    """The rule that leaves out the words of `text`. Raises ValueError where it has none."""
    words = [each.group().casefold() for each in _WORD.finditer(text)]
    if not words:
        raise ValueError("no words in it")
    return Withdrawn(tuple(articles), len(words), _hash(key, words), key)


def without(article: Article, rules: Sequence[Withdrawn]) -> Article:
    """The article without what was withdrawn from it; the same where that is nothing."""
    mine = [each for each in rules if is_of(each, article.id, article.url)]
    if not mine:
        return article
    cuts = list(_spans(article.body, mine))
    moved = _moves(cuts)
    body, blocks = _cut(article.body, article.blocks, cuts, moved)
    if not any(each.kind == "paragraph" for each in blocks):
        body, blocks = LEFT_OUT, (Block("paragraph", 0, len(LEFT_OUT)),)
    return replace(
        article,
        body=body,
        blocks=blocks,
        headline=cut(article.headline, mine),
        kicker=cut(article.kicker, mine) if article.kicker else None,
        marks=tuple(_pages_moved(each, moved) for each in article.marks),
    )


def holds(text: str, rules: Sequence[Withdrawn]) -> bool:
    """Whether withdrawn words stand in the text."""
    return next(_spans(text, rules), None) is not None


def cut(text: str, rules: Sequence[Withdrawn]) -> str:
    """The text without the withdrawn words."""
    for start, end in sorted(_spans(text, rules), reverse=True):
        text = f"{text[:start]}{LEFT_OUT}{text[end:]}"
    return text


def is_of(rule: Withdrawn, article_id: str, url: str | None) -> bool:
    """Whether the rule is about the article with this id, at this address."""
    names = filter(None, (article_id, url))
    return any(mark(rule.key, each) in rule.articles for each in names)


def _spans(text: str, rules: Sequence[Withdrawn]) -> Iterator[Span]:
    """Where withdrawn words stand; none within another."""
    words = list(_WORD.finditer(text))
    folded = [each.group().casefold() for each in words]
    at = 0
    while at < len(words):
        long = max((r.words for r in rules if _stands(r, folded, at)), default=0)
        if long:
            yield words[at].start(), words[at + long - 1].end()
        at += long or 1


def _stands(rule: Withdrawn, folded: Sequence[str], at: int) -> bool:
    some = folded[at : at + rule.words]
    return len(some) == rule.words and _hash(rule.key, some) == rule.hash


def _moves(cuts: Sequence[Span]) -> Callable[[int], int]:
    """Where what stands at a place of the body stands without the cuts."""
    moved = [(start, end, len(LEFT_OUT) - (end - start)) for start, end in cuts]

    def now(place: int) -> int:
        return place + sum(
            min(shift, len(LEFT_OUT) - (place - start)) if place < end else shift
            for start, end, shift in moved
            if start < place
        )

    return now


def _pages_moved(mark: str, now: Callable[[int], int]) -> str:
    if not mark.startswith(PAGES):
        return mark
    return PAGES + ",".join(str(now(int(each))) for each in mark[len(PAGES) :].split(","))


def _cut(
    body: str, blocks: Sequence[Block], cuts: Sequence[Span], now: Callable[[int], int]
) -> tuple[str, tuple[Block, ...]]:
    """The body and its blocks without the cuts; a block of which nothing is left is none."""
    parts, at = [], 0
    for start, end in cuts:
        parts += [body[at:start], LEFT_OUT]
        at = end
    new = "".join([*parts, body[at:]])
    kept = (Block(each.kind, now(each.start), now(each.end)) for each in blocks)
    return new, tuple(
        each for each in kept if _WORD.search(new[each.start : each.end].replace(LEFT_OUT, ""))
    )


def _hash(key: str, words: Sequence[str]) -> str:
    return blake2b("\0".join(words).encode(), digest_size=20, key=bytes.fromhex(key)).hexdigest()

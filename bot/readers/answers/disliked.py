"""Which passages readers say do not answer what they asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.readers.counts import ENOUGH
from bot.readers.database import Readers


class Disliked(NamedTuple):
    """A passage, by its address; how many different readers say that it does not answer, as last
    on which `day`; the `terms` that so many of them asked as no one of them is known by; and what
    they asked, as they wrote it."""

    address: str
    readers: int
    day: str
    terms: tuple[str, ...]
    questions: tuple[str, ...]


def disliked(readers: Readers, terms_of: Callable[[str], Sequence[str]]) -> list[Disliked]:
    """The passages that three different readers dislike, of the answers that are kept; those that
    most dislike first. `terms_of` gives a question's terms."""
    rows = readers.rows(
        "select address, reader_id, question, sent_at from answers where vote < 0 "
        "and coalesce(address, '') != '' and coalesce(reader_id, 0) != 0 order by sent_at"
    )
    by_address: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for address, reader, question, sent_at in rows:
        by_address[address].append((reader, question, sent_at))
    found = [_about(address, asked, terms_of) for address, asked in by_address.items()]
    enough = [each for each in found if each.readers >= ENOUGH]
    return sorted(enough, key=lambda each: (-each.readers, each.address))


def _about(
    address: str, asked: Sequence[tuple[int, str, str]], terms_of: Callable[[str], Sequence[str]]
) -> Disliked:
    askers: dict[str, set[int]] = defaultdict(set)
    for reader, question, _ in asked:
        for term in terms_of(question):
            askers[term].add(reader)
    often = sorted(term for term, who in askers.items() if len(who) >= ENOUGH)
    questions = tuple(dict.fromkeys(question for _, question, _ in asked))
    return Disliked(
        address, len({reader for reader, *_ in asked}), asked[-1][2][:10], tuple(often), questions
    )

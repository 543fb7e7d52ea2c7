"""What a changed article's new version changed, sentence by sentence, and since when it is there.

Only changed articles cost anything: both versions are split where their passages differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from difflib import SequenceMatcher
from itertools import zip_longest
from sqlite3 import Connection
from typing import Final, NamedTuple

from retrieval.diffing import shared
from retrieval.model import Article, Passage
from retrieval.passages import split
from retrieval.rows import article_by_number
from retrieval.sentences import sentences

OF_AN_ARTICLE: Final = 50
"""Corrections that are kept of one article, the newest."""
KEPT: Final = 20_000
"""Corrections that are kept in all, the newest."""
_LIKE: Final = 0.5  # of the words, for one sentence to be the other's new version
_COMPARED: Final = 30  # sentences; of more that changed at once, no pairs are looked for

Pair = tuple[str | None, str | None]


class Before(NamedTuple):
    """An article before its change: itself, and since when each passage had been there."""

    article: Article
    since: dict[str, str]


def written(moment: datetime) -> str:
    """The moment as the coverage writes it, in UTC; such texts sort as moments."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def before_change(database: Connection, number: int) -> Before:
    """What is to be known of the article with this number in the store once it is replaced."""
    article = article_by_number(database, number)
    assert article is not None, f"article {number} vanished inside its transaction"
    (moment,) = database.execute(
        "select indexed_at from articles where number = ?", [number]
    ).fetchone()
    stayed = dict(
        database.execute("select ordinal, indexed_at from stayed where article = ?", [number])
    )
    since = {
        passage.text: stayed.get(ordinal, moment) for ordinal, passage in enumerate(split(article))
    }
    return Before(article, since)


def keep_change(database: Connection, before: Before, number: int, moment: str) -> None:
    """Keeps what changed in the article, which now has this number, and which passages stayed."""
    after = article_by_number(database, number)
    assert after is not None, f"article {number} vanished inside its transaction"
    passages = split(after)
    database.executemany(
        "insert into stayed values (?, ?, ?)",
        [
            (number, ordinal, before.since[passage.text])
            for ordinal, passage in enumerate(passages)
            if passage.text in before.since
        ],
    )
    pairs = list(changes(split(before.article), passages))[:OF_AN_ARTICLE]
    if not pairs:
        return
    database.executemany(
        "insert into corrections(article, indexed_at, before, after) values (?, ?, ?, ?)",
        [(after.id, moment, *pair) for pair in pairs],
    )
    database.execute(
        "delete from corrections where article = ? and number not in (select number from "
        "corrections where article = ? order by number desc limit ?)",
        [after.id, after.id, OF_AN_ARTICLE],
    )
    database.execute(
        "delete from corrections where number <= (select max(number) from corrections) - ?", [KEPT]
    )


def changes(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[Pair]:
    """The sentences that changed, each as it was and as it is; None where one came or went."""
    old, new = ([each.text for each in passages] for passages in (before, after))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _pairs(_sentences(old[i1:i2]), _sentences(new[j1:j2]))


def _pairs(old: list[str], new: list[str]) -> Iterator[Pair]:
    """Sentences that both have are left out; of the others, those alike make a pair."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _paired(old[i1:i2], new[j1:j2])


def _paired(old: list[str], new: list[str]) -> Iterator[Pair]:
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    if len(old) + len(new) > _COMPARED:
        yield from zip_longest(old, ())
        yield from zip_longest((), new)
        return
    left = list(new)
    for sentence in old:
        alike = max(left, key=lambda each: shared(sentence, each), default=None)
        if alike is not None and shared(sentence, alike) >= _LIKE:
            left.remove(alike)
            yield sentence, alike
        else:
            yield sentence, None
    yield from ((None, each) for each in left)


def _sentences(texts: Sequence[str]) -> list[str]:
    return [text[slice(*span)] for text in texts for span in sentences(text) or [(0, len(text))]]

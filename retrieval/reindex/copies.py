"""Which articles print one text, found among those that came in a run and all others.

What is found does not depend on the order in which articles come: the articles of a text are those
that lead to one another by `is_copy`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations, groupby
from sqlite3 import Connection
from typing import Final

from sqlite_utils import Database

from retrieval.analysis.whole_copies import Printed, is_copy
from retrieval.inversion.likeness import MOST
from retrieval.store.checksums import is_sealed
from retrieval.stored.articles import parted

_LIKELY: Final = 0.25
"""Of the keys of that of two articles which has fewer, what the other has if they may be copies."""
_LAST: Final = 20
"""Of the articles that have a key, those that are looked at: the last ones."""
_TRIED: Final = 8
"""Articles, each of another text, that are compared in vain."""
_REMEMBERED: Final = 64  # articles that were compared
_REGROUPED: Final = 40  # articles of one text that are compared with each other

_CANDIDATES: Final = f"""
select article, others from (
    select article, (
        select group_concat(other) from (
            select alike.article as other from alike
            where alike.key = each.value and alike.article < fresh.article
            order by alike.article desc limit {_LAST}))
    as others from temp.fresh cross join json_each(keys) as each)
where others is not null order by article"""

Read = Callable[[int], Printed | None]


def remember_keys(database: Connection, article: int, keys: Sequence[int]) -> None:
    """Keeps by which keys near copies of a new article are looked for at the end of the run."""
    begin(database)
    database.execute("insert into temp.fresh values (?, ?)", (article, str([*keys])))


def forget_copies(database: Connection, article: int, keys: Sequence[int] | None) -> None:
    """Forgets an article that has these keys, or any where they are None; whether the others of
    its text are still one is looked at at the end of the run."""
    begin(database)
    database.execute("delete from temp.fresh where article = ?", [article])
    if keys is None:
        database.execute("delete from alike where article = ?", [article])
    database.executemany(
        "delete from alike where key = ? and article = ?", ((key, article) for key in keys or ())
    )
    database.execute(
        "insert or ignore into temp.parted select article from copies where text = "
        "(select text from copies where article = ?)",
        [article],
    )
    database.execute("delete from copies where article = ?", [article])


def find_copies(database: Database, load: Callable[[int], None] | None = None) -> None:
    """Finds the copies of what came and what stayed, after all of a run. `load` brings an article's
    words into its row, where they are not there."""
    connection = database.conn
    begin(connection)
    connection.execute(
        "insert or ignore into alike select value, article from temp.fresh "
        "cross join json_each(keys) order by 1, 2"
    )

    @lru_cache(_REMEMBERED)
    def read(number: int) -> Printed | None:
        if load:
            load(number)
        return _printed(connection, number)

    _regroup(connection, read)
    for article, shared in _candidates(connection):
        _find(connection, article, shared, read)
    connection.execute("drop table temp.fresh")
    connection.execute("drop table temp.parted")


def begin(database: Connection) -> None:
    """Makes the tables in which a run keeps what it has still to look at, if they are not there."""
    database.execute(
        "create temp table if not exists fresh(article integer primary key, keys text not null)"
    )
    database.execute("create temp table if not exists parted(article integer primary key)")


def _regroup(database: Connection, read: Read) -> None:
    """Looks anew at the articles whose text has lost one."""
    rows = database.execute(
        "select text, article from temp.parted join copies using (article) order by text, article"
    ).fetchall()
    for text, of_text in groupby(rows, key=lambda row: row[0]):
        articles = [article for _, article in of_text]
        database.execute("delete from copies where text = ?", [text])
        for one, other in combinations(articles, 2):
            if len(articles) > _REGROUPED:
                _join(database, articles[0], other)
            elif _text_of(database, one) != _text_of(database, other):
                _join_copies(database, one, other, read)


def _candidates(database: Connection) -> Iterator[tuple[int, Counter[int]]]:
    """For each new article those before it that have keys of it, and how many."""
    rows = database.execute(_CANDIDATES)
    for article, of_article in groupby(rows, key=lambda row: row[0]):
        yield (
            article,
            Counter(int(other) for _, others in of_article for other in others.split(",")),
        )


def _find(database: Connection, article: int, shared: Counter[int], read: Read) -> None:
    """Joins a new article with those that it is a copy of."""
    own = _keys(database, article)
    tried = 0
    for other, keys in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        if keys < _LIKELY * min(own, _keys(database, other)):
            continue
        if _text_of(database, other) == _text_of(database, article):
            continue
        tried += not _join_copies(database, article, other, read)
        if tried == _TRIED:
            break


def _join_copies(database: Connection, one: int, other: int, read: Read) -> bool:
    """Keeps that two articles print one text, if they do; whether they do."""
    first, second = read(one), read(other)
    if first is None or second is None or not is_copy(first, second):
        return False
    _join(database, one, other)
    return True


def _join(database: Connection, one: int, other: int) -> None:
    texts = sorted({_text_of(database, one), _text_of(database, other)})
    database.executemany(
        "insert or ignore into copies values (?, ?)", [(one, texts[0]), (other, texts[0])]
    )
    database.execute("update copies set text = ? where text = ?", [texts[0], texts[-1]])


def _text_of(database: Connection, article: int) -> int:
    """The number of the text that an article prints: its own, where no other prints it."""
    row = database.execute("select text from copies where article = ?", [article]).fetchone()
    return row[0] if row else article


def _keys(database: Connection, article: int) -> int:
    """About how many keys an article has: it has no more."""
    row = database.execute("select passages from articles where number = ?", [article]).fetchone()
    return min(MOST, row[0]) if row else 0


def _printed(database: Connection, article: int) -> Printed | None:
    """The article as it is compared; None for one that is not as it was indexed."""
    if not is_sealed(database, article):
        return None
    outlet, published, blocks, body = database.execute(
        "select outlet, published, blocks, body from articles where number = ?", [article]
    ).fetchone()
    found, _ = parted(blocks)
    return Printed(
        outlet,
        date.fromisoformat(published[:10]).toordinal() if published else None,
        (body[each.start : each.end] for each in found if each.kind == "paragraph"),
    )

"""What must go: articles and words of them, to the last byte, and for good."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from retrieval.errors import NothingIndexedError, UnknownArticleError, UnknownWordsError
from retrieval.keeping.kept_out import KeptOut, kept_out
from retrieval.keeping.words import Withdrawn, holds, mark, withdrawn
from retrieval.reindex.upkeep.removal import Change, changing
from retrieval.store.database import connect_to_read, meta
from retrieval.store.faults import explained

_ADDRESS: Final = re.compile(r"([a-z2-7]{12})-c?\d{1,9}-[0-9a-f]{4}")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The ids of the `articles` that were deleted, or had the words; how many old wordings were.
    `wiped`: no byte is left in the coverage's file; else a question that goes on kept it there."""

    articles: tuple[str, ...]
    wordings: int
    wiped: bool


def withdraw(path: str | Path, name: str, *, words: str | None = None) -> Withdrawal:
    """Deletes the article whose id, address on the web, or passage's address `name` is, or `words`
    of it, from the coverage at `path`: text, old wordings, index, to the last byte; and from all
    that a reindex reads from now on.

    Raises UnknownArticleError, UnknownWordsError, NothingIndexedError, a DatabaseError,
    KeptOutError.
    """
    path = Path(path)
    with changing(path, wipe=True) as change:
        database = change.database.conn
        ids, names = _named(database, name)
        out = kept_out(path)
        if words is None:
            out.withdraw(names)
            out.save()
            for article_id in ids:
                change.forget(article_id)
            wordings = _delete_wordings(database, ids)
            found = ids
        else:
            found, wordings = _without(change, out, ids, names, words)
    return Withdrawal(found, wordings, change.wiped)


def enforce(path: str | Path) -> tuple[str, ...]:
    """Takes out of the coverage at `path` what was removed or withdrawn, as after a restore; the
    ids of the articles that this changed. Raises as `withdraw` does."""
    path = Path(path)
    out = kept_out(path)
    if not out:
        return ()
    changed = []
    with changing(path, wipe=True) as change:
        database = change.database.conn
        rows = database.execute("select id, path, outlet, url from articles").fetchall()
        for article_id, file, outlet, url in rows:
            if out.leaves_out(article_id=article_id, path=file) or out.leaves_out_of(
                outlet=outlet, url=url
            ):
                change.forget(article_id)
                changed.append(article_id)
            elif change.rewrite(article_id, out.words):
                changed.append(article_id)
        gone = [each for (each,) in database.execute("select distinct article from corrections")]
        _delete_wordings(database, [each for each in gone if out.is_gone(each)])
        for rule in out.words:
            _delete_wordings(database, gone, rule)
    return tuple(changed)


def catch_up(path: Path) -> None:
    """The same where the coverage is from before something was withdrawn. Raises a DatabaseError,
    KeptOutError."""
    out = kept_out(path)
    with suppress(NothingIndexedError):
        with closing(connect_to_read(path)) as database, explained(path):
            behind = (meta(database, "kept_out") or "") != out.digest
        if behind and out.digest:
            enforce(path)


def _named(database: Connection, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the articles that are meant, also at the same address on the web; and these ids
    and addresses."""
    address = _ADDRESS.fullmatch(name.strip().lower())
    found = database.execute(
        "select id, url from articles where id = :name or url = :name or key = :key",
        {"name": name, "key": address[1] if address else None},
    ).fetchall()
    if not found:
        raise UnknownArticleError(name)
    urls = {url for _, url in found if url}
    ids = {article_id for article_id, _ in found}
    for url in urls:
        ids |= {
            each for (each,) in database.execute("select id from articles where url = ?", [url])
        }
    return tuple(sorted(ids)), (*sorted(ids), *sorted(urls))


def _without(
    change: Change, out: KeptOut, ids: tuple[str, ...], names: Iterable[str], words: str
) -> tuple[tuple[str, ...], int]:
    """Withdraws the words; the articles that had them, and how many old wordings did."""
    database = change.database.conn
    try:
        rule = withdrawn(out.key, [mark(out.key, each) for each in names], words)
    except ValueError:
        raise UnknownWordsError(ids[0]) from None
    found = tuple(each for each in ids if change.rewrite(each, (rule,)))
    wordings = _delete_wordings(database, ids, rule)
    if not found and not wordings:
        raise UnknownWordsError(ids[0])
    out.words = (*out.words, rule)
    out.save()
    return found, wordings


def _delete_wordings(
    database: Connection, ids: Iterable[str], rule: Withdrawn | None = None
) -> int:
    """Deletes what is kept of changes of the articles; with a rule, where its words stand."""
    deleted = 0
    for article_id in ids:
        rows = database.execute(
            "select number, before, after from corrections where article = ?", [article_id]
        ).fetchall()
        if rule and mark(rule.key, article_id) not in rule.articles:
            continue
        for number, before, after in rows:
            if rule is None or holds(f"{before or ''}\n{after or ''}", (rule,)):
                database.execute("delete from corrections where number = ?", [number])
                deleted += 1
    return deleted

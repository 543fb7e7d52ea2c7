"""What must go: articles and words of them, to the last byte, and for good."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

from retrieval.errors import UnknownArticleError, UnknownWordsError
from retrieval.keeping.words import Withdrawn, holds, mark, withdrawn
from retrieval.model import article_key
from retrieval.reindex.upkeep.change import Change
from retrieval.reindex.writers.writer import Wording

_ADDRESS: Final = re.compile(r"([a-z2-7]{12})-c?\d{1,9}-[0-9a-f]{4}")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The ids of the `articles` that were deleted, or had the words; how many old wordings were.
    `wiped`: no byte is left where the coverage is kept; else a question that goes on kept it
    there."""

    articles: tuple[str, ...]
    wordings: int
    wiped: bool


def delete(change: Change, name: str, words: str | None) -> Withdrawal:
    """Deletes the article whose id, address on the web, or passage's address `name` is, or `words`
    of it. Raises UnknownArticleError, UnknownWordsError, KeptOutError."""
    ids, names = _named(change.database.conn, name)
    if words is not None:
        return _without(change, ids, names, words)
    change.out.withdraw(names)
    change.out.save()
    for article_id in ids:
        change.forget(article_id)
    return Withdrawal(ids, _delete_wordings(change, ids), wiped=False)


def enforce_in(change: Change) -> tuple[str, ...]:
    """Takes out what was removed or withdrawn before; the ids of the articles that this changed."""
    changed, out = [], change.out
    rows = change.database.execute("select id, path, outlet, url from articles").fetchall()
    for article_id, file, outlet, url in rows:
        if out.leaves_out(article_id=article_id, path=file) or out.leaves_out_of(
            outlet=outlet, url=url
        ):
            change.forget(article_id)
            changed.append(article_id)
        elif change.rewrite(article_id, out.words):
            changed.append(article_id)
    kept = change.writer.wordings()
    gone = [each.number for each in kept if out.is_gone(each.article) or _has(each, out.words)]
    change.writer.drop_wordings(gone)
    return tuple(changed)


def _key_in(name: str) -> str | None:
    """The key of the article of which `name` is a passage's address; None where it is none."""
    address = _ADDRESS.fullmatch(name.strip().lower())
    return address[1] if address else None


def _named(database: Connection, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the articles that are meant, also at the same address on the web; and these ids
    and addresses."""
    key = _key_in(name)
    found = database.execute(
        "select id, url from articles where id = :name or url = :name or key = :key",
        {"name": name, "key": key},
    ).fetchall()
    if key and not found:  # a ledger has no keys
        database.create_function("key_of", 1, article_key, deterministic=True)
        found = database.execute(
            "select id, url from articles where key = '' and key_of(id) = ?", [key]
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


def _without(change: Change, ids: tuple[str, ...], names: Iterable[str], words: str) -> Withdrawal:
    """Withdraws the words."""
    out = change.out
    try:
        rule = withdrawn(out.key, [mark(out.key, each) for each in names], words)
    except ValueError:
        raise UnknownWordsError(ids[0]) from None
    found = tuple(each for each in ids if change.rewrite(each, (rule,)))
    wordings = _delete_wordings(change, ids, rule)
    if not found and not wordings:
        raise UnknownWordsError(ids[0])
    out.words = (*out.words, rule)
    out.save()
    return Withdrawal(found, wordings, wiped=False)


def _delete_wordings(change: Change, ids: Iterable[str], rule: Withdrawn | None = None) -> int:
    """Deletes what is kept of changes of the articles; with a rule, where its words stand."""
    kept = change.writer.wordings(ids)
    gone = [each.number for each in kept if rule is None or _has(each, (rule,))]
    change.writer.drop_wordings(gone)
    return len(gone)


def _has(wording: Wording, rules: Iterable[Withdrawn]) -> bool:
    """Whether words stand in it that one of the rules withdraws from its article."""
    mine = [each for each in rules if mark(each.key, wording.article) in each.articles]
    return bool(mine) and holds(f"{wording.before or ''}\n{wording.after or ''}", mine)

"""Articles that an operator takes out, and does not want back by the next reindex."""

from __future__ import annotations

import os
from dataclasses import dataclass
from sqlite3 import Connection

from retrieval.errors import AmbiguousNameError, UnknownArticleError
from retrieval.keeping.kept_out import KeptOut, Kind, Removed
from retrieval.reindex.upkeep.change import Change
from retrieval.store.origins import known_at, known_by_id


@dataclass(frozen=True, slots=True)
class Removal:
    """What was taken out: by which `kind` of name, and the ids of the `articles`."""

    kind: Kind
    name: str
    articles: tuple[str, ...]


def take_out(change: Change, name: str, kind: Kind | None) -> Removal:
    """Takes the articles that `name` names out, and keeps them out. Raises AmbiguousNameError,
    UnknownArticleError, KeptOutError."""
    found = _meant(change.database.conn, name, kind)
    change.out.removed.add(Removed(found.kind, found.name))
    change.out.save()
    for article_id in found.articles:
        change.forget(article_id)
    return found


def lift(out: KeptOut, name: str, kind: Kind | None) -> tuple[Kind, ...]:
    """Lifts a removal; by which kinds of name it was. Raises UnknownArticleError, KeptOutError."""
    names = {("path", os.path.abspath(name)), ("id", name), ("outlet", name)}
    lifted = {each for each in out.removed if each in names and kind in (None, each.kind)}
    if not lifted:
        raise UnknownArticleError(name)
    out.removed -= lifted
    out.save()
    return tuple(sorted(each.kind for each in lifted))


def _meant(database: Connection, name: str, kind: Kind | None) -> Removal:
    path = os.path.abspath(name)
    below = tuple(article_id for article_id, _ in known_at(database, path))
    known = (name,) if known_by_id(database, name) else ()
    if kind is None and below and known and below != known:
        raise AmbiguousNameError(name)
    if kind == "outlet":
        rows = database.execute("select id from articles where outlet = ?", [name]).fetchall()
        found = Removal(kind, name, tuple(article_id for (article_id,) in rows))
    elif kind == "path" or (kind is None and below):
        found = Removal("path", path, below)
    else:
        found = Removal("id", name, known)
    if not found.articles:
        raise UnknownArticleError(name)
    return found

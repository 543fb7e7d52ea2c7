"""The tables of the coverage's file.

sqlite-utils makes what it has words for. What it has none for is SQL: tables without a rowid, and
indexes over some rows alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from retrieval.store.checksums import are_kept, seal_all
from retrieval.store.looking.views import make_views

STEPS: Final = Migrations("coverage")
"""What an empty file takes to have all tables; kept in the file by name."""

_WITHOUT_ROWID: Final = """
create table meta(key text primary key, value) without rowid;

-- Passages of changed articles whose words did not change, and since when they have been there.
create table stayed(
    article integer not null, ordinal integer not null, indexed_at text not null,
    primary key (article, ordinal)) without rowid;

-- The alias table of each indexed folder that has one, as JSON.
create table aliases(root text primary key, groups text not null) without rowid;

create table passages(
    article integer not null references articles(number), ordinal integer not null,
    kind text not null, place integer not null, section text,
    "start" integer not null, "end" integer not null,
    primary key (article, ordinal)) without rowid;

-- The days that a passage speaks of, `first` to `last`, as days since 0001-01-01.
create table passage_days(
    first integer not null, article integer not null, ordinal integer not null,
    last integer not null, primary key (first, article, ordinal, last)) without rowid;

-- Who says what stands from `scope` to `scope_end` in an article's body, where it says so, and by
-- which verb; all are places in the body.
create table speakers(
    article integer not null references articles(number), verb integer not null,
    verb_end integer not null, speaker integer not null, speaker_end integer not null,
    scope integer not null, scope_end integer not null, class text not null,
    primary key (article, verb)) without rowid;

-- The table of speakers' parties of each indexed folder that has one, as JSON.
create table parties(root text primary key, names text not null) without rowid;

-- `most` is the highest of the impacts.
create table postings(
    segment integer not null, term integer not null, most integer not null,
    passages blob, impacts blob not null, frequencies blob not null, exceptions blob,
    primary key (segment, term)) without rowid;
"""
_OF_SOME_TERMS: Final = {
    "terms_skeleton": "create index terms_skeleton on terms(skeleton) where skeleton != ''",
    "terms_shape": "create index terms_shape on terms(initial, length) where name",
}
_ALL_OF_A_TERM: Final = "terms_term"
"""The index that has all that a reindex asks of a term."""


def make_table(
    database: Database,
    name: str,
    columns: dict[str, type],
    *,
    pk: str | None,
    null: Iterable[str] = (),
) -> Table:
    """Makes a table, if it is not there; all columns but those in `null` have a value."""
    not_null = columns.keys() - {pk, *null}
    return database.table(name).create(columns, pk=pk, not_null=not_null, if_not_exists=True)


@STEPS()
def make_tables(database: Database) -> None:
    """Makes all tables and indexes; files of before these steps were kept have them."""
    if database["meta"].exists():
        return
    for statement in _WITHOUT_ROWID.split(";\n"):
        database.execute(statement)
    database.table("passage_days").create_index(["article"], "passage_days_article")
    _make_articles(database)
    _make_corrections(database)
    _make_segments(database)
    _make_terms(database)


def _make_articles(database: Database) -> None:
    """An article's passages are numbered `first` and on; postings speak of passages by number."""
    columns: dict[str, type] = {"number": int, "id": str, "key": str, "path": str, "root": str}
    columns |= {"digest": bytes, "headline": str, "kicker": str, "outlet": str, "url": str}
    columns |= {"published": str, "language": str, "paragraphs": int, "blocks": str}
    columns |= {"first": int, "passages": int, "indexed_at": str, "body": str}
    null = ("kicker", "outlet", "url", "published", "language", "first", "passages")
    articles = make_table(database, "articles", columns, pk="number", null=null)
    articles.create_index(["id"], "articles_id", unique=True)
    articles.create_index(["key"], "articles_key")
    articles.create_index(["published", "first", "passages"], "articles_published")
    articles.create_index(["indexed_at", "first", "passages"], "articles_indexed")
    articles.create_index(["path"], "articles_path")
    articles.create_index(["root"], "articles_root")
    articles.create_index(["first", "number", "passages"], "articles_first", unique=True)


def _make_corrections(database: Database) -> None:
    """What changed in the sentences of articles, by their ids; null where one came or went."""
    columns = {"number": int, "article": str, "indexed_at": str, "before": str, "after": str}
    null = ("before", "after")
    corrections = make_table(database, "corrections", columns, pk="number", null=null)
    corrections.create_index(["article"], "corrections_article")
    corrections.create_index(["indexed_at"], "corrections_moment")


def _make_segments(database: Database) -> None:
    """Passages `base` to `base + size - 1`; `lengths` has a uint32 of terms for each, `total` is
    their sum; impacts in its posting lists are those for the average length `average`."""
    columns: dict[str, type] = {"number": int, "base": int, "size": int}
    columns |= {"average": float, "total": int, "lengths": bytes}
    make_table(database, "segments", columns, pk="number")
    make_table(database, "dead", {"passage": int}, pk="passage")


def _make_terms(database: Database) -> None:
    """`spelling`: the plainest word that articles write; `name`: no article writes it in lower
    case; `skeleton`: what names share however they are transliterated.

    By a term's number, `df` counts the live passages whose body holds it, `uses` also those that
    only stand under a headline or section with it. Apart from `terms`, because each reindex writes
    there: small rows, few pages.
    """
    columns: dict[str, type] = {"number": int, "term": str, "spelling": str, "name": int}
    columns |= {"skeleton": str, "initial": str, "length": int}
    make_table(database, "terms", columns, pk="number")
    make_table(database, "counts", {"term": int, "df": int, "uses": int}, pk="term")
    make_term_indexes(database)


@STEPS()
def cover_days_of_passages(database: Database) -> None:
    """What says where a passage belongs is read from an index alone, its article's day too."""
    articles = database.table("articles").drop_index("articles_first")
    columns = ("first", "number", "passages", "published")
    articles.create_index(columns, "articles_first", unique=True)


@STEPS()
def keep_checksums(database: Database) -> None:
    """What readers see has checksums from now on; what is stored already, as it is now."""
    if are_kept(database.conn):
        return
    database.execute(
        "create table checksums(kind text not null, key not null, sum blob not null, "
        "primary key (kind, key)) without rowid"
    )
    seal_all(database.conn)


@STEPS()
def index_outlets(database: Database) -> None:
    """The outlets, and the passages of each, are read from an index alone."""
    columns = ("outlet", "first", "passages")
    database.table("articles").create_index(columns, "articles_outlet", if_not_exists=True)


@STEPS()
def keep_what_waits(database: Database) -> None:
    """Articles that are not out before a moment, in UTC; and articles by their addresses."""
    make_table(database, "waiting", {"article": int, "until": str}, pk="article")
    database.execute(
        "create index if not exists articles_url on articles(url) where url is not null"
    )
    database.execute(  # older versions, by their sources, of the article with the id `newer`
        "create table if not exists superseded("
        "id text primary key, digest blob not null, newer text not null) without rowid"
    )
    database.table("superseded").create_index(["newer"], "superseded_newer", if_not_exists=True)


@STEPS()
def keep_languages(database: Database) -> None:
    """The language in which an article is analysed, where it is not English."""
    make_table(database, "analysed", {"article": int, "language": str}, pk="article")


@STEPS()
def keep_copies(database: Database) -> None:
    """By which keys near copies of an article are found, and the articles of one text: `text` is
    the least of their numbers."""
    database.execute(
        "create table if not exists alike(key integer not null, article integer not null, "
        "primary key (key, article)) without rowid"
    )
    copies = make_table(database, "copies", {"article": int, "text": int}, pk="article")
    copies.create_index(["text", "article"], "copies_text", if_not_exists=True)


@STEPS()
def show_what_is_kept(database: Database) -> None:
    """Other programs are shown something: see `looking.views`."""
    make_views(database)


@STEPS()
def keep_terms_of_passages(database: Database) -> None:
    """A passage's terms in text order, see `traits.worded`; null in rows from before."""
    if "terms" not in database.table("passages").columns_dict:
        database.execute("alter table passages add column terms blob")


@STEPS()
def keep_generations(database: Database) -> None:
    """When each generation was made, from the present one on."""
    make_table(database, "generations", {"generation": int, "moment": str}, pk="generation")
    database.execute(
        "insert or ignore into generations select coalesce(max(value), 0), '' from meta "
        "where key = 'generation' and typeof(value) = 'integer'"
    )


def drop_term_indexes(database: Database) -> None:
    """Takes the indexes from the table of terms: many new terms at once are written in a third of
    the time if these are made afterwards."""
    for name in (_ALL_OF_A_TERM, *_OF_SOME_TERMS):
        database.table("terms").drop_index(name)


def make_term_indexes(database: Database) -> None:
    """Gives the table of terms its indexes."""
    database.table("terms").create_index(["term", "spelling"], _ALL_OF_A_TERM)
    for statement in _OF_SOME_TERMS.values():
        database.execute(statement)

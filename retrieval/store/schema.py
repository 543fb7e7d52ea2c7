"""The tables of the coverage's file."""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database, Migrations

from retrieval.store.checksums import are_kept, seal_all
from retrieval.store.looking.views import make_views

STEPS: Final = Migrations("coverage")
"""What an empty file takes to have all tables; kept in the file by name."""

_SCHEMA: Final = """
create table meta(key text primary key, value) without rowid;

-- An article's passages are numbered `first` and on; postings speak of passages by number.
create table articles(
    number integer primary key, id text not null unique, key text not null, path text not null,
    root text not null, digest blob not null, headline text not null, kicker text, outlet text,
    url text, published text, language text, paragraphs integer not null, blocks text not null,
    first integer, passages integer, indexed_at text not null, body text not null);
create index articles_key on articles(key);
create index articles_published on articles(published, first, passages);
create index articles_indexed on articles(indexed_at, first, passages);
create index articles_path on articles(path);
create index articles_root on articles(root);
create unique index articles_first on articles(first, number, passages);

-- Passages of changed articles whose words did not change, and since when they have been there.
create table stayed(
    article integer not null, ordinal integer not null, indexed_at text not null,
    primary key (article, ordinal)) without rowid;

-- What changed in the sentences of articles, by their ids; null where one came or went.
create table corrections(
    number integer primary key, article text not null, indexed_at text not null, before text,
    after text);
create index corrections_article on corrections(article);
create index corrections_moment on corrections(indexed_at);

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
create index passage_days_article on passage_days(article);

-- Who says what stands from `scope` to `scope_end` in an article's body, where it says so, and by
-- which verb; all are places in the body.
create table speakers(
    article integer not null references articles(number), verb integer not null,
    verb_end integer not null, speaker integer not null, speaker_end integer not null,
    scope integer not null, scope_end integer not null, class text not null,
    primary key (article, verb)) without rowid;

-- The table of speakers' parties of each indexed folder that has one, as JSON.
create table parties(root text primary key, names text not null) without rowid;

-- Passages `base` to `base + size - 1`; `lengths` has a uint32 of terms for each, `total` is their
-- sum; impacts in its posting lists are those for the average length `average`.
create table segments(
    number integer primary key, base integer not null, size integer not null,
    average real not null, total integer not null, lengths blob not null);
create table dead(passage integer primary key);

-- `spelling`: the plainest word that articles write; `name`: no article writes it in lower case;
-- `skeleton`: what names share however they are transliterated.
create table terms(
    number integer primary key, term text not null, spelling text not null,
    name integer not null, skeleton text not null, initial text not null, length integer not null);

-- By a term's number: `df` counts the live passages whose body holds it, `uses` also those that
-- only stand under a headline or section with it. Apart from `terms`, because each reindex writes
-- here: small rows, few pages.
create table counts(term integer primary key, df integer not null, uses integer not null);

-- `most` is the highest of the impacts.
create table postings(
    segment integer not null, term integer not null, most integer not null,
    passages blob, impacts blob not null, frequencies blob not null, exceptions blob,
    primary key (segment, term)) without rowid;
"""
_TERM_INDEXES: Final = {
    "terms_term": "create index terms_term on terms(term, spelling)",  # all that a reindex asks
    "terms_skeleton": "create index terms_skeleton on terms(skeleton) where skeleton != ''",
    "terms_shape": "create index terms_shape on terms(initial, length) where name",
}


@STEPS()
def make_tables(database: Database) -> None:
    """Makes all tables and indexes; files of before these steps were kept have them."""
    if database["meta"].exists():
        return
    for statement in _SCHEMA.split(";\n"):
        database.execute(statement)
    make_term_indexes(database)


@STEPS()
def cover_days_of_passages(database: Database) -> None:
    """What says where a passage belongs is read from an index alone, its article's day too."""
    database.execute("drop index articles_first")
    database.execute(
        "create unique index articles_first on articles(first, number, passages, published)"
    )


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
    database.execute(
        "create index if not exists articles_outlet on articles(outlet, first, passages)"
    )


@STEPS()
def keep_what_waits(database: Database) -> None:
    """Articles that are not out before a moment, in UTC; and articles by their addresses."""
    database.execute(
        "create table if not exists waiting(article integer primary key, until text not null)"
    )
    database.execute(
        "create index if not exists articles_url on articles(url) where url is not null"
    )
    database.execute(  # older versions, by their sources, of the article with the id `newer`
        "create table if not exists superseded("
        "id text primary key, digest blob not null, newer text not null) without rowid"
    )
    database.execute("create index if not exists superseded_newer on superseded(newer)")


@STEPS()
def keep_languages(database: Database) -> None:
    """The language in which an article is analysed, where it is not English."""
    database.execute(
        "create table if not exists analysed(article integer primary key, language text not null)"
    )


@STEPS()
def keep_copies(database: Database) -> None:
    """By which keys near copies of an article are found, and the articles of one text: `text` is
    the least of their numbers."""
    database.execute(
        "create table if not exists alike(key integer not null, article integer not null, "
        "primary key (key, article)) without rowid"
    )
    database.execute(
        "create table if not exists copies(article integer primary key, text integer not null)"
    )
    database.execute("create index if not exists copies_text on copies(text, article)")


@STEPS()
def show_what_is_kept(database: Database) -> None:
    """Other programs are shown something: see `looking.views`."""
    make_views(database)


def drop_term_indexes(database: Database) -> None:
    """Takes the indexes from the table of terms: many new terms at once are written in a third of
    the time if these are made afterwards."""
    for name in _TERM_INDEXES:
        database.execute(f"drop index {name}")


def make_term_indexes(database: Database) -> None:
    """Gives the table of terms its indexes."""
    for statement in _TERM_INDEXES.values():
        database.execute(statement)

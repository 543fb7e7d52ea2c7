"""What Datasette, sqlite-utils and SQLite's own shell show of the coverage: views in its file.

They are plain SQL over the stored rows and keep nothing of their own; nutgraf reads none of them.
None shows where a file lies on this machine. A step that makes `articles` or `passages` anew drops
them first.
"""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database

_OF_ARTICLE: Final = "headline, outlet, substr(published, 1, 10) as day"
_PLACE: Final = (
    "url, section, case kind when 'paragraph' then place end as paragraph, "
    "key || '-' || case kind when 'caption' then 'c' else '' end || place as address, "
    "articles.id as article, waiting.until as waits_until"
)
"""Where a passage stands. An address's last part, a digest of the words, is none that SQL tells."""
_WAITING: Final = "left join waiting on waiting.article = articles.number"
_TEXT: Final = 'substr(body, "start" + 1, "end" - "start") as text'


def _day(column: str) -> str:
    """The day of a column that counts days, as text: SQLite counts them from 4714 BC."""
    return f"date({column} + 1721424.5)"


VIEWS: Final = {
    "read_articles": f"""
select {_OF_ARTICLE}, kicker, url, coalesce(articles.language, analysed.language, 'en') as language,
    paragraphs, passages, length(body) as characters,
    case when substr(path, 1, length(root) + 1) in (root || '/', root || '\\')
        then substr(path, length(root) + 2) end as file,
    indexed_at, waiting.until as waits_until, articles.id as article, body as text
from articles left join analysed on analysed.article = number {_WAITING}""",
    "read_passages": f"""
select {_OF_ARTICLE}, {_TEXT}, {_PLACE}
from articles cross join passages on passages.article = articles.number {_WAITING}""",
    "read_statements": f"""
select substr(body, speaker + 1, speaker_end - speaker) as speaker,
    nullif(substr(body, verb + 1, verb_end - verb), '') as verb, class as manner,
    case when scope != verb then substr(body, scope + 1, scope_end - scope) end as quotation,
    {_OF_ARTICLE}, {_TEXT}, {_PLACE}
from articles cross join speakers on speakers.article = articles.number
    left join passages on passages.article = articles.number and passages.ordinal = (
        select ordinal from passages as up_to
        where up_to.article = articles.number and up_to."start" <= verb
        order by ordinal desc limit 1) {_WAITING}""",
    "read_days": f"""
select {_day("passage_days.first")} as spoken_of, {_day("last")} as until,
    {_OF_ARTICLE}, {_TEXT}, {_PLACE}
from passage_days cross join articles on articles.number = passage_days.article
    cross join passages on passages.article = passage_days.article
    and passages.ordinal = passage_days.ordinal {_WAITING}""",
}


def make_views(database: Database) -> None:
    """Gives the file its views, in the place of older ones."""
    for name, query in VIEWS.items():
        database.create_view(name, query.strip(), replace=True)

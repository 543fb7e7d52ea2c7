"""`nutgraf search`."""

from __future__ import annotations

from typing import Any, Final

import click

from bot.archives import access, opened
from bot.config import Config
from bot.terminal.lines import echo, echo_json, note
from bot.terminal.tables import echo_table
from retrieval import Mention, mentions

_SHOWN: Final = 100  # characters of a passage in a line
_HEADS: Final = (
    *("count", "outlet", "published", "path", "article", "address", "headline", "url", "text"),
)


@click.argument("words", nargs=-1, required=True)
@click.option("--all", "every", is_flag=True, help="Every passage that holds all the words.")
@click.option("--limit", type=click.IntRange(1), help="How many at most; without --all, 10.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets.")
@click.option("--json", "as_json", is_flag=True, help="Print the passages for programs.")
def search(
    config: Config,
    words: tuple[str, ...],
    every: bool,
    limit: int | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    """List passages with WORDS: count, outlet, day, path, text.

    With --all every passage that holds all the words, in any of their forms, and phrases in
    quotation marks as they stand; the newest first. Without it those that rank best for WORDS as
    a question. The count is how often the words stand in the passage, all together.
    """
    if as_csv and as_json:
        raise click.UsageError("--csv or --json, not both")
    found = _found(config, " ".join(words), every, limit)
    rows = [_row(each) for each in found]
    if as_json:
        echo_json({"schema": 1, "words": " ".join(words), "all": every, "passages": rows})
    elif as_csv:
        echo_table(_HEADS, rows)
    else:
        for row in rows:
            echo(_line(row))
        note(f"{len(rows)} passages in {len({row['article'] for row in rows})} articles")


def _found(config: Config, words: str, every: bool, limit: int | None) -> tuple[Mention, ...]:
    if every:
        return mentions(config.database, words, **access(config))[:limit]
    with opened(config) as archive:
        hits = archive.search(words, limit=limit or 10)
    of = [each.passage for each in hits]
    return mentions(config.database, words, of=of, **access(config))


def _row(found: Mention) -> dict[str, Any]:
    passage = found.passage
    values = (
        *(found.count, found.outlet, found.published, found.path, passage.article_id),
        *(passage.address, found.headline, found.url, passage.text),
    )
    return dict(zip(_HEADS, values, strict=True))


def _line(row: dict[str, Any]) -> str:
    text = " ".join(str(row["text"]).split())
    text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    day = (row["published"] or "undated")[:10]
    return f"{row['count']:>4}  {day:10}  {row['outlet'] or 'no outlet'}  {row['path']}  {text}"

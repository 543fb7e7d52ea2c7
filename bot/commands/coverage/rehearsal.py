"""`nutgraf reindex --dry-run`: what would be done, and how articles would read."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.archives import access
from bot.config import Config
from bot.coverage import readings_of
from bot.exits import UNREAD
from bot.terminal.lines import echo, echo_json
from bot.terminal.progress import shown
from retrieval import Article
from retrieval import rehearse as rehearsed


def rehearse(config: Config, paths: Sequence[str | Path], *, prune: bool, as_json: bool) -> None:
    """Say what a reindex of the paths would do; the coverage stays as it is."""
    from bot.commands.reindex import for_people

    began = time.monotonic()
    with shown() as to:
        summary, articles = rehearsed(
            config.database,
            paths,
            coverage=readings_of(config),
            prune=prune,
            progress=to.progress,
            **access(config),
        )
    if as_json:
        said = {"schema": 1, "dry_run": True} | summary.as_json()
        echo_json(said | {"articles": [_for_programs(each) for each in articles]})
    else:
        echo("dry run: nothing was changed; a reindex would be")
        _, *lines = for_people(replace(summary, rebuilt=False), None, time.monotonic() - began)
        first = (
            f"{summary.added} added, {summary.changed} changed, {summary.removed} removed, "
            f"{summary.unchanged} unchanged"
        )
        echo("\n".join([first, *lines]))
        for each in articles:
            echo("\n" + "\n".join(_for_people(each)))
    if summary.unread or not summary.held:
        sys.exit(UNREAD)


def _for_programs(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "headline": article.headline,
        "kicker": article.kicker,
        "outlet": article.outlet,
        "published": article.published,
        "url": article.url,
        "language": article.language,
        "marks": list(article.marks),
        "blocks": [[each.kind, article.body[each.start : each.end]] for each in article.blocks],
    }


def _for_people(article: Article) -> Iterator[str]:
    """How the article would read, its first paragraphs shortened."""
    yield f"id: {article.id}"
    yield f"headline: {article.headline}"
    for name in ("kicker", "outlet", "published", "url", "language"):
        if value := getattr(article, name):
            yield f"{name}: {value}"
    if article.marks:
        yield f"marks: {', '.join(article.marks)}"
    for each in article.blocks[:_SHOWN]:
        words = " ".join(article.body[each.start : each.end].split())
        yield f"{each.kind}: {words[:_LETTERS]}{' ...' if len(words) > _LETTERS else ''}"
    if more := article.blocks[_SHOWN:]:
        yield f"and {len(more)} more"


_SHOWN = 4
_LETTERS = 160

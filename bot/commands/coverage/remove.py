"""`nutgraf remove`."""

from __future__ import annotations

from typing import Literal

import click

from bot.archives import access
from bot.completion import to_remove
from bot.config import Config
from bot.terminal.lines import echo, echo_json


@click.argument("name", shell_complete=to_remove)
@click.option("--path", "kind", flag_value="path", help="NAME is a file or a folder.")
@click.option("--id", "kind", flag_value="id", help="NAME is an article's id.")
@click.option("--outlet", "kind", flag_value="outlet", help="NAME is an outlet.")
@click.option("--undo", is_flag=True, help="The next reindex may read these articles again.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done for programs.")
def remove(
    config: Config,
    name: str,
    kind: Literal["path", "id", "outlet"] | None,
    undo: bool,
    as_json: bool,
) -> None:
    """Take articles out of the coverage, and keep them out.

    NAME is a path, else an id; where both are known, say which. Later reindexes skip these
    articles and say how many. For what must go to the last byte: `nutgraf withdraw`.
    """
    from retrieval import remove as taken_out  # what a shell need not wait for
    from retrieval import undo as lifted

    if undo:
        kinds = lifted(config.database, name, kind=kind, **access(config))
        if as_json:
            echo_json({"schema": 1, "name": name, "lifted": kinds})
            return
        echo(f"{name}: no longer kept out ({', '.join(kinds)}); run `nutgraf reindex`")
        return
    done = taken_out(config.database, name, kind=kind, **access(config))
    if as_json:
        echo_json(
            {"schema": 1, "kind": done.kind, "name": done.name, "articles": list(done.articles)}
        )
        return
    count = len(done.articles)
    what = "1 article" if count == 1 else f"{count} articles"
    echo(f"{what} removed ({done.kind} {done.name}); `--undo` lifts it")

"""`nutgraf withdraw`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import click

from bot.completion import named
from bot.config import Config
from bot.terminal.lines import echo, echo_json


@click.argument("name", metavar="ID|URL|ADDRESS", shell_complete=named("article"))
@click.option("--words", metavar="WORDS", help="Delete these words of it, not the whole article.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done for programs.")
def withdraw(config: Config, name: str, words: str | None, as_json: bool) -> None:
    """Delete an article, or words of it, for good and to the last byte.

    Text, old wordings, index, and what followers have seen of it are deleted, and no reindex or
    restore brings it back. Its file, and backups made before, hold it still.
    """
    from retrieval import withdraw as withdrawn  # what a shell need not wait for

    done = withdrawn(config.file, name, words=words)
    wiped = forget(config, done.articles, whole=words is None) and done.wiped
    if as_json:
        echo_json(
            {
                "schema": 1,
                "articles": list(done.articles),
                "wordings": done.wordings,
                "words": words is not None,
                "wiped": wiped,
            }
        )
        return
    count = len(done.articles)
    of = "words withdrawn from " if words else ""
    echo(f"{of}{count} article{'s' * (count != 1)}{'' if words else ' withdrawn'}")
    if done.wordings:
        echo(f"old wordings deleted: {done.wordings}")
    if not wiped:
        echo("a running bot was reading: its bytes go with the next reindex or withdrawal")
    echo("its file, and backups made before, hold it still: delete them yourself")


def forget(config: Config, articles: Sequence[str], *, whole: bool = False) -> bool:
    """Delete what the readers' file keeps of the articles; whether no byte is left."""
    if not config.readers.exists():
        return True
    from bot.readers.database import Readers
    from bot.readers.withdrawn.articles import forget_articles
    from retrieval import article_key

    with closing(Readers(config.readers, make=False)) as readers:
        keys = {each: article_key(each) for each in articles}
        return forget_articles(readers, keys, whole=whole)

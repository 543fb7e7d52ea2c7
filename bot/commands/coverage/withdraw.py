"""`nutgraf withdraw`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Final

import click

from bot.archives import access
from bot.completion import named
from bot.config import Config
from bot.terminal.lines import echo, echo_json
from retrieval import ClusterAddress

_IN_FILE: Final = "a running bot was reading: its bytes go with the next reindex or withdrawal"
_IN_CLUSTER: Final = (
    "the cluster still keeps bytes of it: they go with the next withdrawal, or as it merges indices"
)


@click.argument("name", metavar="ID|URL|ADDRESS", shell_complete=named("article"))
@click.option("--words", metavar="WORDS", help="Delete these words of it, not the whole article.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done for programs.")
def withdraw(config: Config, name: str, words: str | None, as_json: bool) -> None:
    """Delete an article, or words of it, for good and to the last byte.

    Text, old wordings, index, and what followers have seen of it are deleted, and no reindex or
    restore brings it back. Its file, and backups made before, hold it still.
    """
    from retrieval import withdraw as withdrawn  # what a shell need not wait for

    done = withdrawn(config.database, name, words=words, **access(config))
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
        echo(_IN_CLUSTER if isinstance(config.database, ClusterAddress) else _IN_FILE)
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

"""`nutgraf init`: a configuration of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from bot.config import ConfigError
from bot.settings.found import NAME
from bot.terminal.lines import echo, echo_json

_TEMPLATE: Final = """\
# nutgraf's settings; docs/configuration.md explains each. Relative paths count from the folder of
# this file. The environment wins: NUTGRAF_TOKEN, NUTGRAF_DATABASE ...

# Your articles: files, folders, patterns such as "archive/**/*.jsonl.gz". Put some into this
# folder, then: nutgraf reindex
seeds = ["articles"]

# What your files do not say themselves is said here, once for each path; all but path is optional.
# [[coverage]]
# path = "export.csv"          # a file, a folder or a pattern
# headline = "titulo"          # which column, or field, holds what
# text = "texto"
# published = "data"
# url = "endereco"
# id = "numero"
# outlet = "Oster Post"        # of articles that name none
# language = "pt"
# encoding = "cp1252"
# date_order = "dmy"           # how 01/02/2023 is meant: dmy, mdy, ymd
# timezone = "Europe/Kyiv"     # of times without one
# site = "https://oster.example"  # what relative addresses are of
# day_from_name = true         # a file's name states its day
# summaries = true             # read what has a summary and no text
# show = "paragraph"           # how much is shown: article, paragraph, sentence, headline
# convert = {".pdf" = "pdftotext -layout {} -"}  # makes plain text of a file; no shell reads it
# Or, in a table of its own, a site's feed, which `nutgraf add URL` writes below:
# feed = "https://oster.example/feed"

# How much of an outlet's articles is shown at once, wherever they come from:
# show = { "Oster Post" = "sentence" }

# All articles and their index; it can be deleted and made anew.
database = "coverage.db"

# What the bot remembers of readers.
readers = "readers.db"

# The bot's token, from @BotFather on Telegram. Better keep it in NUTGRAF_TOKEN, or in a file:
# token_file = "/run/secrets/nutgraf"

# Questions that /start offers.
examples = []
"""


@click.command()
@click.option(
    "--config",
    "file",
    type=click.Path(path_type=Path),
    default=NAME,
    metavar="FILE",
    help="The file to write instead of ./config.toml.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written for programs.")
def init(file: Path, as_json: bool) -> None:
    """Write a config.toml with comments, to start with one's own articles.

    Nothing is asked, and a file that is there is left as it is.
    """
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(_TEMPLATE)
    except FileExistsError:
        raise ConfigError(
            f"{file}: is there already, and stays; remove it, or name another with --config"
        ) from None
    if as_json:
        echo_json({"schema": 1, "config": str(file)})
        return
    echo(f"{file}: written; put articles into the folder articles, then run `nutgraf reindex`")

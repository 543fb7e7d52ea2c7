"""`nutgraf verify`."""

from __future__ import annotations

import sys

import click

from bot.archives import opened
from bot.completion import named
from bot.config import Config, languages_of
from bot.exits import OTHERWISE
from bot.terminal.lines import echo_json


@click.argument("address", required=False, shell_complete=named("address"))
@click.argument("text", required=False)
@click.option("--text", "anywhere", metavar="TEXT", help="The same as TEXT; needs no ADDRESS.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found for programs.")
def verify(
    config: Config, address: str | None, text: str | None, anywhere: str | None, as_json: bool
) -> None:
    """Check that a quote still stands in the coverage, letter for letter.

    ADDRESS is that of a quote. With TEXT, its words are looked for there, and without an ADDRESS
    in all articles; where they stand nowhere, the closest passage is shown with a word diff.
    Spaces and line ends do not count. Exits with 0 if the words stand, with 3 if not.
    """
    if text and anywhere:
        raise click.UsageError("give the text once: as TEXT, or with --text")
    words = text or anywhere
    if not address and not (words and words.strip()):
        raise click.UsageError("give an ADDRESS, or words with --text")
    from bot.terminal.screen import Screen
    from bot.terminal.verifications import show_verification

    with opened(config) as archive:
        verification = archive.verify(address, words)
    if as_json:
        echo_json({"schema": 1} | verification.as_json())
    else:
        show_verification(Screen(texts=languages_of(config).texts_here()), verification)
    if verification.verdict != "stands":
        sys.stdout.flush()
        sys.exit(OTHERWISE)

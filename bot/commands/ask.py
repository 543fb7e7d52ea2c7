"""`nutgraf ask`, `show` and `chat`."""

from __future__ import annotations

from datetime import datetime

import click

from bot.archives import opened
from bot.completion import named
from bot.config import MOST_QUOTES, Config, languages_of
from bot.terminal.lines import echo_json


@click.argument("question", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the answer for programs.")
@click.option("--limit", type=click.IntRange(1, MOST_QUOTES), help="How many quotes at most.")
@click.option(
    "--asked-on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day from which `yesterday` counts; today if not given.",
)
@click.option(
    "--party",
    metavar="PARTY",
    shell_complete=named("party"),
    help="Quote only what this party says.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Answer from articles published by then only.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Answer with what is new since then only.",
)
@click.option(
    "--outlet",
    metavar="OUTLET",
    shell_complete=named("outlet"),
    help="Answer from this outlet's articles only.",
)
@click.option(
    "--path",
    metavar="PATH",
    shell_complete=named("place"),
    help="Answer from the articles at or below this id only.",
)
@click.option("--explain", is_flag=True, help="Say why each passage was chosen.")
def ask(
    config: Config,
    question: tuple[str, ...],
    as_json: bool,
    limit: int | None,
    asked_on: datetime | None,
    party: str | None,
    as_of: datetime | None,
    since: datetime | None,
    outlet: str | None,
    path: str | None,
    explain: bool,
) -> None:
    """Answer QUESTION from the coverage."""
    words, day = " ".join(question), (asked_on or as_of or datetime.now()).date()
    with opened(config) as archive:
        answer = archive.ask(
            words,
            limit=limit or config.quotes,
            asked_on=day,
            party=party,
            as_of=as_of.date() if as_of else None,
            since=since.date() if since else None,
            outlet=outlet,
            path=path,
        )
        quotes = answer.quotes if explain else ()
        reasons = [archive.explain(words, each.address, asked_on=day) for each in quotes]
    if as_json:
        content = {"schema": 1} | answer.as_json()
        if explain:
            content["explanations"] = [each.as_json() for each in reasons]
        echo_json(content)
        return
    from bot.terminal.screen import Screen  # programs need not wait for it

    screen = Screen(texts=languages_of(config).texts_here())
    screen.answer(answer)
    for number, each in enumerate(reasons, start=1):
        screen.explanation(each, number)


@click.argument("address", shell_complete=named("address"))
@click.option("--json", "as_json", is_flag=True, help="Print the passage for programs.")
def show(config: Config, address: str, as_json: bool) -> None:
    """Show the cited passage at ADDRESS between its neighbours."""
    with opened(config) as archive:
        excerpt = archive.show(address)
    if as_json:
        echo_json({"schema": 1} | excerpt.as_json())
        return
    from bot.terminal.screen import Screen

    Screen(texts=languages_of(config).texts_here()).excerpt(excerpt)


def chat(config: Config) -> None:
    """Ask in the terminal, and read what Telegram would show."""
    from bot.terminal.session import converse

    languages = languages_of(config)
    with opened(config) as archive:
        converse(archive, quotes=config.quotes, examples=config.examples, languages=languages)

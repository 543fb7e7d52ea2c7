"""`nutgraf run`."""

from __future__ import annotations

import asyncio
from contextlib import closing, nullcontext
from pathlib import Path

import click

from bot.backend.rules import Rules
from bot.commands.web.beside import watching
from bot.config import Config, opened
from bot.masking import hide_in
from bot.terminal.lines import echo
from bot.token import token_of


@click.option("--webhook", metavar="URL", help="Where Telegram posts; without it, the bot fetches.")
@click.option(
    "--listen",
    default="127.0.0.1:8080",
    show_default=True,
    metavar="HOST:PORT",
    help="Where posts arrive, for instance from a reverse proxy.",
)
@click.option("--certificate", type=click.Path(path_type=Path), help="Of your own, in PEM.")
@click.option("--key", type=click.Path(path_type=Path), help="The certificate's key.")
@click.option("--watch", is_flag=True, help="Index what changes in folders and feeds meanwhile.")
def run(
    config: Config,
    webhook: str | None,
    listen: str,
    certificate: Path | None,
    key: Path | None,
    watch: bool,
) -> None:
    """Run the bot on Telegram until it is stopped."""
    token = token_of(config, warn=lambda line: echo(f"warning: {line}", err=True))
    host, port = _address(listen)
    # python-telegram-bot takes half a second to import, which the other commands need not wait for
    from bot.backend.answerers import Answerers
    from bot.backend.backend import Backend
    from bot.pictures.charts import can_draw
    from bot.readers.database import Readers
    from bot.readers.lock import exclusive
    from bot.telegram import log, proxies
    from bot.telegram.application import build
    from bot.telegram.polling import serve_until_signalled
    from bot.telegram.webhook import Webhook

    log.set_up(token)
    hide_in(config.telegram_api or "")
    proxies.check()
    posted = Webhook(webhook, host, port, certificate, key) if webhook else None
    with (
        exclusive(config.readers),
        watching(click.get_current_context().params.get("file")) if watch else nullcontext(),
        opened(config) as archive,
        closing(Readers(config.readers)) as readers,
        closing(Answerers(archive)) as answerers,
        closing(
            Backend(
                archive,
                readers,
                config.quotes,
                config.examples,
                _rules(config),
                answerers=answerers,
                pictures=can_draw(),
            )
        ) as backend,
    ):
        asyncio.run(serve_until_signalled(build(token, backend, api=config.telegram_api), posted))


def _rules(config: Config) -> Rules:
    return Rules(
        admins=frozenset(config.admins),
        allowed=frozenset(config.allowed),
        blocked=frozenset(config.blocked),
        questions_per_minute=config.questions_per_minute,
        longest_question=config.longest_question,
        keep_questions=config.keep_questions,
        keep_days=config.keep_days,
    )


def _address(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise click.BadParameter("must be HOST:PORT, such as 127.0.0.1:8080", param_hint="--listen")
    return host.strip("[]"), int(port)

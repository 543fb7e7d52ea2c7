"""`nutgraf run`."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.archives import opened
from bot.backend.rules import Rules
from bot.commands.web.beside import watching
from bot.config import Config, languages_of
from bot.masking import hide_in
from bot.settings.places import place_of
from bot.terminal.lines import QUIET, VERBOSE, is_wanted
from bot.token import token_of

if TYPE_CHECKING:
    from bot.telegram.watched.lines import Lines
    from bot.telegram.webhook import Webhook


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
@click.option("--log", "form", type=click.Choice(["text", "json"]), help="How the log is written.")
@click.option("--verbose", is_flag=True, help="Log each update too: its number, kind and time.")
@click.option("--quiet", is_flag=True, help="Log warnings and errors only.")
@click.option("--watch", is_flag=True, help="Index what changes in folders and feeds meanwhile.")
def run(
    config: Config,
    webhook: str | None,
    listen: str,
    certificate: Path | None,
    key: Path | None,
    form: str | None,
    verbose: bool,
    quiet: bool,
    watch: bool,
) -> None:
    """Run the bot on Telegram until it is stopped."""
    warnings: list[str] = []
    token = token_of(config, warn=warnings.append)
    host, port = _address(listen)
    # python-telegram-bot takes half a second to import, which the other commands need not wait for
    from bot.telegram import log, proxies
    from bot.telegram.watched.lines import lines_of
    from bot.telegram.webhook import Webhook

    written = form or config.log
    log.set_up(token, written, _level(verbose=verbose, quiet=quiet))
    hide_in(config.telegram_api or "")
    posted = Webhook(webhook, host, port, certificate, key) if webhook else None
    file = click.get_current_context().params.get("file")
    with lines_of(written) as lines:
        for each in warnings:
            lines.warn(each)
        proxies.check()
        _serve(config, token, posted, lines, watching(file, lines) if watch else nullcontext())


def _serve(
    config: Config,
    token: str,
    posted: Webhook | None,
    lines: Lines,
    beside: AbstractContextManager[None],
) -> None:
    """Answer until stopped, with what runs beside."""
    from bot.backend.answerers import Answerers
    from bot.backend.backend import Backend
    from bot.pictures.charts import can_draw
    from bot.readers.database import Readers
    from bot.readers.lock import exclusive
    from bot.telegram.application import build
    from bot.telegram.profile.picture import picture_in
    from bot.telegram.watched.notify import Manager
    from bot.telegram.watched.serving import serve_watched

    health = place_of(config.health) if config.health else None
    manager = Manager.taken(os.environ)
    languages = languages_of(config)
    photo = picture_in(config.picture) if config.picture else None
    with (
        exclusive(config.readers),
        beside,
        opened(config) as archive,
        closing(Readers(config.readers)) as readers,
        closing(Answerers(archive, errors=lines.pipe("answers", logging.ERROR))) as answerers,
        closing(
            Backend(
                archive,
                readers,
                config.quotes,
                config.examples,
                _rules(config),
                answerers=answerers,
                languages=languages,
                photo=photo,
                pictures=can_draw(),
            )
        ) as backend,
    ):
        application = build(token, backend, api=config.telegram_api)
        asyncio.run(serve_watched(application, posted, health, manager))


def _level(*, verbose: bool, quiet: bool) -> int:
    verbose, quiet = verbose or is_wanted(VERBOSE), quiet or is_wanted(QUIET)
    if verbose and quiet:
        raise click.UsageError("--verbose or --quiet, not both")
    return logging.DEBUG if verbose else logging.WARNING if quiet else logging.INFO


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

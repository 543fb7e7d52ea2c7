"""Articles that their outlet has taken back: said in a line, told admins by the bot, withdrawn."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from bot.commands.coverage.withdraw import forget
from bot.config import Config, ConfigError
from bot.terminal.lines import echo
from retrieval import (
    Leaving,
    Page,
    UnknownArticleError,
    Web,
    announce,
    article_key,
    call_off,
    withdraw,
)


def depart(config: Config, page: Page) -> None:
    """Withdraws the article."""
    echo(f"{page.url}: gone ({page.gone}); its article is withdrawn: {page.id}")
    with suppress(UnknownArticleError):
        done = withdraw(config.database, page.id)
        forget(config, done.articles, whole=True)
    call_off(config.database, page.url)


def announced(config: Config, page: Page) -> None:
    """Says that the article is to be withdrawn, and how it is kept; the bot tells admins."""
    until = datetime.fromtimestamp(page.leaving, UTC)
    echo(
        f"{page.url}: gone ({page.gone}); its article is withdrawn on {until:%Y-%m-%d at %H:%M} "
        f"UTC; `nutgraf watch --keep {article_key(page.id)}` keeps it: {page.id}"
    )
    announce(config.database, Leaving(page.url, page.id, page.gone, page.leaving))


def stays(config: Config, page: Page) -> None:
    """Says that the article stays, for its page is there again."""
    echo(f"{page.url}: there again; its article stays: {page.id}")
    call_off(config.database, page.url)


def keep(config: Config, name: str) -> None:
    """Has the article of that id, address or key stay though its page is gone. Raises
    ConfigError."""
    with Web(config.database) as web:
        page = web.keep(name)
    if page is None:
        raise ConfigError(f"{name}: nothing that was fetched and is still there is called so")
    call_off(config.database, page.url)
    echo(f"{page.url}: its article stays, whatever becomes of the page: {page.id}")

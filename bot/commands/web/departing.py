"""Articles that their outlet has taken back: said in a line, told admins by the bot, withdrawn."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from bot.archives import access
from bot.commands.coverage.withdraw import forget
from bot.commands.web.saying import Say, moment
from bot.config import Config, ConfigError
from bot.coverage import beside
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


def depart(config: Config, say: Say, page: Page) -> None:
    """Withdraws the article."""
    say.line(
        f"{page.url}: gone ({page.gone}); its article is withdrawn: {page.id}",
        withdrawn=page.id,
        url=page.url,
    )
    with suppress(UnknownArticleError):
        done = withdraw(config.database, page.id, **access(config))
        forget(config, done.articles, whole=True)
    call_off(beside(config), page.url)


def leaves(config: Config, say: Say, page: Page) -> None:
    """Says that the article is to be withdrawn, and how it is kept; the bot tells admins."""
    until, key = datetime.fromtimestamp(page.leaving, UTC), article_key(page.id)
    say.line(
        f"{page.url}: gone ({page.gone}); its article is withdrawn on {until:%Y-%m-%d at %H:%M} "
        f"UTC; `nutgraf watch --keep {key}` keeps it: {page.id}",
        leaving=page.id,
        url=page.url,
        key=key,
        until=moment(page.leaving),
    )
    announce(beside(config), Leaving(page.url, page.id, page.gone, page.leaving))


def stays(config: Config, say: Say, page: Page) -> None:
    """Says that the article stays, for its page is there again."""
    say.line(f"{page.url}: there again; its article stays: {page.id}", back=page.id, url=page.url)
    call_off(beside(config), page.url)


def keep(config: Config, say: Say, name: str) -> None:
    """Has the article of that id, address or key stay though its page is gone. Raises
    ConfigError."""
    with Web(beside(config)) as web:
        page = web.keep(name)
    if page is None:
        raise ConfigError(f"{name}: nothing that was fetched and is still there is called so")
    call_off(beside(config), page.url)
    say.line(
        f"{page.url}: its article stays, whatever becomes of the page: {page.id}",
        kept=page.id,
        url=page.url,
    )

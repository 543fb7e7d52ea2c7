"""`nutgraf add`."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from bot.archives import opened
from bot.commands.coverage import meanings
from bot.commands.web.feeds import Now
from bot.commands.web.subscriptions import settings_file, subscribe
from bot.config import Config, ConfigError, load, say_used
from bot.coverage import Feed, beside, fetched_beside, readings_of
from bot.exits import INTERRUPTED, UNREAD
from bot.masking import hide_in
from bot.options import CONFIG_FILE
from bot.terminal.lines import echo, echo_json
from retrieval import FetchError, Found, Plan, Polled, Reading, Summary, Web, shown

_MOST_REASONS: Final = 5
_ALL: Final = "all"
_KINDS: Final = {"feed": "a feed", "sitemap": "a sitemap", "page": "a page"}


def _day(context: click.Context, option: click.Parameter, value: str | None) -> str | date | None:
    if value is None or value == _ALL:
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        reason = "must be a day, such as 2024-01-31, or all"
        raise click.BadParameter(reason, ctx=context, param=option) from None


@dataclass
class _Told:
    """What is printed as it is found out, or, for programs, at the end."""

    as_json: bool
    facts: dict[str, Any] = field(default_factory=lambda: {"schema": 1})
    now: Now = field(default_factory=Now)

    def say(self, line: str, **facts: Any) -> None:
        self.facts |= facts
        if not self.as_json:
            echo(line)


@click.command()
@click.argument("url")
@click.option(
    "--back",
    callback=_day,
    metavar="DAY|all",
    shell_complete=lambda *_: [CompletionItem("all")],
    help="Fetch what was published since DAY, or all.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done for programs.")
@CONFIG_FILE
def add(url: str, back: str | date | None, as_json: bool, file: Path | None) -> None:
    """Fetch the articles at URL, be it a feed, a sitemap, a site or a page, and index them.

    A feed, also one that a page names, is kept in config.toml, so that `nutgraf watch` asks for
    what is new. A site is asked for one thing a second, as its robots.txt allows. What Ctrl-C has
    ended goes on with the same command.
    """
    hide_in(url)
    say_used(file)
    config, told = load(file, with_token=False), _Told(as_json)
    try:
        with Web(beside(config), private=config.private_addresses) as web:
            _fetch(web, config, settings_file(file), url, back, told)
    except KeyboardInterrupt:
        echo("interrupted; the same command goes on, `nutgraf reindex` reads what is there")
        sys.exit(INTERRUPTED)
    summary = _index(load(file, with_token=False), told)
    if as_json:
        echo_json(told.facts | {"reindex": summary.as_json()})
    if summary.unread or not summary.held:
        sys.exit(UNREAD)


def _fetch(
    web: Web, config: Config, file: Path, url: str, back: str | date | None, told: _Told
) -> None:
    found = web.found(url)
    _describe(found, told)
    if found.is_article and not back:
        _summarise(web.one(url), told)
        if found.feeds:
            told.say(f"its site has a feed: nutgraf add {found.feeds[0][0]}")
        return
    feed = _feed(web, found, url)
    reading = next((each.reading for each in config.feeds if each.url == feed), Reading())
    if feed:
        _subscribe(Feed(feed, reading), file, told)
        _poll(web, Feed(feed, reading), told, reaches=not back)
    elif not back:
        raise FetchError(
            shown(url), f"{_why(found)}; name a feed, or read its past with --back all"
        )
    if back:
        since = back if isinstance(back, date) else None
        _read_back(web, [url, *([feed] if feed and feed != url else [])], since, reading, told)


def _describe(found: Found, told: _Told) -> None:
    kind = _KINDS.get(found.kind, "a sitemap of sitemaps")
    if found.is_article:
        kind = "an article"
    parts = [kind, *([f"“{found.title}”"] if found.title else [])]
    if found.kind != "page":
        parts.append(f"{found.items} {'entry' if found.items == 1 else 'entries'}")
    told.say(f"{found.url}: {', '.join(parts)}", url=found.url, kind=found.kind)
    for url, title in found.feeds if not found.is_article else ():
        told.say(f"  names a feed: {url}{f' (“{title}”)' if title else ''}")


def _feed(web: Web, found: Found, url: str) -> str | None:
    """The feed, or the sitemap that is read as one: itself, or what a page names, but for its
    comments."""
    if found.kind in ("feed", "sitemap"):
        return url
    if found.kind != "page":
        return None
    named = [each for each, title in found.feeds if "comment" not in f"{each} {title}".lower()]
    return named[0] if named else web.usual_feed(found.url)


def _why(found: Found) -> str:
    if found.kind == "page":
        return "neither an article nor a page that names a feed"
    return "a sitemap of sitemaps"


def _subscribe(feed: Feed, file: Path, told: _Told) -> None:
    name = shown(feed.url)
    if subscribe(file, feed.url):
        told.say(f"{file}: the feed {name} is kept there", feed=name)
    else:
        told.say(f"{file}: the feed {name} is there already", feed=name)


def _poll(web: Web, feed: Feed, told: _Told, *, reaches: bool) -> None:
    def progress(done: int, total: int) -> None:
        told.now.and_then(f"fetching: {done} of {total}")

    polled = web.poll(feed.url, feed.reading, most_pages=100_000, progress=progress)
    _summarise(polled, told)
    if polled.days:
        oldest = min(polled.days)
        more = f"; nutgraf add {polled.url} --back all reads what is older" if reaches else ""
        told.say(f"the feed reaches back to {oldest}{more}", oldest=oldest)
    if polled.moved:
        told.say(f"it has moved to {shown(polled.moved)}; write that into config.toml")


def _summarise(polled: Polled, told: _Told) -> None:
    without = sum(polled.without.values())
    line = f"{len(polled.changed)} new or changed of {polled.items}"
    if without:
        line += f", {without} without a text that can be read"
    told.say(line, items=polled.items, changed=len(polled.changed), without=dict(polled.without))
    for reason, count in polled.without.most_common(_MOST_REASONS):
        told.say(f"  {count}: {reason}")


def _read_back(
    web: Web, urls: list[str], since: date | None, reading: Reading, told: _Told
) -> None:
    """Reads the past by the first of the addresses that leads there."""
    url, *others = urls
    try:
        plan = web.plan(
            url, since, lambda pages: told.now.and_then(f"looking for pages: {pages} so far")
        )
    except FetchError:
        if not others:
            raise
        _read_back(web, others, since, reading, told)
        return
    done = web.done(url)
    told.say(_announced(web, plan, done), back={"by": plan.kind, "articles": plan.total})
    polled, began = Polled(url), time.monotonic()
    for step, polled in enumerate(web.past(url, plan, since, reading), start=1):
        left = (plan.requests - done - step) * (time.monotonic() - began) / step
        so_far = f"{len(polled.changed)} articles fetched"
        told.now.and_then(so_far + (f", {_duration(left)} left" if plan.total else ""))
    _summarise(polled, told)


def _announced(web: Web, plan: Plan, done: int) -> str:
    by = {"wordpress": "WordPress", "sitemap": "the sitemap", "feed": "the feed's pages"}[plan.kind]
    if not plan.total:
        return f"the past is read by {by}; how much there is, nobody says"
    left = web.seconds(plan) * (1 - done / plan.requests)
    so_far = f", {done} of {plan.requests} requests are done" if done else ""
    return (
        f"the past is read by {by}: {plan.total:,} articles{so_far}, at least {_duration(left)}; "
        "Ctrl-C ends it, the same command goes on"
    )


def _duration(seconds: float) -> str:
    return str(timedelta(seconds=max(0, round(seconds))))


def _index(config: Config, told: _Told) -> Summary:
    folder = fetched_beside(config)
    if not folder.is_dir():
        raise ConfigError(f"{folder}: nothing was fetched")
    with opened(config) as archive:
        summary = archive.reindex([folder], coverage=readings_of(config), apart=True)
        held = archive.coverage() if summary.held else None
    line = f"{summary.added} added, {summary.changed} changed, {summary.unchanged} unchanged"
    told.say(f"{line}: {held.articles} articles in all" if held else line)
    for skipped in summary.skipped[:_MOST_REASONS]:
        told.say(f"skipped {skipped.path}: {skipped.reason}")
    if done := meanings.made(config):
        told.say(meanings.line(done))
    return summary

"""`nutgraf health`."""

from __future__ import annotations

import socket
import time
from typing import Final

import click

from bot.archives import opened
from bot.config import Config
from bot.readers.lock import is_held
from bot.settings.places import Place, place_of
from bot.terminal.lines import echo, echo_json
from retrieval import NutgrafError

_PATIENCE: Final = 2.0  # seconds
_LONGEST: Final = 4096  # bytes of an answer
_ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}


class UnwellError(NutgrafError):
    """The bot runs and does not answer, or says that it is not well."""


@click.option("--json", "as_json", is_flag=True, help="Print what is well for programs.")
def health(config: Config, as_json: bool) -> None:
    """Say whether all is well: for service managers and containers.

    Exits with 0 if the coverage can be read and, where `health` is configured and a bot runs, it
    says there within two seconds that it is well; else with 1 and one line.
    """
    with opened(config) as archive:
        found = archive.coverage(whole=True)
    place = place_of(config.health) if config.health and is_held(config.readers) else None
    if place:
        _ask(place)
    if as_json:
        answers = str(place) if place else None
        echo_json({"schema": 1, "articles": found.articles, "bot_answers_on": answers})
        return
    echo(f"ok: {found.articles} articles{f'; the bot answers on {place}' if place else ''}")


def _ask(place: Place) -> None:
    """Raises UnwellError where the bot does not say that it is well."""
    near = place._replace(host=_ANYWHERE.get(place.host, place.host))
    try:
        answer = _answer(near)
    except OSError as error:
        late = isinstance(error, TimeoutError)
        why = f"does not answer within {_PATIENCE:.0f} s" if late else f"cannot be asked ({error})"
        raise UnwellError(f"the bot runs, and {why} on {place}") from None
    head, _, body = answer.partition("\r\n\r\n")
    if " 200 " not in head.partition("\r\n")[0]:
        raise UnwellError(f"the bot on {place}: {body.strip() or 'not well'}")


def _answer(place: Place) -> str:
    """What is said at the place, all of it within the time. Raises OSError."""
    until = time.monotonic() + _PATIENCE
    found = b""
    with socket.create_connection(place, timeout=_PATIENCE) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: health\r\n\r\n")
        while len(found) < _LONGEST:
            connection.settimeout(max(0.001, until - time.monotonic()))
            part = connection.recv(_LONGEST)
            if not part:
                break
            found += part
    return found.decode(errors="replace")

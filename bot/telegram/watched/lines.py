"""Standard error for programs: with the log in JSON, whatever is written there is an object a line.

What the bot's processes write goes through pipes to the log; what nobody foresaw, and what ends
the bot, is logged too.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from bot.terminal.lines import echo
from retrieval import NutgrafError

_LOG: Final = logging.getLogger("nutgraf")
_AT_ONCE: Final = 2**16  # bytes
_CLOSING: Final = 1.0  # seconds for what was still written
_NEXT: Final = re.compile(r"\n(?=\S)")
"""Where something new is said: what is indented, as a traceback, belongs to what stands before."""
_LEVELS: Final = {"error:": logging.ERROR, "warning:": logging.WARNING}


class Lines:
    """Where lines beside the log go: to standard error as they are, or, `in_json`, into the log."""

    def __init__(self, *, in_json: bool) -> None:
        self._in_json = in_json
        self._ends: list[int] = []
        self._readers: list[threading.Thread] = []

    def warn(self, line: str) -> None:
        """Say what the operator should know."""
        if self._in_json:
            _LOG.warning(line)
        else:
            echo(f"warning: {line}", err=True)

    def pipe(self, name: str, level: int) -> int | None:
        """What a process is to be given to write to; its lines are logged by the name, and at
        the level where they name none. None: it writes where the bot writes."""
        if not self._in_json:
            return None
        reading, writing = os.pipe()
        logger = _LOG.getChild(name)
        reader = threading.Thread(target=_log_all, args=(reading, logger, level), daemon=True)
        reader.start()
        self._ends.append(writing)
        self._readers.append(reader)
        return writing

    def close(self) -> None:
        """Log what was still written; a process that goes on is not waited for."""
        for each in self._ends:
            os.close(each)
        for reader in self._readers:
            reader.join(_CLOSING)


@contextmanager
def lines_of(form: str) -> Iterator[Lines]:
    """The lines of a bot whose log has this form.

    In JSON what ends the bot is logged and raises SystemExit with its code; else it is raised as
    it is, for `nutgraf` to print.
    """
    lines = Lines(in_json=form == "json")
    try:
        if form == "json":
            with _logged():
                yield lines
        else:
            yield lines
    finally:
        lines.close()


@contextmanager
def _logged() -> Iterator[None]:
    before = sys.unraisablehook, threading.excepthook
    sys.unraisablehook, threading.excepthook = _unraisable, _in_a_thread
    logging.captureWarnings(capture=True)
    try:
        yield
    except click.ClickException:
        raise
    except (NutgrafError, OSError) as error:
        _LOG.critical("%s", error)
        sys.exit(getattr(error, "exit_code", 1))
    except Exception:
        _LOG.critical("the bot has ended", exc_info=True)
        sys.exit(1)
    finally:
        logging.captureWarnings(capture=False)
        sys.unraisablehook, threading.excepthook = before


def _unraisable(found: sys.UnraisableHookArgs) -> None:
    trace = (found.exc_type, found.exc_value or found.exc_type(), found.exc_traceback)
    _LOG.error("%s: %r", found.err_msg or "ignored", found.object, exc_info=trace)


def _in_a_thread(found: threading.ExceptHookArgs) -> None:
    trace = (found.exc_type, found.exc_value or found.exc_type(), found.exc_traceback)
    _LOG.error("a thread has ended", exc_info=trace)


def _log_all(reading: int, logger: logging.Logger, level: int) -> None:
    """Log what is written to the other end, until nobody holds it."""
    written = b""
    with open(reading, "rb", buffering=0) as pipe:
        while part := pipe.read(_AT_ONCE):
            whole, stop, rest = (written + part).rpartition(b"\n")
            written = rest
            if stop:
                _log(whole, logger, level)
    _log(written, logger, level)


def _log(written: bytes, logger: logging.Logger, level: int) -> None:
    for said in _NEXT.split(written.decode(errors="backslashreplace")):
        if said.strip():
            logger.log(_LEVELS.get(said.partition(" ")[0].lower(), level), "%s", said.strip("\r\n"))

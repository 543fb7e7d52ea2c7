"""A form whose reader is in a stranger's hands: what a worker may not do, each told by its word."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from retrieval import confinement
from retrieval.articles.files import FORMS, Form
from retrieval.articles.formats import text
from retrieval.articles.reading import Reading
from retrieval.inversion import workers
from retrieval.model import Article

SERVE = "from tests.tools.hostile_form import serve; serve()"


def parse(raw: bytes, *, article_id: str, path: str, reading: Reading) -> Article:
    """The article; or what came of the deed that the bytes call for, as one."""
    deed, _, what = raw.decode().strip().partition(" ")
    if deed not in DEEDS:
        return text.parse(raw, article_id=article_id, path=path, reading=reading)
    try:
        told = DEEDS[deed](what)
    except OSError as error:
        told = type(error).__name__
    return text.parse(f"The\n\n{told}.".encode(), article_id=article_id, path=path)


def _write(path: str) -> str:
    return str(Path(path).write_text("x"))


def _remove(path: str) -> str:
    os.remove(path)
    return "removed"


def _connect(port: str) -> str:
    with socket.create_connection(("127.0.0.1", int(port)), 5):
        return "connected"


def _interrupt(process: str) -> str:
    os.kill(int(process), signal.SIGURG)
    return "interrupted"


def _import(module: str) -> str:
    __import__(module)
    return "imported"


def _loop(_: str) -> str:
    while True:
        pass


def _sleep(_: str) -> str:
    time.sleep(60)
    return "slept"


DEEDS: dict[str, Callable[[str], str]] = {
    "read": lambda path: Path(path).read_text(errors="replace")[:20],
    "list": lambda path: " ".join(os.listdir(path)),
    "write": _write,
    "remove": _remove,
    "run": lambda program: str(os.spawnv(os.P_WAIT, program, [program])),
    "connect": _connect,
    "interrupt": _interrupt,
    "import": _import,
    "variables": lambda _: json.dumps(dict(os.environ)),
    "eat": lambda _: str(len(bytearray(8 << 30))),
    "loop": _loop,
    "sleep": _sleep,
    "crash": lambda _: str(ctypes.string_at(0)),
}

FORM = Form((".hostile",), parse, foreign=True)


def serve() -> None:
    """What a worker does that knows the form, and has hardly a second for a batch."""
    FORMS["hostile"] = FORM
    confinement.SECONDS = 0  # type: ignore[misc]
    workers.serve()

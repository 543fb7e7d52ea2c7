"""A chat over standard input: with a prompt in a terminal, else line by line to its end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TextIO

from bot.conversation.examples import spoken
from bot.locales.languages import LANGUAGES, Languages
from bot.terminal.chat import Chat
from bot.terminal.screen import Screen
from retrieval import Archive

_PROMPT = "? "


def converse(
    archive: Archive,
    *,
    quotes: int,
    examples: Iterable[str],
    languages: Languages = LANGUAGES,
) -> None:
    """Answer what is typed or piped, to its end. Raises NothingIndexedError."""
    chat = Chat(archive, Screen(texts=languages.texts_here(spoken(archive))), quotes)
    typed = sys.stdin.isatty()
    chat_opens = typed and chat.screen.console.is_terminal
    if chat_opens:
        chat.open(examples)
    else:
        archive.coverage()  # an empty coverage ends here, not at the first question
    for line in _typed() if typed else _piped(sys.stdin):
        if not typed and line.strip():
            chat.screen.say(f"{_PROMPT}{line.strip()}")
        if not chat.hear(line):
            break
        if line.strip():
            chat.screen.console.print()


def _typed() -> Iterator[str]:
    with suppress(ImportError):  # Windows has none
        import readline  # noqa: F401  gives input() line editing
    while True:
        try:
            yield input(_PROMPT)
        except EOFError:
            print()
            return


def _piped(stream: TextIO) -> Iterator[str]:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    yield from stream

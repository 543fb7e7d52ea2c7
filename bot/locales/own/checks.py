"""What is wrong with an operator's text, before any reader sees it; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

from bot.locales.own.limits import has_lines, most
from bot.text import is_blank, shortened, units, visible

_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_EXAMPLE: Final = "example."
_LONGEST: Final = 40  # letters of a placeholder that are told
_MOMENT: Final = datetime(2026, 11, 27, 12)
_NUMBERS: Final = {
    "thousand": re.compile(r"1\D?000"),
    "ten_thousand": re.compile(r"10\D?000"),
    "one_and_a_half": re.compile(r"1\D5"),
}


def wrong(key: str, text: str, english: Sequence[str], examples: Sequence[str]) -> Iterator[str]:
    """What is wrong with the text that is to stand for the English one; `examples` are the names
    of questions that may stand in it."""
    if is_blank(text):
        yield "is empty; leave the key out to keep the bot's words"
        return
    if visible(text) != text:
        yield "has a control character, or one that turns the direction of writing"
    if "\n" in text and not has_lines(key, english[-1]):
        yield "must be one line"
    longest = most(key, english[-1])
    if (length := units(text)) > longest:
        yield f"is too long: {length:,} of at most {longest:,} characters"
    if key in _NUMBERS and not _NUMBERS[key].fullmatch(text):
        yield f"must be this number as readers write it, such as {english[-1]}"
    yield from _misfilled(text, english[-1], examples)


def _misfilled(text: str, english: str, examples: Sequence[str]) -> Iterator[str]:
    """Placeholders that there are not, or that are wanted and missing."""
    needed = {each.partition(":")[0]: each for each in _FIELD.findall(english)}
    known = {name for name in needed if not name.startswith(_EXAMPLE)}
    optional = {f"{_EXAMPLE}{name}" for name in examples} if known != needed.keys() else set()
    found = _FIELD.findall(text)
    if re.search(r"[{}]", _FIELD.sub("", text)):
        yield "has a brace of its own; braces are for placeholders such as {name} alone"
    names = known | optional
    for each in dict.fromkeys(found):
        name, _, form = each.partition(":")
        told = shortened(each, _LONGEST)
        if name not in names or (form and ":" not in needed[name]):
            yield f"has a placeholder {{{told}}} that there is not; {_there_are(names)}"
        elif form and not _is_form(form):
            yield f"has a placeholder {{{told}}} that is no time; keep {{{needed[name]}}}"
    for name in sorted(known - {each.partition(":")[0] for each in found}):
        yield f"lacks the placeholder {{{needed[name]}}}"


def _is_form(form: str) -> bool:
    with suppress(ValueError):
        return bool(_MOMENT.strftime(form).strip())
    return False


def _there_are(names: set[str]) -> str:
    told = ", ".join(f"{{{name}}}" for name in sorted(names))
    return f"there are {told}" if told else "none may stand in this text"

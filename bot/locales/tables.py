"""A table of texts as messages with keys, for catalogues of other languages; pure.

A table is a dataclass of texts, of mappings of texts and of further tables. A text's key is where
it stands: `welcome`, `screen.share`, `refusals.no_match`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from gettext import c2py
from typing import Any, Final, NamedTuple, TypeVar

T = TypeVar("T")

_JOINT: Final = ", "  # between the words of a list, such as the months, which are one message
_EXAMPLE: Final = "{{example.{}}}"


class Forms(tuple[str, ...]):
    """A text in the forms that a language counts with: in English of one, and of many."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Plural:
    """Which of a language's forms a number takes, by a rule as gettext writes it: `n != 1`."""

    rule: str

    def __call__(self, number: int) -> int:
        """The form's number, from 0."""
        return _read(self.rule)(number)


@cache
def _read(rule: str) -> Callable[[int], int]:
    return c2py(rule)


class Message(NamedTuple):
    """A text, in one form or, where it is counted, in several; and its key."""

    key: str
    forms: tuple[str, ...]


def rewritten(table: T, say: Callable[[Message], tuple[str, ...]]) -> T:
    """The table with what is to be said for each of its messages."""
    made: T = _rewritten(table, "", say)
    return made


def messages(table: object) -> list[Message]:
    """All messages of the table, in its order."""
    found: list[Message] = []

    def note(message: Message) -> tuple[str, ...]:
        found.append(message)
        return message.forms

    rewritten(table, note)
    return found


def with_examples(table: T, examples: Mapping[str, str]) -> T:
    """The table with these questions where its texts have `{example.NAME}`."""

    def filled(message: Message) -> tuple[str, ...]:
        return tuple(_filled(form, examples) for form in message.forms)

    return rewritten(table, filled)


def _filled(text: str, examples: Mapping[str, str]) -> str:
    for name, question in examples.items():
        text = text.replace(_EXAMPLE.format(name), question)
    return text


def _rewritten(value: Any, key: str, say: Callable[[Message], tuple[str, ...]]) -> Any:
    def part(name: str, of: Any) -> Any:
        return _rewritten(of, f"{key}.{name}" if key else name, say)

    match value:
        case Forms():
            return Forms(say(Message(key, value)))
        case str():
            return say(Message(key, (value,)))[0]
        case tuple():
            (words,) = say(Message(key, (_JOINT.join(value),)))
            return tuple(words.split(_JOINT))
        case Mapping():
            return {name: part(name, each) for name, each in value.items()}
    if not is_dataclass(value) or isinstance(value, type | Plural):
        return value
    said = [each.name for each in fields(value) if not each.metadata.get("unsaid")]
    return replace(value, **{name: part(name, getattr(value, name)) for name in said})

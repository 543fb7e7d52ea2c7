"""Updates of every kind that the Bot API knows, as odd as they may come, made by chance."""

import random
from collections.abc import Iterator
from typing import Any

from tests.telegram.model import Json
from tests.telegram.types import TYPES

_DEEPEST = 5
_INTEGERS = (0, 1, -1, 7, 2**31, 2**52 - 1, -(2**52), -1_001_000_000_007)
_DATES = (0, 1, 1_700_000_000, 2**31 - 1, 253_402_300_800, 2**52, -1)
_STRINGS = ("", "x", "secret words", "/help", "\0", "\ud800", "🚀" * 9, "a" * 4096, "true", "{}")
_CHATS = ("private", "group", "supergroup", "channel", "sender", "new kind")
_ENTITIES = ("mention", "bot_command", "text_link", "blockquote", "custom_emoji", "new kind")


class Odd:
    """Makes updates; the same ones for the same `seed`."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._kinds = sorted(set(TYPES["Update"]) - {"update_id"})

    def updates(self, count: int, *, first: int) -> Iterator[Json]:
        """So many updates, numbered from `first`: each kind in turn, then what is of no kind."""
        for number in range(first, first + count):
            kind = self._kinds[number % len(self._kinds)]
            update: Json = {"update_id": number}
            match self._chance.randrange(40):
                case 0:
                    update["news_of_2031"] = {"from": self._object("User", 3), "secret": "words"}
                case 1:
                    update[kind] = self._chance.choice((None, [], {}, "secret words", 7, True))
                case 2:
                    pass
                case 3:  # what was pinned cannot be got
                    update["message"] = self._message() | {"pinned_message": self._gone()}
                case _:
                    update[kind] = self._value(TYPES["Update"][kind][0], kind, 0)
            yield update

    def _gone(self) -> Json:
        return {"message_id": 3, "date": 0, "chat": self._object("Chat", 3)}

    def _message(self) -> Json:
        return {"message_id": 1, "date": 1_700_000_000, "chat": self._object("Chat", 3)}

    def _value(self, types: list[str], name: str, depth: int) -> object:
        of = self._chance.choice(types)
        if of.startswith("Array of "):
            few = self._chance.randrange(3) if depth < _DEEPEST else 0
            return [
                self._value([of.removeprefix("Array of ")], name, depth + 1) for _ in range(few)
            ]
        match of:
            case "Integer":
                dates = _DATES if self._chance.random() < 0.15 else (1_700_000_000,)
                return self._chance.choice(dates if "date" in name else _INTEGERS)
            case "Float":
                return self._chance.choice((0.0, -1.5, 1e300, 7))
            case "Boolean" | "True":
                return self._chance.random() < 0.5
            case "String":
                return self._string(name, depth)
        return self._object(of, depth + 1)

    def _string(self, name: str, depth: int) -> str:
        if name == "type":
            return self._chance.choice(_CHATS if depth < 4 else _ENTITIES)
        return self._chance.choice(_STRINGS)

    def _object(self, of: str, depth: int) -> Json:
        fields = TYPES.get(of, {})
        if isinstance(fields, list):  # it stands for several others
            return self._object(self._chance.choice(fields), depth)
        if self._chance.random() < 0.03:
            return self._gone()
        made: Json = {}
        for name, field in fields.items():
            scarce = 0.01 if field[1] else 0.8 + 0.04 * depth
            if depth > _DEEPEST and not field[1]:
                continue
            if depth > 2 * _DEEPEST or self._chance.random() < scarce:
                continue
            allowed = field[2] if len(field) > 2 else None
            odd = self._chance.random() < 0.005
            if odd or allowed:
                choices: Any = (None, [], {}, "x", -1) if odd else allowed
                made[name] = self._chance.choice(choices)
            else:
                made[name] = self._value(field[0], name, depth)
        if self._chance.random() < 0.05:
            made["a_field_of_2031"] = {"secret": "words"}
        return made

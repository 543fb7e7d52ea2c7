"""The tables of what readers type, `LANG.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class Beside(NamedTuple):
    """Words of which one is there, `core`, and those that may stand beside it."""

    core: frozenset[str]
    beside: frozenset[str]

    def says(self, words: list[str]) -> bool:
        """Whether the words are nothing else."""
        return not self.core.isdisjoint(words) and all(
            each in self.core or each in self.beside for each in words
        )


class FollowUps(NamedTuple):
    """The words by which a follow-up is known: what opens it, what it asks and points with, what
    says nothing; what stands before a place, with its articles; times, `*` for any ending."""

    opening: tuple[str, ...]
    asking: frozenset[str]
    pointing: frozenset[str]
    empty: frozenset[str]
    places: tuple[str, ...]
    articles: tuple[str, ...]
    times: tuple[str, ...]


class Typed(NamedTuple):
    """What is typed in one language: of each kind of small talk the phrases, and the words of
    which it can be made; what may stand around a phrase; how a claim is asked after."""

    fillers: frozenset[str]
    phrases: Mapping[str, frozenset[str]]
    words: Mapping[str, Beside]
    claims: Beside
    follow_ups: FollowUps


@cache
def typed() -> Mapping[str, Typed]:
    """The tables by their languages' codes."""
    paths = sorted(Path(__file__).parent.glob("*.toml"))
    return {path.stem: _read(tomllib.loads(path.read_text("utf-8"))) for path in paths}


def _read(table: dict[str, Any]) -> Typed:
    fillers = frozenset(table["fillers"].split())
    claims, follow = table["claims"], table["follow_ups"]
    return Typed(
        fillers,
        {kind: frozenset(_phrases(text)) for kind, text in table["phrases"].items()},
        {kind: _beside(each, fillers) for kind, each in table["words"].items()},
        _beside(claims, frozenset()),
        FollowUps(
            _phrases(follow["opening"]),
            frozenset(follow["asking"].split()),
            frozenset(follow["pointing"].split()),
            frozenset(follow["empty"].split()),
            tuple(follow["places"].split()),
            tuple(follow["articles"].split()),
            tuple(follow["times"].split()),
        ),
    )


def _beside(table: dict[str, str], fillers: frozenset[str]) -> Beside:
    return Beside(frozenset(table["core"].split()), fillers.union(table["beside"].split()))


def _phrases(text: str) -> tuple[str, ...]:
    """What commas part, longest first, so that none hides another that it opens."""
    phrases = {" ".join(each.split()) for each in text.split(",")}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))

"""What a reader's words mean: a command and what follows it -> what is asked, or what to say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from bot.conversation.asked import NOTHING, Asked, Before, today
from bot.locales.phrases import no_such_party
from bot.locales.texts import Texts
from bot.text import cut, whole
from retrieval import (
    Archive,
    NothingIndexedError,
    Standing,
    UnknownAddressError,
    UnknownPartyError,
    Verification,
    pieces_shown,
)

_COMMAND: Final = re.compile(r"/([A-Za-z0-9_]+)(?:@\w+)?[:,;.–—-]*\s*(.*)", re.DOTALL)
_ADDRESS: Final = re.compile(r"[a-z2-7]{12}-c?\d{1,9}-[0-9a-f]{4}")
_LONGEST_STORY: Final = 200  # units

READ_WITH_THE_COVERAGE: Final = ("says", "since", "asof")
"""Commands whose words are looked up to know what they ask."""


class Quoted(NamedTuple):
    """What is to be verified: `text`, or what stood at `address`; with both, `text` there."""

    address: str | None
    text: str | None


def parted(text: str) -> tuple[str, str]:
    """The command that opens `text`, as in `/ask@bot`, and what follows; "" where none does."""
    text = whole(text.strip())
    found = _COMMAND.fullmatch(text)
    return (found[1].lower(), found[2]) if found else ("", text)


def read(
    archive: Archive,
    texts: Texts,
    command: str,
    words: str,
    before: Before,
    day: date | None = None,
) -> Asked | str:
    """What `words` after the command ask, without one for ""; else what to say instead.

    `before` is what the reader asked before; for an edited question, what it asked until then.
    `day` is the day of asking, today if not given.
    """
    day = day or today()
    if command == "ask" and not words:
        return texts.ask_what
    try:
        match command:
            case "" | "ask":
                return Asked(words, day, before.base)
            case "says":
                return _says(archive, texts, words, before, day)
            case "since":
                return _since(archive, texts, words, before, day)
            case "asof":
                return _as_of(archive, texts, words, day)
    except NothingIndexedError:
        return texts.nothing_indexed
    return texts.unknown_command


def _says(archive: Archive, texts: Texts, words: str, before: Before, day: date) -> Asked | str:
    """PARTY QUESTION."""
    try:
        asked = archive.says(words)
    except UnknownPartyError as error:
        return no_such_party(texts, error.parties) if words else texts.says_what
    if not asked.rest:
        return texts.says_what
    return Asked(f"According to {asked.party}: {asked.rest}", day, before.base)


def _since(
    archive: Archive, texts: Texts, words: str, before: Before, asked_on: date
) -> Asked | str:
    """DAY QUESTION; without a day, since the one before; without a question, about that one."""
    day, question = archive.opening_day(words, "since", asked_on=asked_on) or (
        before.since,
        words,
    )
    question = question or before.question
    return Asked(question, asked_on, since=day) if day and question else texts.story.since_what


def _as_of(archive: Archive, texts: Texts, words: str, asked_on: date) -> Asked | str:
    """DAY QUESTION."""
    day, question = archive.opening_day(words, "until", asked_on=asked_on) or (None, "")
    return Asked(question, day, as_of=day) if day and question else texts.story.as_of_what


def story(words: str, before: Before = NOTHING) -> str:
    """The words of the story that is to be told or followed: what was asked last, without any."""
    return " ".join(cut(words or before.base, _LONGEST_STORY).split())


def address_in(words: str) -> str:
    """The address of a passage that the words are; "" if they are none."""
    return words.lower() if _ADDRESS.fullmatch(words.lower()) else ""


def quoted(words: str) -> Quoted:
    """What the words after /verify want verified: ADDRESS, ADDRESS WORDS, or WORDS."""
    opening, _, rest = words.partition(" ")
    address = address_in(opening)
    return Quoted(address, rest.strip() or None) if address else Quoted(None, words)


def at_offsets(archive: Archive, address: str, span: tuple[int, int]) -> Standing | None:
    """The words at the span of the article of that address, as far as they may be shown at once;
    None where there are none."""
    article = archive.article(archive.show(address).citation.article)
    first, last = next(iter(pieces_shown(article, span)), span)
    words = article.body[max(span[0], first) : min(span[1], last)]
    return archive.verify(address, words).standing if words.strip() else None


def verified(archive: Archive, quotes: Iterable[tuple[str, str]]) -> list[tuple[str, Verification]]:
    """What became of quotes, each given as its address and its label; those whose article is gone
    are left out."""
    found = []
    for address, label in quotes:
        try:
            found.append((label, archive.verify(address)))
        except (NothingIndexedError, UnknownAddressError):
            continue
    return found

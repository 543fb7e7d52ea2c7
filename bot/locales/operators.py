"""What an operator says, and what the bot says to an operator."""

from __future__ import annotations

from dataclasses import dataclass

from bot.locales.tables import Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTexts:
    """What only an operator can say, in one language; "" where nothing is said."""

    name: str = ""  # the bot's, on Telegram
    privacy: str = ""  # stands beside what the bot states itself
    imprint: str = ""
    contact: str = ""

    def to(self, command: str) -> str:
        """What is said to the command; "" where nothing is."""
        said = {"privacy": self.privacy, "imprint": self.imprint, "contact": self.contact}
        return said.get(command, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminTexts:
    """What admins are told, in one language."""

    an_error: str
    several: str
    errors: Forms
    old: str
    week: str
    questions: str
    refused: str
    answered: str
    within: str
    longer: str
    unasked: str
    readers: str
    following: str
    thumbs: str
    liked: str
    feedback: str
    coverage: str
    held: str
    unindexed: str
    in_vain: str
    nothing: str
    charted: str


ENGLISH_ADMIN = AdminTexts(
    an_error="An error: {last}",
    several="{errors}, the last: {last}",
    errors=Forms(("{number} error", "{number} errors")),
    old="The coverage has not changed for a day. Does `nutgraf reindex`, or a watch, still run?",
    week="the last 7 days:",
    questions="questions: {number}",
    refused="refused: {number}",
    answered="answered within: {times}",
    within="{half} (half of them), {most} (99 of 100)",
    longer="more than {time}",
    unasked="no question yet",
    readers="readers: {number}",
    following="following a story: {number}",
    thumbs="thumbs, ever: {up} up, {down} down",
    liked="answers: {up} liked, {down} disliked",
    feedback="feedback, ever: {number}",
    coverage="coverage: {held}",
    held="{articles} articles, {passages} passages, last changed {hours} hours ago",
    unindexed="nothing indexed",
    in_vain="asked in vain most: {words}",
    nothing="nothing",
    charted="{questions} questions in {days} days, {share} unanswered (red)",
)

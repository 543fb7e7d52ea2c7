"""Verifications, word diffs and corrections as Telegram markup; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.conversation.word_diffs import spaced
from bot.locales.texts import StoryTexts
from bot.telegram.rendering.citations import Citing
from bot.telegram.rendering.markup import MOST_ENTITIES, Markup, join, plain, tag
from bot.text import MOST_UNITS, cut
from retrieval import Correction, Part, Verification

_TAGS: Final = {"both": "", "text": "s", "article": "u"}
_MOST_MARKS: Final = 80  # of the 100 entities that a message may have
_OTHERS: Final = 8  # entities beside the marks, at most
_LONGEST_HASHED: Final = 160  # units of the line with offsets and hash, and of what frames it


@dataclass(frozen=True, slots=True)
class Checks:
    """Verifications in the words of `citing.texts`."""

    citing: Citing

    @property
    def texts(self) -> StoryTexts:
        """The words of verifying."""
        return self.citing.texts.story

    def all(self, checked: Sequence[tuple[str, Verification]]) -> Markup:
        """Several verifications, each with its quote's number, as many as fit into one message."""
        body = Markup()
        marks = min(_MOST_MARKS, MOST_ENTITIES // max(1, len(checked)) - _OTHERS)
        for label, verification in checked:
            part = self.one(
                verification, label=label, most=MOST_UNITS // 2, marks=marks, brief=True
            )
            longer = join((body, part), "\n\n")
            if longer.units > MOST_UNITS or longer.entities > MOST_ENTITIES:
                break
            body = longer
        return body

    def one(
        self,
        verification: Verification,
        *,
        label: str = "",
        most: int = MOST_UNITS,
        marks: int = _MOST_MARKS,
        brief: bool = False,
    ) -> Markup:
        """What became of the words, where they stand, and the diff; `brief`: not what stands."""
        standing = verification.standing
        verdict = self.texts.verdicts[verification.verdict]
        said = tag("b", plain(f"[{label}] {verdict}" if label else verdict))
        if standing is None:
            return said
        moved = plain(self.texts.moved if standing.moved else "")
        citation = self.citing.source(standing.citation, standing.words, standing.address)
        start, end = standing.offsets
        exactly = self.texts.where_exactly.format(start=start, end=end, sha256="")
        where = plain(exactly) + tag("code", plain(standing.sha256))
        room = most - said.units - moved.units - citation.units - _LONGEST_HASHED
        shown = key = Markup()
        if verification.diff:
            key = tag("i", plain(self.texts.struck))
            shown = tag("blockquote", self.diff(verification.diff, room - key.units, marks))
        elif not (brief and verification.verdict == "stands"):
            words = cut(standing.words, room)
            shown = tag("blockquote", plain(words) + self._shortened(words != standing.words))
        return join((said, moved, citation, shown, key, where))

    def with_corrections(self, body: Markup, corrections: Sequence[Correction]) -> Markup:
        """A message with as many of the corrections under it as fit."""
        for number, correction in enumerate(corrections):
            heading = tag("i", plain("" if number else self.texts.corrected))
            part = join((heading, self._correction(correction)))
            longer = join((body, part), "\n\n")
            if longer.units > MOST_UNITS or longer.entities > MOST_ENTITIES:
                break
            body = longer
        return body

    def _correction(self, correction: Correction) -> Markup:
        """The old sentence and the new one, with the article's citation."""
        words = correction.after or correction.before or ""
        citation = self.citing.source(correction.citation, words, correction.address)
        return join((citation, tag("blockquote", plain(self.texts.change(correction)))))

    def diff(self, parts: Sequence[Part], most: int, most_marks: int = _MOST_MARKS) -> Markup:
        """A word diff, in at most `most` units: struck out and underlined."""
        whole, marks = Markup(), 0
        room = most - 2
        for part, space in spaced(parts):
            words = part.words.rstrip()
            fits = cut(words, room - whole.units - len(space))
            name = _TAGS[part.side]
            marks += bool(name)
            if fits != words or marks > most_marks:
                beginning = Markup() if name else plain(fits)
                return whole + beginning + self._shortened(True)
            whole = whole + (tag(name, plain(words)) if name else plain(words)) + plain(space)
        return whole

    def _shortened(self, is_so: bool) -> Markup:
        return plain(" …") if is_so else Markup()

"""Verifications, word diffs and corrections as Telegram markup; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.conversation.quotations import Quotation, Span, is_denial, of_standing
from bot.conversation.word_diffs import spaced, swap
from bot.locales.phrases import inside, speaker_of
from bot.locales.texts import StoryTexts
from bot.telegram.rendering.citations import Citing
from bot.telegram.rendering.markup import MOST_ENTITIES, Markup, join, plain, tag
from bot.telegram.rendering.quotes import shown
from bot.text import MOST_UNITS, cut, shortened
from retrieval import Correction, Part, Standing, Verification

_TAGS: Final = {"both": "", "text": "s", "article": "u"}
_MOST_MARKS: Final = 80  # of the 100 entities that a message may have
_OTHERS: Final = 8  # entities beside the marks, at most
_LONGEST_AFTER: Final = 160  # units of the line below a quotation


@dataclass(frozen=True, slots=True)
class Checks:
    """Verifications in the words of `citing.texts`."""

    citing: Citing

    @property
    def texts(self) -> StoryTexts:
        """The words of verifying."""
        return self.citing.texts.story

    def all(self, checked: Sequence[tuple[str, Verification]]) -> Markup:
        """The proofs of several quotes, each with its number, as many as fit into one message."""
        body = Markup()
        marks = min(_MOST_MARKS, MOST_ENTITIES // max(1, len(checked)) - _OTHERS)
        for label, verification in checked:
            longer = join((body, self.proof(verification, label, marks)), "\n\n")
            if longer.units > MOST_UNITS or longer.entities > MOST_ENTITIES:
                break
            body = longer
        return body

    def one(self, verification: Verification) -> Markup:
        """Where the words stand, who says them, in their whole sentence; or what is nearest."""
        standing, texts = verification.standing, self.texts
        if standing is None:
            return tag("b", plain(texts.verdicts[verification.verdict]))
        if verification.verdict == "stands":
            said = join((self._stands(verification, standing), plain(self._moved(standing))))
            words = of_standing(standing)
            block = tag("blockquote", shown(words, MOST_UNITS - said.units - _LONGEST_AFTER))
            return join((said, block, plain(texts.not_checked)))
        said = tag("b", plain(texts.verdicts[verification.verdict]))
        swapped = swap(verification.diff) if verification.verdict == "differs" else None
        source = self.citing.source(
            standing.citation, standing.words, standing.address, who=self._who(standing)
        )
        if swapped:
            (given, there), bold = swapped, _at(standing, swapped[1])
            before, _, rest = texts.it_says.partition("{there}")
            between, _, after = rest.partition("{given}")
            instead = plain(before) + tag("b", plain(there)) + plain(between)
            instead += tag("s", plain(given)) + plain(after)
            words = Quotation(standing.sentence, [(0, len(standing.sentence))], bold)
            block = tag("blockquote", shown(words, MOST_UNITS // 2))
            return join((said, instead, source, block))
        return join((said, plain(self._moved(standing)), source, self._differences(verification)))

    def proof(self, verification: Verification, label: str, marks: int) -> Markup:
        """What became of a quote, where exactly it stands, and the hash of its words."""
        standing, texts = verification.standing, self.texts
        numbered = tag("b", plain(label)) + plain("  ") if label else Markup()
        if standing is None:
            return numbered + tag("b", plain(texts.verdicts[verification.verdict]))
        if verification.verdict == "stands":
            said = numbered + self._stands(verification, standing)
        else:
            said = numbered + tag("b", plain(texts.verdicts[verification.verdict]))
            source = self.citing.source(standing.citation, standing.words, standing.address)
            said = join((said, source, self._differences(verification, MOST_UNITS // 2, marks)))
        return join((said, plain(self._moved(standing)), self.exactly(standing)))

    def exactly(self, standing: Standing) -> Markup:
        """Where words stand in their article's text, and their hash."""
        start, end = standing.offsets
        exactly = self.texts.where_exactly.format(start=start, end=end, sha256="")
        return plain(exactly) + tag("code", plain(standing.sha256))

    def _stands(self, verification: Verification, standing: Standing) -> Markup:
        """That the words stand in an outlet, and who says them."""
        texts, citation = self.texts, standing.citation
        named = tag("b", plain(f"{texts.verdicts['stands']} "))
        outlet = self.citing.named(citation, standing.words, standing.address)
        who = self._who(standing)
        said = texts.said_by.format(who=inside(who)) if who else ""
        denied = texts.denied if standing.denied or is_denial(standing.speaker) else ""
        signs = texts.signs(verification.signs)
        day = self.citing.texts.day_and_page(citation)
        rest = ", ".join(part for part in (day, said, denied) if part)
        return named + outlet + plain(f", {rest}{f' ({signs})' if signs else ''}.")

    def _differences(
        self, verification: Verification, most: int = MOST_UNITS // 2, marks: int = _MOST_MARKS
    ) -> Markup:
        """The word diff with what its marks mean; without one the words that stand there."""
        standing = verification.standing
        assert standing is not None
        if not verification.diff:
            return tag("blockquote", plain(shortened(standing.words, most)))
        key = tag("i", plain(self.texts.struck))
        return join((tag("blockquote", self.diff(verification.diff, most, marks)), key))

    def _moved(self, standing: Standing) -> str:
        return self.texts.moved if standing.moved else ""

    @staticmethod
    def _who(standing: Standing) -> str:
        return speaker_of(standing.speaker)

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
        """The old sentence and the new one, under the article's source."""
        words = correction.after or correction.before or ""
        source = self.citing.source(correction.citation, words, correction.address)
        parts = [
            part
            for label, changed in self.texts.changes(correction)
            for part in (tag("i", plain(label)), tag("blockquote", plain(changed)))
        ]
        return join((source, *parts))

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


def _at(standing: Standing, words: str) -> list[Span]:
    """Where the words stand in the sentence, from where its part that was compared begins."""
    around = standing.sentence_offsets or standing.offsets
    at = standing.sentence.find(words, standing.offsets[0] - around[0])
    return [(at, at + len(words))] if words and at >= 0 else []

"""Who says a quote's sentence, why a passage was chosen, whose articles there are, in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from bot.locales.languages import LANGUAGES
from bot.locales.texts import Texts
from bot.text import is_blank, shortened
from retrieval import Citation, Copy, Explanation, Outlet, Quote, Share, Speaker

_PART: Final = "{name} {score}"
_OTHER: Final = "{word} = {words}"
_LEAST: Final = 0.05


_PRONOUNS = frozenset(("he", "she", "they", "it"))
_LONGEST = 80  # units
_MOST_WORDS = 6
_OUTLETS = 40  # lines
_PRINTS = 8
_LONGEST_PRINT = 40  # units
_LONGEST_OUTLET = 80


def who_says(quote: Quote, texts: Texts) -> str:
    """Who says a quote's sentence: a party in the reader's language, else in the article's words;
    "" where nobody is named by a name."""
    name = speaker_of(quote.speaker)
    known = name.removeprefix("The ").removeprefix("the ")
    if texts.code == "en" and known.isascii():
        said = texts.parties.get(known, known)
        return name if said == known else said
    return texts.parties.get(known) or texts.parties.get(_in_english().get(known, ""), name)


@cache
def _in_english() -> dict[str, str]:
    """The parties as they are called in other languages, with their English names."""
    tables = [texts.parties for texts in LANGUAGES.values()]
    return {there: name for table in tables for name, there in table.items()}


def speaker_of(speaker: Speaker | None) -> str:
    """The speaker's name as written; "" where it is none."""
    if speaker is None or speaker.text.lower() in _PRONOUNS:
        return ""
    return shortened(" ".join(speaker.text.split()), _LONGEST)


class OneText(NamedTuple):
    """That several print a quote's text: `lead` says how many, `names` who, each with the copy
    that opens it, None for the quoted one itself; `rest` says how many more."""

    lead: str
    names: tuple[tuple[str, Copy | None], ...]
    rest: str

    def __str__(self) -> str:
        return f"{self.lead}: {', '.join(name for name, _ in self.names)}{self.rest}"


def one_text(quote: Quote, texts: Texts) -> OneText | None:
    """Who prints the quote's text, where several do: each outlet once, if there are several."""
    if not quote.copies:
        return None
    prints: list[tuple[str, Copy | None]] = [(_printed_by(quote.citation, texts), None)]
    prints += [(_printed_by(copy, texts), copy) for copy in quote.copies]
    outlets: dict[str, Copy | None] = {}
    for name, copy in prints:
        outlets.setdefault(name, copy)
    if len(outlets) > 1:
        names, lead = [*outlets.items()], texts.in_number(len(outlets), texts.one_text)
    else:
        lead = texts.in_number(len(prints), texts.one_text_again)
        days = [quote.citation.published, *(copy.day for copy in quote.copies)]
        names = [
            (f"{name}, {texts.short_day(day)}", copy)
            for (name, copy), day in zip(prints, days, strict=True)
        ]
    more = len(names) - _PRINTS
    rest = f" {texts.in_number(more, texts.and_more)}" if more > 0 else ""
    return OneText(lead, tuple(names[:_PRINTS]), rest)


def _printed_by(cited: Citation | Copy, texts: Texts) -> str:
    """The outlet; where none is named, the headline."""
    outlet = shortened(texts.outlet_with(cited.label, cited.outlet or ""), _LONGEST_PRINT)
    return shortened(texts.headline(cited), _LONGEST_PRINT) if is_blank(outlet) else outlet


def inside(who: str) -> str:
    """Who says something, as it stands inside a sentence."""
    return f"the {who[4:]}" if who.startswith("The ") else who


def no_such_party(texts: Texts, parties: Sequence[str]) -> str:
    """That nobody of the party is known, and which parties are."""
    known = ", ".join(parties)
    return texts.unknown_party.format(parties=known) if parties else texts.no_parties


def outlets_held(texts: Texts, outlets: Sequence[Outlet]) -> str:
    """The outlets, a line each, with how many articles they have and the newest day."""
    lines = [_outlet(texts, outlet) for outlet in outlets[:_OUTLETS]]
    if len(outlets) > _OUTLETS:
        lines.append(texts.others(len(outlets) - _OUTLETS))
    return "\n".join(lines) or texts.nothing_indexed


def _outlet(texts: Texts, outlet: Outlet) -> str:
    name = " ".join((outlet.name or texts.no_outlet).split())[:_LONGEST_OUTLET]
    named, articles = texts.outlet_with(outlet.label, name), texts.counted(outlet.articles)
    if not outlet.newest:
        return texts.outlet_undated.format(name=named, articles=articles)
    return texts.outlet.format(name=named, articles=articles, newest=texts.day(outlet.newest))


def in_words(explanation: Explanation, texts: Texts) -> str:
    """What a passage was chosen for: the question's words that it has, and what else speaks for
    it, the weightiest first."""
    words = [each for each in explanation.words if each.score >= _LEAST]
    words.sort(key=lambda each: -each.score)
    named = [_named(each, texts) for each in words[:_MOST_WORDS]]
    rest = sorted(
        (getattr(explanation, part), name)
        for part, name in texts.score_parts.items()
        if getattr(explanation, part) >= _LEAST
    )
    has = [texts.screen.has.format(words=", ".join(named))] if named else []
    also = ", ".join(name for _, name in reversed(rest))
    return " ".join([*has, *([texts.screen.also_counts.format(parts=also)] if also else [])])


def _named(share: Share, texts: Texts) -> str:
    """A word of the question in quotation marks, with the passage's own where that is another."""
    if not share.found:
        return texts.in_headline.format(word=texts.word.format(word=share.word))
    others = [each for each in share.found if each.casefold() != share.word.casefold()]
    if others:
        return texts.screen.as_word.format(word=share.word, found=", ".join(others))
    return texts.word.format(word=share.word)


def reasons(explanation: Explanation, texts: Texts) -> str:
    """What made up a passage's score: the words first, then the rest, each the largest first."""
    words = [(each.score, _word(each, texts)) for each in explanation.words]
    rest = [(getattr(explanation, part), name) for part, name in texts.score_parts.items()]
    ranked = [*sorted(words, reverse=True), *sorted(rest, reverse=True)]
    parts = [
        _PART.format(name=name, score=texts.decimal(score))
        for score, name in ranked
        if abs(score) >= _LEAST
    ]
    return texts.score.format(score=texts.decimal(explanation.score), parts=" · ".join(parts))


def _word(share: Share, texts: Texts) -> str:
    """A word of the question, with the passage's own where that is another."""
    if not share.found:
        return texts.in_headline.format(word=share.word)
    others = [each for each in share.found if each.casefold() != share.word.casefold()]
    return _OTHER.format(word=share.word, words=", ".join(others)) if others else share.word

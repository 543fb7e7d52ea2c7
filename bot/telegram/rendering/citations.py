"""Where a quote stands: its source line, which leads there, and text to be copied; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.locales.phrases import one_text
from bot.locales.texts import Texts
from bot.telegram.rendering.links import article_url, deep_link, to_text
from bot.telegram.rendering.markup import Markup, join, link, plain, tag
from bot.text import is_blank, shortened, units
from retrieval import Citation, Copy, Listed, Quote

LONGEST_SOURCE: Final = 700
"""Units that a source line may have, with everything in it."""
_LONGEST_NAME: Final = 80  # of an outlet, a speaker, a label
_ONE_LINE: Final = 44  # a headline's letters, where it stands for an outlet
_LONGEST_HEADLINE: Final = 400
_LONGEST_COPY: Final = 256  # units that a button may copy
_FEWEST_HEADLINE: Final = 30
_LONGEST_LISTED: Final = 200
_GAP: Final = "  "  # between a number and what it numbers


@dataclass(frozen=True, slots=True)
class Citing:
    """Citations in the words of `texts`, with links that open the bot `username`.

    `one_outlet`: the whole coverage is of one outlet, or of none that is named, so that headlines
    tell more than its name.
    """

    texts: Texts
    username: str
    one_outlet: bool = False

    def source(
        self,
        citation: Citation,
        words: str,
        address: str,
        *,
        number: str = "",
        who: str = "",
        notes: Sequence[str] = (),
        dated: bool = True,
    ) -> Markup:
        """The line above a quotation: its number, who says so, the outlet, the day if `dated`, and
        `notes`.

        Its link leads to `words` on the article's page, else to the passage at `address`.
        """
        led = tag("b", plain(number)) + plain(_GAP) if number else Markup()
        name = self.named(citation, words, address)
        label = f" ({_line(citation.label)})" if citation.label else ""
        day = self.texts.day_and_page(citation) if dated else ""
        day = f"{', ' if who else ' · '}{day}" if day else ""
        said = plain(f"{_capital(_line(who))} · ") if who else Markup()
        return led + said + name + plain("".join([label, day, *(f" · {note}" for note in notes)]))

    def named(self, citation: Citation, words: str, address: str) -> Markup:
        """The outlet, or what tells more than its name, as a link to the words."""
        return link(self._name(citation), self.url(citation, words, address))

    def one_text(self, quote: Quote) -> Markup:
        """Who else prints the quote's text, each a link to its words there."""
        told = one_text(quote, self.texts)
        if told is None:
            return Markup()
        names = [
            link(name, self.url(copy, quote.sentence, copy.address)) if copy else plain(name)
            for name, copy in told.names
        ]
        return plain(f"{told.lead}: ") + join(names, ", ") + plain(told.rest)

    def heading(self, citation: Citation, words: str, address: str) -> Markup:
        """The source line of a passage in its article, and the article's headline."""
        source = self.source(citation, words, address)
        headline = shortened(self.texts.headline(citation), _LONGEST_HEADLINE)
        shown = Markup() if headline == self._name(citation) else tag("b", plain(headline))
        return join((source, shown))

    def listed(self, article: Listed) -> Markup:
        """An article in a list: its headline, which opens it in the bot, outlet and day."""
        headline = shortened(self.texts.headline(article), _LONGEST_LISTED)
        outlet = "" if self.one_outlet else shortened(article.outlet or "", _LONGEST_NAME)
        where = f" · {self.texts.listed(replace(article, outlet=outlet))}"
        return link(headline, deep_link(self.username, article.address)) + plain(where)

    def url(self, citation: Citation | Copy, words: str, address: str) -> str:
        """Where a reader can open it: at `words` on the article's page, else in the bot."""
        page = article_url(citation.url)
        return to_text(page, words) if page else deep_link(self.username, address)

    def reference(self, citation: Citation, address: str) -> str:
        """The citation as plain text for a button that copies it."""
        outlet = shortened(citation.outlet or "", 60 - min(30, units(citation.label or "")))
        where = self.texts.where(replace(citation, outlet=outlet))
        headline = self.texts.headline(citation)
        url = article_url(citation.url) or ""
        room = _LONGEST_COPY - units(f", {where}, ")
        if not url or units(url) + min(units(headline), _FEWEST_HEADLINE) > room:
            url = deep_link(self.username, address)
        return f"{shortened(headline, room - units(url))}, {where}, {url}"

    def _name(self, citation: Citation) -> str:
        """What the link says: the outlet; where that tells nothing, the headline in one line."""
        outlet = _line(citation.outlet or "")
        if self.one_outlet or is_blank(outlet):
            return shortened(self.texts.headline(citation), _ONE_LINE)
        return outlet


def _line(words: str | None) -> str:
    return shortened(" ".join((words or "").split()), _LONGEST_NAME)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

"""Citations: where a quote stands, as markup that leads there, and as text to be copied; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.locales.texts import Texts
from bot.telegram.rendering.links import article_url, deep_link, to_text
from bot.telegram.rendering.markup import Markup, link, plain, tag
from bot.text import MOST_UNITS, cut, is_blank, units
from retrieval import Citation, Listed

FEWEST_WORDS = 32  # with the longest citation: a word or two, and that they are shortened
LONGEST_CITATION = MOST_UNITS - FEWEST_WORDS
_LONGEST_OUTLET = 300
_LONGEST_COPY = 256  # units that a button may copy
_FEWEST_HEADLINE = 30
_LONGEST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Citing:
    """Citations in the words of `texts`, with links that open the bot `username`."""

    texts: Texts
    username: str

    def citation(
        self,
        citations: Sequence[Citation],
        words: str,
        address: str,
        *,
        copies: int = 0,
        most: int = LONGEST_CITATION,
    ) -> Markup:
        """Headline, outlet, day and places of an article's quotes, in at most `most` units.

        It leads to `words` on the article's page, else to the passage at `address`.
        """
        first, *others = citations
        url = self.url(first, words, address)
        shortened = replace(first, outlet=self._outlet(first))
        where = f" · {self.texts.where(shortened, others)}"
        if copies:
            where += f" · {self.texts.also_in(copies)}"
        headline, room = self.texts.headline(first), most - units(where)
        if units(headline) <= room:
            return link(headline, url) + plain(where)
        beginning = cut(headline, room - self.shortened.units - 1)
        return link(beginning, url) + plain(" ") + self.shortened + plain(where)

    def listed(self, article: Listed) -> Markup:
        """An article in a list: its headline, which opens it in the bot, outlet and day."""
        headline = cut(" ".join(article.headline.split()), _LONGEST_LISTED)
        outlet = cut(article.outlet or "", _LONGEST_LISTED)
        where = f" · {self.texts.listed(replace(article, outlet=outlet))}"
        words = self.texts.no_headline if is_blank(headline) else headline
        return link(words, deep_link(self.username, article.address)) + plain(where)

    def url(self, citation: Citation, words: str, address: str) -> str:
        """Where a reader can open it: at `words` on the article's page, else in the bot."""
        page = article_url(citation.url)
        return to_text(page, words) if page else deep_link(self.username, address)

    def reference(self, citation: Citation, address: str) -> str:
        """The citation as plain text for a button that copies it."""
        where = self.texts.where(replace(citation, outlet=self._outlet(citation, 60)))
        headline = self.texts.headline(citation)
        url = article_url(citation.url) or ""
        room = _LONGEST_COPY - units(f", {where}, ")
        if not url or units(url) + min(units(headline), _FEWEST_HEADLINE) > room:
            url = deep_link(self.username, address)
        if units(headline) > room - units(url):
            headline = f"{cut(headline, room - units(url) - 1)}…"
        return f"{headline}, {where}, {url}"

    @property
    def shortened(self) -> Markup:
        """What stands where words were cut."""
        return tag("i", plain(self.texts.shortened))

    def _outlet(self, citation: Citation, most: int = _LONGEST_OUTLET) -> str:
        outlet = citation.outlet or ""
        most -= units(citation.label or "")
        beginning = cut(outlet, most)
        return beginning if beginning == outlet else f"{beginning} {self.texts.shortened}"

"""What a page that declares little shows of its article: its title, its outlet."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

_PARTING: Final = re.compile(r"\s(?:[|·•–—-]|::|«)\s")
_MOST_NAME: Final = 5
_FEWEST: Final = 3
"""Words of an outlet's name at most, and of a headline at least."""
_SHOWN: Final = (
    "//h1|//h2|//h3|//*[@itemprop='headline']|//*[contains(@class, 'title')][not(.//p)]"
    "|//*[contains(@class, 'headline')][not(.//p)]"
)
_MOST: Final = 300


def shown_title(tree: HtmlElement, title: str) -> str:
    """The headline in the title of a page that declares none: what of it stands in the page as a
    heading, else what is not the outlet's name."""
    best = ""
    for each in tree.xpath(_SHOWN)[:_MOST]:
        words = " ".join("".join(each.itertext()).split())
        if len(best) < len(words) and 2 * len(words) > len(title) and words in title:
            best = words
    if best:
        return best
    partings = list(_PARTING.finditer(title))
    if partings:
        head, tail = title[: partings[-1].start()], title[partings[-1].end() :]
        if (
            len(tail.split()) <= _MOST_NAME
            and len(head.split()) >= _FEWEST
            and len(head) > len(tail)
        ):
            return head
    return title


def publisher(tree: HtmlElement) -> str:
    """The outlet that is marked within the text as the publisher."""
    for path in ("//*[@itemprop='publisher']//*[@itemprop='name']",):
        for each in tree.xpath(path)[:1]:
            return " ".join((each.get("content") or "".join(each.itertext())).split())
    return ""

"""Where a text ends that is but the beginning of an article."""

from __future__ import annotations

import re
from typing import Final

from retrieval.languages.forms.page_words import GOES_ON

_LEFT_OUT: Final = re.compile(r"\s*[\[(]\s*(?:…|\.{3})\s*[\])]\s*$")
_DOTS: Final = re.compile(r"\s*(?:…|\.{3,})\s*$")
_END: Final = 160
"""Letters in which a text says that it goes on elsewhere."""
_SHORT: Final = 200
"""Words up to which a text that ends in dots is no whole article."""


def cut_at(paragraph: str, size: int, *, after_dots: bool = False) -> int | None:
    """Where in the last paragraph of a text of `size` words stands what says that it goes on
    elsewhere, such as `[…]` and `Continue reading`, with `after_dots` only behind dots; None where
    the text is whole."""
    if found := GOES_ON.search(paragraph, max(0, len(paragraph) - _END)):
        opening = paragraph[: found.start()].rstrip(" |»›>→")
        before = _LEFT_OUT.search(opening) or _DOTS.search(opening)
        if before or not after_dots:
            return before.start() if before else len(opening)
    found = _LEFT_OUT.search(paragraph) or (_DOTS.search(paragraph) if size < _SHORT else None)
    return found.start() if found else None

"""What a passage gains for the names in its headline: where the headline has the words of the
question, its other names are likely the answer, and the passage that has them gives it."""

from __future__ import annotations

import re
from typing import Final

from retrieval.analysis.terms import term
from retrieval.languages.detection import DEFAULT
from retrieval.languages.english.kinds.kinds import ASKS_NAME
from retrieval.query.query import Query
from retrieval.ranking.gains.unit import unit

HEADLINE: Final = 1.0
"""What the headline's names that the question lacks count in a passage of a dated article, where it
has all of them rather than none; with USUAL of them it gains nothing,
and less with fewer, so that no article gains for having such a headline."""
USUAL: Final = 0.5
FEWEST: Final = 2
"""A headline of fewer such names counts as one of so many."""
_NAME: Final = re.compile(r"\b[^\W\d_a-z][\w-]+")


class Headlines:
    """What passages gain for the names in their headlines."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self._asks_name = bool(query.language == DEFAULT and ASKS_NAME.search(query.text))
        self._counts = HEADLINE * unit(query)
        self._names: dict[str, tuple[str, ...]] = {}

    def gain(self, text: str, headline: str, *, dated: bool) -> float:
        """What a passage with this text gains, or loses. Nothing where no name is asked for,
        and in an article without a day, whose headline is rather a title."""
        if not (dated and self._asks_name):
            return 0.0
        names = self._names.get(headline)
        if names is None:
            names = self._names[headline] = self._new_names(headline)
        if not names:
            return 0.0
        held = sum([name in text for name in names]) / max(FEWEST, len(names))
        return self._counts * (held - USUAL)

    def _new_names(self, headline: str) -> tuple[str, ...]:
        """The headline's words with a capital letter that stand for none of the question's."""
        known = self.query.question_term
        names = {each: term(each) for each in _NAME.findall(headline)}
        return tuple(name for name, of in names.items() if of and of not in known)

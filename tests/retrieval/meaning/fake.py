"""A model that knows some words of two languages: what quick tests have in place of the real."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from retrieval import Embedder
from retrieval.meaning.centre import CENTRE

_MEANS = {
    "скільки": "how",
    "людей": "people",
    "постраждало": "injured",
    "складі": "warehouse",
    "пожежі": "fire",
    "опори": "pillars",
    "мосту": "bridge",
    "якого": "date",
    "року": "date",
    "власник": "owner",
    "зберігали": "stored",
}
_WORD = re.compile(r"\w+")


@cache
def _concept(name: str) -> NDArray[np.float64]:
    made = np.random.default_rng(list(name.encode())).normal(size=len(CENTRE))
    return made / np.sqrt(made @ made)


def vector(text: str) -> NDArray[np.float32]:
    """The sum of what its words mean, away from where all vectors lie."""
    words = [word for word in _WORD.findall(text.casefold()) if len(word) > 2]
    concepts = sorted({_MEANS.get(word, word) for word in words})
    meant = np.sum([_concept(each) for each in concepts], axis=0) if concepts else 0 * CENTRE
    whole = CENTRE + 0.3 * meant / np.sqrt(max(1, len(concepts)))
    unit: NDArray[np.float32] = (whole / np.sqrt(whole @ whole)).astype(np.float32)
    return unit


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Those of the texts."""
    return np.array([vector(text) for text in texts])


FAKE = Embedder("fake 1", vector, vectors)

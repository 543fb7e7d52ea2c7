"""A question -> the same question with slips of the finger; always the same ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from string import ascii_lowercase

_WORD = re.compile(r"[^\W\d_]{4,}")


def misspelt(text: str, *, typos: int, seed: int, question_id: str) -> str:
    """`text` with `typos` slips, each in another of its words of four letters or more.

    A slip is a letter left out, put in, replaced, or swapped with the next. Fewer words, fewer
    slips. The same seed and id give the same slips, on any machine.
    """
    random = Random(f"{seed}:{question_id}")
    words = list(_WORD.finditer(text))
    chosen = random.sample(words, min(typos, len(words)))
    alphabet = sorted({*ascii_lowercase} if text.isascii() else {*"".join(_WORD.findall(text))})
    for word in sorted(chosen, key=lambda each: -each.start()):
        slipped = _slip(word.group(), alphabet, random)
        text = text[: word.start()] + slipped + text[word.end() :]
    return text


def _slip(word: str, alphabet: Sequence[str], random: Random) -> str:
    slipped = word
    while slipped == word:
        at = random.randrange(len(word))
        letter = random.choice(alphabet)
        slips = {
            "left out": word[:at] + word[at + 1 :],
            "put in": word[:at] + letter + word[at:],
            "replaced": word[:at] + letter + word[at + 1 :],
            "swapped": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        }
        slipped = slips[random.choice(list(slips))]
    return slipped

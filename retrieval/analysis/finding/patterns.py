"""The words of a language's file -> patterns that find them in a text of plain letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from unicodedata import digit, normalize

from retrieval.analysis.terms import fold

_MARKS = "\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0980-\u0dff"
_START: Final = rf"(?<![\w{_MARKS}])"
_END: Final = rf"(?![\w{_MARKS}])"
_UNSPACED: Final = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
NOTHING: Final = "(?!)"


class _Plain(dict[int, str]):
    """The letter that a text is read with for another: small, without marks."""

    def __missing__(self, code: int) -> str:
        letter = normalize("NFKC", chr(code))
        found = fold(letter) if len(letter) == 1 else ""
        if letter in "’ʼ":
            found = "'"
        elif letter.isdecimal():
            found = str(digit(letter))
        self[code] = found if len(found) == 1 else letter if len(letter) == 1 else chr(code)
        return self[code]


_LETTERS: Final = _Plain()


def plain(text: str) -> str:
    """The text in small letters without marks and plain digits, as long as it is."""
    return text.translate(_LETTERS)


def any_of(phrases: Iterable[str]) -> str:
    """A pattern of any of the phrases, the longest first; of whole words, where a space parts words
    in their script."""
    whole: list[str] = []
    open_ended: list[str] = []
    unspaced: list[str] = []
    for phrase in sorted(set(map(plain, phrases)), key=len, reverse=True):
        written = re.escape(phrase).replace(r"\ ", r"\s+")
        kind = unspaced if not is_spaced(phrase) else open_ended if phrase[-1] == "'" else whole
        kind.append(written)
    found = [rf"{_START}(?:{'|'.join(whole)}){_END}"] if whole else []
    found += [rf"{_START}(?:{'|'.join(open_ended)})"] if open_ended else []
    return f"(?:{'|'.join([*found, *unspaced]) or NOTHING})"


def is_spaced(text: str) -> bool:
    """Whether a space parts the words of the text's script."""
    return not _UNSPACED.search(text)

"""A passage's words as the rules for speakers read them: quotations and brackets are one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from retrieval.reporting_verbs import VERBS
from retrieval.speaking_words import SHORTENED

Kind = Literal["word", "quote", "bracket", "mark"]


class Piece(NamedTuple):
    """A word, a quotation, a bracket with what it holds, or another mark, and where it stands."""

    kind: Kind
    start: int
    end: int
    text: str
    lower: str

    @property
    def capital(self) -> bool:
        """Whether it is a word with a capital letter or a figure first."""
        return self.kind == "word" and not self.text[0].islower() and not self.text[0].isdigit()


_PIECE: Final = re.compile(
    r"""(?P<quote>“[^”"]*(?:[”"]|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)|(?<!\S)”(?=\w)[^”]*(?:”|$)
        |(?<![\w.,!?…’'])"[^"]*(?:"|$)|''[^']*(?:''|$))
      |(?P<bracket>\([^()]*\)|\[[^\[\]]*\])
      |(?P<word>(?:[^\W\d_]\.){2,}|[^\W_][\w&/]*(?:[-’'‘](?=[^\W_])[\w&/]+|\.(?=[a-z0-9])[\w&/]+)*(?:(?<=s)[’'])?)
      |(?P<mark>-{2,}|\.{2,}|\S)""",
    re.VERBOSE,
)
_CLOSING: Final = frozenset('"”»')
_STOPS: Final = frozenset((".", "!", "?", "…", "..."))


def pieces(text: str) -> list[Piece]:
    """The pieces of `text`; what stands before a closing mark without an opening one is quoted."""
    found: list[Piece] = []
    since = 0  # the first piece after the last quotation
    for match in _PIECE.finditer(text):
        kind, written = match.lastgroup, match.group()
        if kind == "mark" and written in _CLOSING:
            start = found[since].start if since < len(found) else match.start()
            del found[since:]
            written = text[start : match.end()]
            found.append(Piece("quote", start, match.end(), written, ""))
            since = len(found)
            continue
        lower = ""
        if kind == "word":  # US is no us, WHO no who
            shouted = len(written) < 5 and len(written) > 1 and written.isupper()
            lower = written if shouted else written.lower()
        found.append(Piece(kind, match.start(), match.end(), written, lower))  # type: ignore[arg-type]
        if kind == "quote":
            since = len(found)
    return found


def statements(found: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """Runs of pieces that are a sentence outside quotations, with the quotations in it."""
    first = 0
    for at in range(len(found) - 1):
        if _ends(found, at):
            yield found[first : at + 1]
            first = at + 1
    if found:
        yield found[first:]


def _ends(found: Sequence[Piece], at: int) -> bool:
    """Whether a sentence ends with the piece `at`."""
    piece, after = found[at], found[at + 1]
    begins = after.kind == "quote" or not after.text[0].islower()
    if piece.kind == "quote":
        inside = piece.text.rstrip("\"”»“'’ ")
        if not begins or not inside or inside[-1] not in ".!?…":
            return False
        return inside[-1] == "." or not _speech(found, at + 1)
    if piece.kind != "mark" or piece.text not in _STOPS or after.kind == "mark":
        return False
    if piece.text == "." and at:
        before = found[at - 1]
        initial = len(before.text) == 1 and before.text.isupper()
        if before.kind == "word" and (initial or before.lower in SHORTENED):
            return False
    return begins


def _speech(found: Sequence[Piece], at: int) -> bool:
    """Whether a verb of saying follows before the sentence ends."""
    for piece in found[at : at + 6]:
        if piece.kind == "mark" and piece.text in _STOPS:
            return False
        if piece.lower in VERBS:
            return True
    return False

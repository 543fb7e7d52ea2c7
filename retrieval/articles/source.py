"""A Source: the bytes of one article, not yet parsed."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.keeping.words import Withdrawn

LARGEST = 32 * 2**20
"""Bytes; of a larger text file, or line of JSON Lines, the rest is not even read."""
LONGEST = 4 * 2**20
"""Bytes of an article; to index one takes up to 130 times as much memory."""
MOST_LINES = 100_000
"""Lines of an article."""


def check_size(raw: bytes) -> None:
    """Raises ValueError with the remedy where the bytes are more than an article has."""
    if len(raw) > LONGEST:
        raise ValueError(f"over {LONGEST >> 20} MB; no article is that long: split it")


def check_lines(text: str) -> None:
    """Raises ValueError with the remedy where the text has more lines than an article has."""
    if text.count("\n") > MOST_LINES:
        raise ValueError(f"over {MOST_LINES:,} lines; no article has as many: split it")


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one article: a file, or a record in one; `form` is its name in `files.FORMS`.

    Words that were `withdrawn` are left out of it.
    `path` is as shown to a person: `seeds/x.txt`, or `big.jsonl.gz:17` for a line. `end` is how
    many bytes of the file were read by then.

    Where a `command` makes plain text of the file, `raw` is what tells that text from others, until
    it was run.
    """

    id: str
    path: str
    form: str
    raw: bytes
    end: int = 0
    reading: Reading = AS_IT_IS
    withdrawn: tuple[Withdrawn, ...] = ()
    command: tuple[str, ...] = ()

    @property
    def digest(self) -> bytes:
        """16 bytes that change when the form, the bytes or what the operator says change."""
        said = self.form.encode() + self.reading.key
        return blake2b(said + self.raw, digest_size=16).digest()

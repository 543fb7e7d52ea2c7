"""A Source: the bytes of one article, not yet parsed."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

LARGEST = 32 * 2**20
"""Bytes; a larger text file, or line of JSON Lines, is no article."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one article: a file, or a record in one; `form` is its name in `files.FORMS`.

    `path` is as shown to a person: `seeds/x.txt`, or `big.jsonl.gz:17` for a line. `end` is how
    many bytes of the file were read by then.
    """

    id: str
    path: str
    form: str
    raw: bytes
    end: int = 0

    @property
    def digest(self) -> bytes:
        """16 bytes that change when the form or the bytes change."""
        return blake2b(self.form.encode() + self.raw, digest_size=16).digest()

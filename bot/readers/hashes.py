"""Keyed hashes: what may be counted or compared, and not be read. The key is in the file."""

from __future__ import annotations

import hashlib
import sqlite3


def key_in(connection: sqlite3.Connection) -> bytes:
    """The key of the readers' file."""
    (key,) = connection.execute("select value from hash_key").fetchone()
    return bytes(key)


def hashed(key: bytes, *words: object) -> bytes:
    """16 bytes that stand for the words."""
    text = "\0".join(map(str, words))
    return hashlib.blake2b(text.encode(errors="replace"), key=key, digest_size=16).digest()

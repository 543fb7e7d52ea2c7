"""The tables that an operator keeps beside the articles, in TOML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from retrieval.articles.folders import NO_FILE, opened
from retrieval.errors import TableError

_LARGEST: Final = 2**20
_DEEP: Final = re.compile(
    r"""(?:(?:(?<![\w-])[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){20}"""
    r"""|(?:\[\s*){20}"""
)
"""Names within names, which take TOML's parser longer than they are worth."""


def read_table(path: Path) -> dict[str, Any]:
    """What the TOML file at `path` says. Raises TableError where it cannot be read, or is none."""
    import tomllib  # a question needs only what a reindex has read

    try:
        with opened(path) as file:
            raw = file.read(_LARGEST + 1) or b""
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        raise TableError(path, reason, unread=error.strerror != NO_FILE) from error
    if len(raw) > _LARGEST:
        raise TableError(path, f"over {_LARGEST >> 20} MB; a table has names alone")
    try:
        text = raw.decode().removeprefix("\ufeff")
        if _DEEP.search(text):
            raise TableError(path, "not TOML: nested too deep; write it as in seeds/")
        return tomllib.loads(text)
    except RecursionError as error:
        raise TableError(path, "not TOML: nested too deep; write it as in seeds/") from error
    except ValueError as error:
        raise TableError(path, f"not TOML: {' '.join(str(error).split())}") from error

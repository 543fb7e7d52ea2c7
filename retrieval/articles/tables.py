"""The tables that an operator keeps beside the articles, in TOML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from retrieval.errors import TableError


def read_table(path: Path) -> dict[str, Any]:
    """What the TOML file at `path` says. Raises TableError where it cannot be read, or is none."""
    import tomllib  # a question needs only what a reindex has read

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TableError(path, f"cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise TableError(path, f"not TOML: {' '.join(str(error).split())}") from error

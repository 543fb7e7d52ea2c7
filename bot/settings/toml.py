"""A file of TOML, or in a line why it is none."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from retrieval import NutgrafError


class UnreadableError(NutgrafError):
    """The file is no TOML that can be read; `str(error)` names it and the remedy, no value."""


def toml_in(file: Path) -> dict[str, Any]:
    """What the file says. Raises UnreadableError, and FileNotFoundError."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except RecursionError:
        raise UnreadableError(f"{file}: not TOML: lists in lists, too deep") from None
    except UnicodeDecodeError:
        raise UnreadableError(f"{file}: not UTF-8 text; save it as UTF-8") from None
    except ValueError as error:  # TOMLDecodeError, or a number of 5,000 digits
        place = re.search(r"\((at .*)\)$", str(error))
        where = place[1] if place else "somewhere"
        raise UnreadableError(
            f'{file}: not TOML {where}; write lines such as key = "value"'
        ) from None
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableError(
            f"{file}: cannot be read: {error.strerror}; mend its permissions"
        ) from None

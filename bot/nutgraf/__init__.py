"""All that `retrieval` hands out, and `__version__`: `from nutgraf import Archive`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import retrieval
from retrieval import __version__ as __version__

__all__ = sorted([*retrieval.__all__, "__version__"])

if TYPE_CHECKING:
    from retrieval import *  # noqa: F403
else:

    def __getattr__(name: str) -> object:
        """As `retrieval` does, a name's module is imported when the name is asked for."""
        if name in __all__:
            return getattr(retrieval, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

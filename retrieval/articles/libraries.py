"""The libraries that read what strangers wrote, and that need the system's own, which a confined
process cannot open any more."""

from __future__ import annotations


def load() -> None:
    """Loads them, in 30 ms; what is Python alone is loaded when it is needed."""
    import lxml.etree  # noqa: F401

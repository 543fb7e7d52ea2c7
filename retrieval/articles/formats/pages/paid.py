"""Whether a page says that its article is not free to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from retrieval.articles.formats.values.texts import is_no

_FREE: Final = "isAccessibleForFree"


def is_paid_for(objects: Iterable[Mapping[str, Any]], metas: Mapping[str, str]) -> bool:
    """Whether one of these objects of JSON-LD, a part of it, or a meta element by its name in
    lower case says that what it is of is not free to read."""
    if is_no(metas.get(_FREE.lower())) or metas.get("article:content_tier") == "locked":
        return True
    for each in objects:
        parts = each.get("hasPart")
        parts = parts if isinstance(parts, list) else [parts]
        if any(isinstance(part, Mapping) and is_no(part.get(_FREE)) for part in (each, *parts)):
            return True
    return False

"""What the operator says of outlets, beside every citation of theirs and in every list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from retrieval.model import Citation, Copy
from retrieval.stored.catalogue import Listed, Outlet

T = TypeVar("T")


def labelled(value: T, labels: Mapping[str, str]) -> T:
    """The value, a frozen dataclass or a tuple of them, with the label of its outlet in each
    Citation, Copy, Listed and Outlet within."""
    return cast("T", _labelled(value, labels)) if labels else value


def _labelled(value: object, labels: Mapping[str, str]) -> object:
    if isinstance(value, Citation | Copy | Listed):
        return replace(value, label=labels.get(value.outlet or ""))
    if isinstance(value, Outlet):
        return replace(value, label=labels.get(value.name or ""))
    if isinstance(value, tuple):
        return tuple(_labelled(each, labels) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: getattr(value, each.name) for each in fields(value)}
        new = {name: _labelled(part, labels) for name, part in parts.items()}
        return replace(value, **{name: each for name, each in new.items() if each != parts[name]})
    return value

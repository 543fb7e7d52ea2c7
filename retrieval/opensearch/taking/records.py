"""Documents of somebody's index as records: what a cluster takes for the same is made the same.

To a cluster a value and a list of that one value are alike, a field of objects in a list is reached
by its path, and documents of several indices may have one name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from retrieval.articles.formats.fields import Flat
from retrieval.opensearch.replies import Reply


def plain(source: Mapping[str, Any], named: Iterable[str]) -> dict[str, Any]:
    """The record that a document's source is; a `named` field is there by its path where it stands
    in the objects of a list."""
    record = {name: _alone(value) for name, value in source.items()}
    flat: Flat | None = None
    for path in named:
        if "." not in path:
            continue
        flat = flat or Flat(record)
        if not flat.has([path]) and (values := [*_reached(record, path)]):
            record[path] = values if len(values) > 1 else values[0]
    return record


class Ids:
    """The ids of documents in the index, alias or pattern of that `name`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._given: set[bytes] = set()

    def of(self, hit: Reply) -> str:
        """The document's: that of a second one with its name says its index too."""
        key = str(hit["_id"])
        met = blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
        if met in self._given and "_index" in hit:
            return f"{self._name}/{hit['_index']}/{key}"
        self._given.add(met)
        return f"{self._name}/{key}"


def _alone(value: Any) -> Any:
    """The value; in the place of a list with one word, number or switch that one."""
    if isinstance(value, Mapping):
        return {name: _alone(each) for name, each in value.items()}
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str | int | float):
        return value[0]
    return value


def _reached(value: Any, path: str) -> Iterator[Any]:
    """What stands at the end of the path, in each object of a list on it."""
    if isinstance(value, list):
        for each in value:
            yield from _reached(each, path)
    elif isinstance(value, Mapping):
        if path in value:
            yield from value[path] if isinstance(value[path], list) else [value[path]]
            return
        for name, inside in value.items():
            if path.startswith(f"{name}."):
                yield from _reached(inside, path[len(name) + 1 :])

"""Somebody's index -> a file of JSON Lines, which a reindex reads as any other."""

from __future__ import annotations

import filecmp
import gzip
import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from retrieval.articles.formats.fields import Flat
from retrieval.articles.formats.names import OF_A_CLUSTER
from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.errors import DatabaseError, FetchError
from retrieval.fetching.polling import Polled
from retrieval.opensearch.address import IndexAddress, index_address
from retrieval.opensearch.client import Cluster, RefusedError
from retrieval.opensearch.replies import Reply
from retrieval.opensearch.taking.pages import documents
from retrieval.opensearch.taking.records import Ids, plain

_FILE: Final = "articles.jsonl.gz"
_SHOWN: Final = 12
"""Fields that an error names at most."""


class Index(NamedTuple):
    """Articles in an index: how they are read, and which of them, by a `query` of the cluster's. A
    field of them is the `outlet`, or the `language`. `password_file` holds the password of the
    address's user; its certificate is signed by `ca`, or a known authority."""

    address: IndexAddress
    reading: Reading = AS_IT_IS
    query: Mapping[str, Any] | None = None
    outlet: str | None = None
    language: str | None = None
    password_file: Path | None = None
    ca: Path | None = None

    @classmethod
    def at(cls, text: str) -> Index:
        """The index whose address is the `text`. Raises ArchiveAddressError."""
        return cls(index_address(text))

    @property
    def url(self) -> str:
        """Where it is, without its user."""
        return str(self.address)

    @property
    def read_as(self) -> Reading:
        """How the records are read that `take` writes."""
        return self.reading if self.reading.id else replace(self.reading, id=OF_A_CLUSTER)

    def folder(self, fetched: Path) -> Path:
        """Where in the folder of what was `fetched` lies what this gave."""
        host, name = self.address.hosts[0], self.address.name
        known = sha256(f"{host.name}:{host.port}/{name}".encode()).hexdigest()[:8]
        return fetched / f"{re.sub(r'[^a-z0-9._-]', '-', name).strip('.-') or 'index'}-{known}"

    @staticmethod
    def left_over(fetched: Path, indices: Iterable[Index]) -> list[Path]:
        """The folders of what was `fetched` from indices that are none of these."""
        known = {index.folder(fetched) for index in indices}
        found = (path.parent for path in fetched.glob(f"*/{_FILE}"))
        return sorted(each for each in found if each not in known)

    def take(self, fetched: Path, *, password: str | None = None) -> Polled:
        """Writes all of its documents into the folder of what was `fetched`, a line each, or leaves
        what was there; its user has the `password`. Raises FetchError where not all came."""
        path = self.folder(fetched) / _FILE
        part = path.with_name(f".{_FILE}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            count = _written(self, part, password)
            if not count:
                raise FetchError(self.url, self._is_empty(path))
            same = path.exists() and filecmp.cmp(part, path, shallow=False)
            os.replace(part, path)
        except DatabaseError as error:
            raise FetchError(self.url, self._why(error)) from None
        except OSError as error:
            raise FetchError(self.url, f"{path} cannot be written: {error.strerror}") from None
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return Polled(self.url, items=count, changed=[] if same else [path])

    def _why(self, error: DatabaseError) -> str:
        if not isinstance(error, RefusedError) or not self.query or not error.is_unknown:
            return error.reason
        return f"{error.reason}{error.why and f' ({error.why})'}; mend its query"

    def _is_empty(self, path: Path) -> str:
        which = f"no document is found in it{' by the query' * (self.query is not None)}"
        if path.exists():
            return f"{which} now; to take out those it had, remove {path}"
        return f"{which}; is that the right index{' and query' * (self.query is not None)}?"


def _written(index: Index, part: Path, password: str | None) -> int:
    """How many documents were written. Raises FetchError, a DatabaseError, OSError."""
    cluster = Cluster(index.address, password=password, ca=index.ca)
    with (
        closing(cluster),
        closing(documents(cluster, index.address.name, index.query)) as found,
        open(part, "wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as file,
    ):
        return _lines(index, found, file)


def _lines(index: Index, found: Iterable[Reply], file: gzip.GzipFile) -> int:
    reading = index.reading
    wanted = [reading.headline, reading.text, reading.published, reading.url, reading.id]
    named = [each for each in (*wanted, index.outlet, index.language) if each]
    lacking, known, ids = {*named}, dict[str, None](), Ids(index.address.name)
    count = 0
    for hit in found:
        if not isinstance(stored := hit.get("_source"), Mapping):
            raise FetchError(index.url, "it keeps no _source, without which no text is to be had")
        source = plain(stored, named)
        if lacking or not count:
            flat = Flat(source)
            lacking = {each for each in lacking if not flat.has([each])}
            known.update(dict.fromkeys(stored) if len(known) < _SHOWN else {})
        record = _record(index, ids.of(hit), source)
        line = json.dumps(record, ensure_ascii=False, sort_keys=True)
        file.write(line.encode("utf-8", "replace") + b"\n")
        count += 1
    if count and lacking:
        there = ", ".join(sorted(map(str, known))[:_SHOWN])
        missing = ", ".join(sorted(lacking))
        raise FetchError(index.url, f"no document has the field {missing}; there are {there}")
    return count


def _record(index: Index, known_as: str, source: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document as the formats read a record."""
    record = dict(source)
    flat = Flat(source)
    for name, field in (("outlet", index.outlet), ("language", index.language)):
        if field and (value := next(flat.values([field]), None)) is not None:
            record[name] = value
    said = next(flat.values([index.reading.id]), None) if index.reading.id else known_as
    if said is not None:
        record[OF_A_CLUSTER] = said
    return record

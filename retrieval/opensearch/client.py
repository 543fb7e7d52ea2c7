"""The cluster that is asked: its hosts, how long each call may take, what is tried again.

All that is met of opensearch-py is met here.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from retrieval.errors import ArchiveUnreachableError, DatabaseError, NothingIndexedError
from retrieval.opensearch import refusals
from retrieval.opensearch.address import ClusterAddress, IndexAddress, credentials
from retrieval.opensearch.replies import Replies, Reply, lacking

if TYPE_CHECKING:
    from opensearchpy import JSONSerializer, TransportError

QUESTION: Final = 2.0
"""Seconds that all calls of a question may take."""
WORK: Final = 60.0
"""Seconds that a call of a reindex may take."""
_CONNECTS: Final = 0.5
"""Seconds that it may take to reach a host: the next one may be quicker."""
_PAUSE: Final = 0.2
"""Seconds after which a cluster that had too much to do is asked once more."""
_TRIES: Final = 3
"""How often a host that cannot be reached is replaced by the next one, at most."""
_EXTRA: Final = 'pip install "nutgraf[opensearch]"'
_BUSY: Final = 429
_OTHER_HOST: Final = (502, 504)
"""What a proxy says whose node is gone."""
_ILL: Final = (500, 502, 503, 504)
_PARTIAL: Final = {"allow_partial_search_results": "false"}

Body = Mapping[str, Any] | str | bytes


class ConflictError(Exception):
    """Somebody else wrote the document before, or it is there already."""


class RefusedError(ArchiveUnreachableError):
    """The cluster is there, and does not do what it is asked, however often that is; with
    `is_unknown` because it has no such thing. `why` are its own words, which may be a reader's."""

    is_unknown = False
    why = ""


class Cluster:
    """The cluster at an address. Its methods may be called from any thread; they raise
    ArchiveUnreachableError, ArchiveIncompleteError, NothingIndexedError for an index that is not
    there."""

    def __init__(
        self, address: ClusterAddress, *, password: str | None = None, ca: Path | None = None
    ) -> None:
        try:
            from opensearchpy import OpenSearch

            serializer = _serializer()
        except ModuleNotFoundError:
            raise ArchiveUnreachableError(
                str(address), f"a cluster takes an extra: {_EXTRA}"
            ) from None
        for each in ("opensearch", "opensearchpy.trace"):  # they log readers' words
            logging.getLogger(each).setLevel(logging.CRITICAL)
        self.address, self.where = address, str(address)
        of = f"the index {address.name}" if isinstance(address, IndexAddress) else "the archive"
        self.replies = Replies(self.where, of)
        trust: dict[str, Any] = {"verify_certs": True, "ca_certs": str(ca) if ca else None}
        if ca and not ca.is_file():
            raise ArchiveUnreachableError(self.where, f"{ca}: no such file; mend archive_ca")
        self._client = OpenSearch(
            hosts=[{"host": each.name, "port": each.port} for each in address.hosts],
            http_auth=credentials(address, password),
            use_ssl=address.secure,
            **(trust if address.secure else {}),
            max_retries=0,  # what is tried again is decided here
            retry_on_status=(),
            retry_on_timeout=True,  # that is: the next call goes to another host
            pool_maxsize=16,
            serializer=serializer,
        )
        self._budget = threading.local()

    def close(self) -> None:
        """Closes all connections."""
        self._client.close()

    @contextmanager
    def question(self, seconds: float | None = None) -> Iterator[None]:
        """What is asked inside, by this thread, takes no longer than that in all, a QUESTION where
        nothing is said, or than it may take where this stands inside another."""
        if getattr(self._budget, "until", None) is not None:
            yield
            return
        self._budget.until = time.monotonic() + (QUESTION if seconds is None else seconds)
        try:
            yield
        finally:
            self._budget.until = None

    def search(self, index: str, body: Mapping[str, Any], *, named: bool = False) -> Reply:
        """The reply of all shards to one search; `named`: with the score of each named clause."""
        params = _PARTIAL | ({"include_named_queries_score": "true"} if named else {})
        body = {"timeout": f"{max(1, int(1000 * self._left()))}ms", **body}
        return self.replies.whole(self.call("POST", f"/{index}/_search", body, params))

    def searches(self, asked: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Reply]:
        """The replies to several, in one call."""
        if len(asked) == 1:
            return [self.search(*asked[0])]
        timeout = f"{max(1, int(1000 * self._left()))}ms"
        lines: list[Any] = []
        for index, body in asked:
            lines += [{"index": index, "allow_partial_search_results": False}]
            lines += [{"timeout": timeout, **body}]
        found = self.replies.said(self.call("POST", "/_msearch", _lines(lines), {}), "responses")
        if len(found) != len(asked):
            raise self.replies.incomplete(f"{len(found)} of {len(asked)} searches were answered")
        return [self.replies.whole(each) for each in found]

    def documents(self, wanted: Sequence[Mapping[str, Any]]) -> Sequence[Reply]:
        """The documents that these `_index`, `_id` (and `routing`, `_source`) name, in order."""
        found = self.call("POST", "/_mget", {"docs": [*wanted]})
        return self.replies.items(found, len(wanted))

    def document(self, index: str, key: str) -> Reply | None:
        """The document as it is now, with its `_seq_no` and `_primary_term`; None for none."""
        found = self.call("GET", f"/{index}/_doc/{quote(key, safe='')}", missing={"found": False})
        return found if self.replies.said(found, "found") else None

    def put(self, index: str, key: str, body: Mapping[str, Any], **params: object) -> Reply:
        """Writes a document whole. Raises ConflictError where the `params` say so."""
        given = {name: str(value) for name, value in params.items()}
        return self.call("PUT", f"/{index}/_doc/{quote(key, safe='')}", body, given)

    def call(
        self,
        method: str,
        path: str,
        body: Body | None = None,
        params: Mapping[str, str] | None = None,
        *,
        seconds: float = WORK,
        missing: Reply | None = None,
        hurried: bool = True,
    ) -> Reply:
        """The reply to any call; `missing` for one that says that there is none (404). It is tried
        at the next host where one cannot be reached, and once more where there is too much to do.
        What is not `hurried` may take its `seconds` inside a question too. Raises ConflictError
        too."""
        from opensearchpy import (
            ConnectionError,
            ConnectionTimeout,
            SerializationError,
            TransportError,
        )
        from urllib3 import Timeout

        tries, waited = 0, False
        while True:
            left = min(seconds, self._left()) if hurried else seconds
            if left <= 0:
                raise self.replies.incomplete("it took too long")
            try:
                within = Timeout(connect=min(_CONNECTS, left), read=left)
                found = self._client.transport.perform_request(
                    method, path, params={**(params or {}), "request_timeout": within}, body=body
                )
                if not isinstance(found, Mapping):
                    raise RefusedError(self.where, refusals.FOREIGN)
                return found
            except (SerializationError, AttributeError):  # the second for an error that is a list
                raise RefusedError(self.where, refusals.FOREIGN) from None
            except ConnectionTimeout:
                raise self.replies.incomplete("it took too long") from None
            except ConnectionError as error:
                tries += 1
                if tries == _TRIES or _is_distrust(error):
                    raise self._unreachable(error) from None
            except TransportError as error:
                if error.status_code == _BUSY and not waited:
                    waited = True
                    time.sleep(min(_PAUSE, max(0.0, self._left())))
                elif error.status_code in _OTHER_HOST and tries < _TRIES - 1:
                    tries += 1
                elif missing is not None and refusals.is_missing(error.status_code, error.info):
                    return missing
                else:
                    raise self._refused(error) from None

    def _left(self) -> float:
        """Seconds that a call may take now."""
        until = getattr(self._budget, "until", None)
        return WORK if until is None else until - time.monotonic()

    def _unreachable(self, error: TransportError) -> DatabaseError:
        if _is_distrust(error):
            return RefusedError(self.where, refusals.distrust(str(error.error)))
        return ArchiveUnreachableError(
            self.where, "none of its hosts can be reached; is it running, and the address right?"
        )

    def _refused(self, error: TransportError) -> Exception:
        """What an error of the cluster, or of what stands before it, means to us."""
        status, said = error.status_code, error.info
        if mended := refusals.remedy(status, said):
            return RefusedError(self.where, mended)
        if status == 404 and "index_not_found" in str(error.error):
            if isinstance(self.address, IndexAddress):
                return RefusedError(self.where, refusals.unnamed(said))
            return NothingIndexedError(self.where)
        if status == 409:
            return ConflictError()
        if status == _BUSY:
            return self.replies.incomplete("it has too much to do")
        if status in _ILL and isinstance(said, Mapping):
            return self.replies.incomplete(lacking(said))
        if status in _ILL:
            return ArchiveUnreachableError(self.where, refusals.GONE.format(status=status))
        what = lacking(said) if isinstance(said, Mapping) else refusals.FOREIGN
        refused = RefusedError(self.where, f"it answers {status}: {what}")
        refused.is_unknown, refused.why = status in (400, 405), refusals.why_refused(said)
        return refused


def _serializer() -> JSONSerializer:
    """Reads replies several times as fast as the library's own."""
    from opensearchpy import JSONSerializer, SerializationError
    from orjson import JSONDecodeError, loads

    class Serializer(JSONSerializer):
        def loads(self, s: str) -> Any:
            try:
                return loads(s)
            except JSONDecodeError as error:
                raise SerializationError(s, error) from None

    return Serializer()


def _is_distrust(error: Exception) -> bool:
    from opensearchpy import SSLError

    return isinstance(error, SSLError)


def _lines(each: Sequence[Any]) -> str:
    import json

    return "".join(f"{json.dumps(one, separators=(',', ':'))}\n" for one in each)

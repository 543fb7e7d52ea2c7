"""XML as strangers write it -> a tree without entities of its own, read as far as it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any, Final

from lxml import etree

from retrieval.articles.formats.decoding import decode_any
from retrieval.articles.formats.pages.source_text import encoding_of

_DECLARED: Final = re.compile(rb"\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_DECLARATION: Final = re.compile(r"\s*<\?xml[^<>]{0,300}\?>")
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_XMLS_OWN: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))
_ROOT: Final = re.compile(rb"<[A-Za-z]")


def tree_of(raw: bytes, encoding: str | None = None) -> Any:
    """The root of the XML in `raw`. Raises ValueError with the remedy where it is none."""
    root = _ROOT.search(raw)
    if b"<!ENTITY" in raw[: root.start() if root else len(raw)]:
        raise ValueError("XML with entities of its own; save it without a DTD")
    text = _decoded(raw, encoding)
    text = _ENTITY.sub(_character, _DECLARATION.sub("", text, count=1)).replace("\0", "")
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ValueError("not XML; save it anew") from error
    if tree is None:
        raise ValueError("not XML; save it anew")
    return tree


def local(element: Any) -> str:
    """The element's name without its namespace; nothing for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Any, *names: str) -> Iterator[Any]:
    """The children of these names, whatever their namespace."""
    return (each for each in element if local(each) in names)


def descendants(element: Any, *names: str) -> Iterator[Any]:
    """The elements of these names below it, in their order."""
    return (each for each in element.iter() if local(each) in names)


def first(element: Any, *names: str) -> Any | None:
    """The first element below it of the first of these names that there is one of."""
    for name in names:
        for each in descendants(element, name):
            return each
    return None


def words_of(element: Any | None) -> str:
    """All the text in the element, on one line; nothing for None."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def marked_up(element: Any) -> str:
    """The text in the element; with its tags where there are some, as in Atom's XHTML."""
    if not len(element):
        return element.text or ""
    parts = (etree.tostring(each, encoding="unicode", with_tail=True) for each in element)
    return re.sub(r"<(/?)[\w-]+:", r"<\1", (element.text or "") + "".join(parts))


def _decoded(raw: bytes, encoding: str | None) -> str:
    declared = _DECLARED.match(raw)
    name = encoding or (encoding_of(declared[1].decode("ascii")) if declared else None)
    if encoding is None and raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = None
    try:
        return decode_any(raw, name).text
    except ValueError:
        if encoding:
            raise
        return decode_any(raw).text


def _character(found: re.Match[str]) -> str:
    name = found[1]
    return found[0] if name in _XMLS_OWN else html5.get(f"{name};", found[0])

"""WordPress's export -> a record for each post that is published, and none other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, BinaryIO, Final

from retrieval.articles.formats.exports.records import bytes_of, record, worded
from retrieval.articles.formats.exports.xml import children, descendants, local, tree_of, words_of
from retrieval.articles.formats.markup import Worded
from retrieval.articles.reading import Reading
from retrieval.articles.unpacking import Unpacked

_CAPTION: Final = re.compile(r"\[caption\b[^\[\]]{0,500}\](.{0,3000}?)\[/caption\]", re.S | re.I)
_IMAGE: Final = re.compile(r"<(?:img|a)\b[^<>]{0,2000}>|</a>", re.I)
_PAIR: Final = re.compile(r"\[(/?)([a-z][\w-]{2,40})((?:\s[^\[\]]{0,2000})?)/?\]", re.I)
_SILENT: Final = re.compile(
    r"\[(gallery|embed|audio|video|playlist|youtube|contact-form[\w-]*)\b[^\[\]]{0,2000}\]"
    r"(?:[^\[\]]{0,2000}\[/\1\])?",
    re.I,
)
_NONE: Final = "0000-00-00"


def unpack(file: BinaryIO, name: str, reading: Reading) -> Iterator[Unpacked]:  # noqa: ARG001
    """The posts of an export. Raises ValueError with the remedy where it is none."""
    tree = tree_of(bytes_of(file), reading.encoding)
    channel = next(children(tree, "channel"), tree)
    outlet = words_of(next(children(channel, "title"), None))
    language = words_of(next(children(channel, "language"), None))
    for number, item in enumerate(descendants(channel, "item"), start=1):
        fields = _fields(item)
        if fields.get("post_type", "post") != "post":
            continue
        place = fields.get("post_id", "").strip() or str(number)
        status = fields.get("status", "publish").strip()
        if status != "publish" or fields.get("post_password", "").strip():
            reason = "protected" if status == "publish" else status
            yield Unpacked(place, None, f"not published ({reason}); it is left out")
            continue
        blocks = _blocks(fields.get("encoded", ""))
        if not blocks:
            yield Unpacked(place, None, "no text in the post")
            continue
        found = record(
            blocks,
            headline=fields.get("title"),
            url=fields.get("link", "").strip(),
            published=_published(fields),
            outlet=outlet,
            language=language,
        )
        yield Unpacked(place, found)


def _fields(item: Any) -> dict[str, str]:
    """The texts of an item; `encoded` is the post's, not the excerpt's."""
    fields: dict[str, str] = {}
    for child in item:
        if local(child) != "encoded" or "excerpt" not in child.tag:
            fields.setdefault(local(child), child.text or "")
    return fields


def _published(fields: dict[str, str]) -> str | None:
    """The day and time in the site's own zone, which is how far it is from GMT."""
    there, gmt = fields.get("post_date", "").strip(), fields.get("post_date_gmt", "").strip()
    if not there or there.startswith(_NONE):
        return fields.get("pubDate", "").strip() or None
    try:
        moment, utc = datetime.fromisoformat(there), datetime.fromisoformat(gmt)
    except ValueError:
        return there
    minutes = round((moment - utc) / timedelta(minutes=15)) * 15
    if abs(minutes) > 15 * 60:
        return there
    sign, minutes = "-" if minutes < 0 else "+", abs(minutes)
    return f"{moment.isoformat()}{sign}{minutes // 60:02}:{minutes % 60:02}"


def _blocks(html: str) -> list[Worded]:
    """The blocks of a post; WordPress parts paragraphs by blank lines and has codes in brackets."""
    html = _CAPTION.sub(_caption, html)
    html = _SILENT.sub("", html)
    names = {found[2].lower() for found in _PAIR.finditer(html) if found[1] or "=" in found[3]}
    html = _PAIR.sub(lambda found: "" if found[2].lower() in names else found[0], html)
    return worded(html, is_html=True)


def _caption(found: re.Match[str]) -> str:
    words = _IMAGE.sub("", found[1]).strip()
    return f"\n\n<figcaption>{words}</figcaption>\n\n" if words else ""

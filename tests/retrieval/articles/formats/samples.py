"""A file of each form that is read, made up, and the signs of it that are no article's words."""

from __future__ import annotations

import gzip
import json
from typing import Final

from retrieval.articles.formats import packing
from tests.retrieval.articles.formats import test_exports as exports
from tests.retrieval.articles.formats import test_feeds as feeds
from tests.retrieval.articles.formats import test_pages as pages
from tests.retrieval.articles.formats import test_press as press
from tests.tools.saved_pages.articles import LANGUAGES, made
from tests.tools.saved_pages.other_shapes import next_js_empty

FIRST: Final = exports.FIRST
SECOND: Final = exports.SECOND
_RECORD: Final = {
    "headline": exports.HEADLINE,
    "text": f"{FIRST}\n\n{SECOND}",
    "url": "https://a.b",
}

_BLOCKS: Final = [{"type": "paragraph", "data": {"text": text}} for text in (FIRST, SECOND)]
_EDITED: Final = {"title": exports.HEADLINE, "content": {"blocks": _BLOCKS}}
_PRESS: Final = {"n": 2, "headline": exports.HEADLINE, "outlet": "Oster Post", "first": FIRST,
                 "second": SECOND}  # fmt: skip

zstd: Final = packing.zstandard()
SAMPLES: Final[dict[str, bytes]] = {
    "text": f"{exports.HEADLINE}\n\n{FIRST}\n\n{SECOND}\n".encode(),
    "front matter": f"---\ntitle: A\npublished: 2023-01-02\n---\n\n{FIRST}\n\n{SECOND}\n".encode(),
    "toml": f'+++\ntitle = "A"\ndraft = false\n+++\n\n{FIRST}\n\n{SECOND}\n'.encode(),
    "markdown": f"# A\n\n**{FIRST}** [x](https://y.z)\n\n* {SECOND}\n\n{{{{< x >}}}}\n".encode(),
    "json": json.dumps([_RECORD, _RECORD], indent=1).encode(),
    "jsonl": "\n".join(json.dumps(_RECORD) for _ in range(2)).encode(),
    "jsonl.gz": gzip.compress("\n".join(json.dumps(_RECORD) for _ in range(2)).encode()),
    "jsonl.zst": zstd.compress("\n".join(json.dumps(_RECORD) for _ in range(2)).encode()),
    "csv.zst": zstd.compress(f'title,content\n"A","{FIRST}"\n"B","{SECOND}"\n'.encode()),
    "csv.gz": gzip.compress(f'title,content\n"A","{FIRST}"\n"B","{SECOND}"\n'.encode()),
    "csv": f'title,content,url\n"A","{FIRST}",https://a.b\n"B","{SECOND}",https://a.c\n'.encode(),
    "blocks": json.dumps([_EDITED, _EDITED], indent=1).encode(),
    "edges": json.dumps({"data": {"news": {"edges": [{"node": _RECORD}]}}}, indent=1).encode(),
    "genios": (press.GENIOS.format(**_PRESS) * 2).encode(),
    "europresse": (press.EUROPRESSE.format(**_PRESS) * 2).encode(),
    "proquest": (press.PROQUEST.format(**_PRESS) * 2).encode(),
    "said": (
        f"Oster Post\n2 January 2023\n\n{exports.HEADLINE}\n-----\n\n{FIRST}\n\n{SECOND}\n\nhttps://a.b\n"
    ).encode(),
    "unshown page": next_js_empty(made(LANGUAGES[0], 0)).encode(),
    "table with a comment": f'# x\ntitle;text\n"A";"{FIRST}"\n"B";"{SECOND}"\n'.encode(),
    "tags in a text": f"{exports.HEADLINE}\n\n<p>{FIRST}</p>\n<p>{SECOND}</p>\n".encode(),
    "pelican": f"Title: A\nDate: 2023-01-02\nStatus: published\n\n{FIRST}\n\n{SECOND}\n".encode(),
    "bold": f"A\n\n**{FIRST}**\n\n[{SECOND}](https://a.b)\n".encode(),
    "one of factiva": exports.FACTIVA.encode(),
    "mhtml": (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.b/c\nSubject: A\n"
        "Date: Tue, 3 Jan 2023 10:00:00 -0000\nMIME-Version: 1.0\n"
        "Content-Type: multipart/related; boundary=b\n\n--b\n"
        f"Content-Type: text/html\n\n{pages.saved(pages.TEXT)}\n--b--\n"
    ).encode(),
    "html": pages.saved(pages.TEXT).encode(),
    "fragment": f"<div><h1>A</h1>\n{pages.TEXT}</div>".encode(),
    "rss": feeds.rss(),
    "wxr": feeds.wxr(),
    "telegram": exports.channel(exports.post(1, FIRST), exports.post(2, SECOND)),
    "eml": exports.LETTER.encode(),
    "mbox": f"From x@y.z Mon Jan  2 10:00:00 2023\n{exports.LETTER}\n".encode(),
    "nexis": (exports.nexis(1) + exports.nexis(2)).encode(),
    "factiva": (exports.FACTIVA * 2).encode(),
    "coded": (exports.CODED * 2).encode(),
    "nitf": exports.NITF.encode(),
    "g2": exports.G2.encode(),
    "newsml": exports.NEWSML.encode(),
    "docx": exports.word(*map(exports.line, exports.TEXT)),
    "warc": exports.response(pages.saved(pages.TEXT).encode()),
    "warc.gz": gzip.compress(exports.response(pages.saved(pages.TEXT).encode())),
    "pdf": b"%PDF-1.7\n" + FIRST.encode(),
    "lfs": b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(200),
}
SUFFIXES: Final = (
    ".txt .md .html .json .jsonl .csv .xml .eml .docx .warc .gz .pdf .css .text .htm .tsv"
).split()

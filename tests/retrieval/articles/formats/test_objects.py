"""JSON as programs keep it: an article in objects round it, its text in a tree of blocks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from retrieval.articles.files import parse, sources
from tests.retrieval.articles.formats.reading import articles, reasons, words

HEADLINE: Final = "Ferry service to Lindholm resumes"
FIRST: Final = "The ferry sailed again on Monday, two days after the storm."
SECOND: Final = "The harbour master said 41 boats had broken loose."
PLAIN: Final = {"title": HEADLINE, "date": "2023-01-02", "text": f"{FIRST}\n\n{SECOND}"}


def spans(text: str, name: str = "text", **more: object) -> list[dict[str, object]]:
    """A line in two parts, the second of them marked."""
    return [{name: text[:9], **more}, {name: text[9:], **more, "marks": ["bold"]}]


BODIES: Final[dict[str, Any]] = {
    "editor.js": {
        "time": 1672653600000,
        "blocks": [
            {"type": "paragraph", "data": {"text": f"<b>{FIRST[:9]}</b>{FIRST[9:]}"}},
            {"type": "image", "data": {"file": {"url": "https://x/y.jpg"}, "caption": "A pier."}},
            {"type": "paragraph", "data": {"text": SECOND}},
        ],
    },
    "draft.js": {
        "blocks": [
            {"key": str(n), "text": text, "type": "unstyled", "entityRanges": []}
            for n, text in enumerate((FIRST, SECOND))
        ],
        "entityMap": {},
    },
    "contentful": {
        "nodeType": "document",
        "data": {},
        "content": [
            {"nodeType": "paragraph", "data": {}, "content": spans(x, "value", nodeType="text")}
            for x in (FIRST, SECOND)
        ],
    },
    "prosemirror": {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": spans(x, type="text")} for x in (FIRST, SECOND)
        ],
    },
    "portable text": [
        {"_type": "block", "style": "normal", "children": spans(x, _type="span")}
        for x in (FIRST, SECOND)
    ],
    "slate": [{"type": "paragraph", "children": spans(x)} for x in (FIRST, SECOND)],
    "lexical": {
        "root": {
            "type": "root",
            "children": [
                {"type": "paragraph", "children": spans(x, type="text")} for x in (FIRST, SECOND)
            ],
        }
    },
    "values": [{"type": "text", "value": x} for x in (FIRST, SECOND)],
    "contents": [{"type": "p", "content": x} for x in (FIRST, SECOND)],
    "html": [{"kind": "html", "html": f"<p>{x}</p>"} for x in (FIRST, SECOND)],
    "languages": {"en": f"{FIRST}\n\n{SECOND}"},
    "escaped": f"&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;",
    "paragraphs by a name": {"p": [FIRST, SECOND]},
    "a list in one field": repr([FIRST, SECOND]),
    "json in one field": json.dumps([FIRST, SECOND]),
    "newlines as signs": f"{FIRST}\\n{SECOND}",
}


@pytest.mark.parametrize("name", BODIES)
def test_a_text_in_blocks_is_read_whatever_program_keeps_it(name: str) -> None:
    given = {"title": HEADLINE, "date": "2023-01-02", "body": BODIES[name]}
    for raw in (json.dumps([given]), json.dumps(given)):
        [article] = articles(raw.encode())
        assert words(article) == [FIRST, SECOND]
        assert (article.headline, article.published) == (HEADLINE, "2023-01-02")


def test_headings_captions_tables_and_notes_in_blocks_are_told_apart() -> None:
    body = [
        {"type": "text", "content": FIRST},
        {"type": "header", "content": "At sea"},
        {"type": "interstitial_link", "content": "Read more about ferries", "url": "/x"},
        {"type": "image", "caption": "The pier.", "url": "https://x/y.jpg"},
        {"type": "list", "items": [{"type": "text", "content": SECOND}]},
        {"type": "table", "data": {"content": [["Boats", "41"], ["Sunk", "3"]]}},
        {"type": "raw_html", "content": "<script>x()</script>"},
        {"type": "correction", "text": "An earlier version said 42."},
    ]
    given = {"headlines": {"basic": HEADLINE}, "content_elements": body}
    [article] = articles(json.dumps(given).encode())
    assert article.headline == HEADLINE
    assert words(article) == [FIRST, SECOND, "Boats | 41", "Sunk | 3"]
    assert words(article, "heading") == ["At sea"]
    assert words(article, "caption") == ["The pier."]
    assert words(article, "note") == ["An earlier version said 42."]


@pytest.mark.parametrize(
    "wrapped",
    [
        {"data": {"articles": {"edges": [{"node": PLAIN}], "pageInfo": {"hasNextPage": False}}}},
        {"hits": {"total": 1, "hits": [{"_index": "news", "_id": "7", "_source": PLAIN}]}},
        {"data": [{"id": 1, "attributes": PLAIN}], "meta": {"pagination": {"page": 1}}},
        {"sys": {"type": "Array"}, "items": [{"sys": {"id": "1"}, "fields": PLAIN}]},
        {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": PLAIN}]}},
        {"props": {"pageProps": {"article": PLAIN, "related": [{"title": "x", "summary": "y"}]}}},
        {"db": [{"data": {"posts": [PLAIN], "tags": [{"name": "News", "description": "All"}]}}]},
        {"@graph": [{"@type": "WebSite", "name": "A", "description": "B"},
                    {"@type": "NewsArticle", **PLAIN}]},
        {"meta": {"title": HEADLINE, "date": "2023-01-02"}, "text": PLAIN["text"]},
        {"title": [{"value": HEADLINE}], "created": [{"value": "2023-01-02"}],
         "body": [{"value": f"<p>{FIRST}</p><p>{SECOND}</p>"}]},
    ],
)  # fmt: skip
def test_the_article_is_found_in_what_was_put_round_it(wrapped: dict[str, Any]) -> None:
    for raw in (json.dumps(wrapped, indent=1), json.dumps(wrapped)):
        [article] = articles(raw.encode(), "a.json")
        assert words(article) == [FIRST, SECOND]
        assert (article.headline, article.published) == (HEADLINE, "2023-01-02")
        assert not reasons(raw.encode(), "a.json")


def test_json_behind_a_comment_a_call_or_a_name_is_read_and_pythons_own_is_never_quoted() -> None:
    text = json.dumps([PLAIN])
    for raw in (f"// exported\n{text}", f"callback({text});", f"window.YTD.part0 = {text}"):
        [article] = articles(raw.encode(), "a.js")
        assert words(article) == [FIRST, SECOND]
    for raw in (repr(PLAIN), repr([PLAIN])):
        assert not articles(raw.encode(), "a.txt")


def test_a_table_that_is_kept_by_its_columns_is_read_row_by_row() -> None:
    by_column = {name: {"0": value, "1": value} for name, value in PLAIN.items()}
    split = {"columns": list(PLAIN), "index": [0, 1], "data": [list(PLAIN.values())] * 2}
    for value in (by_column, split):
        found = articles(json.dumps(value).encode(), "a.json")
        assert [words(each) for each in found] == [[FIRST, SECOND]] * 2
        assert [each.published for each in found] == ["2023-01-02"] * 2


def test_articles_under_their_numbers_are_all_read() -> None:
    raw = json.dumps({"1": PLAIN, "2": {**PLAIN, "title": "Another"}}).encode()
    assert [each.headline for each in articles(raw, "a.json")] == [HEADLINE, "Another"]


def test_lines_of_an_array_and_of_a_sequence_are_records(tmp_path: Path) -> None:
    line, path = json.dumps(PLAIN), tmp_path / "a.jsonl"
    for text in (f"[\n{line},\n{line}\n]\n", f"\x1e{line}\n\x1e{line}\n", f"{line},\n{line},\n"):
        path.write_text(text)
        found = list(sources(path, root=None))
        assert [each.headline for each in map(parse, found)] == [HEADLINE, HEADLINE]  # type: ignore[arg-type]


def test_a_first_line_without_a_stop_heads_a_record_that_states_no_headline() -> None:
    raw = json.dumps([{"text": f"{HEADLINE}\n{FIRST}\n{SECOND}"}]).encode()
    [article] = articles(raw)
    assert (article.headline, article.marks) == (HEADLINE, ())
    assert words(article) == [FIRST, SECOND]


def test_blocks_without_end_or_beyond_all_depth_are_no_text() -> None:
    deep: Any = FIRST
    for _ in range(200):
        deep = {"type": "doc", "content": [deep]}
    many = [{"type": "text", "value": "a"}] * 30_000
    bodies: tuple[Any, ...] = (deep, many, [[]], [None, 7], {"x": {}})
    for body in bodies:
        raw = json.dumps([{"title": HEADLINE, "body": body}]).encode()
        assert not articles(raw)
        assert reasons(raw)

"""The stand-in reads Telegram's HTML as the Bot API server does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.html import checked_url, cut, units
from tests.telegram.model import Formatted, RefusedError
from tests.telegram.text import format_text, found_entities


def html(source: str) -> Formatted:
    return format_text(source, "HTML")


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **more}


def refusal(source: str) -> str:
    with pytest.raises(RefusedError) as caught:
        html(source)
    return caught.value.description.removeprefix("Bad Request: can't parse entities: ")


def test_offsets_count_utf16_units() -> None:
    text = html("😀 <b>b😀ld</b> and <i>🗞</i>")
    assert text.text == "😀 b😀ld and 🗞"
    assert text.entities == [entity("bold", 3, 5), entity("italic", 13, 2)]
    assert text.spans("bold") == ["b😀ld"]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<strong>x</strong>", "bold"),
        ("<em>x</em>", "italic"),
        ("<ins>x</ins>", "underline"),
        ("<strike>x</strike>", "strikethrough"),
        ("<del>x</del>", "strikethrough"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<BLOCKQUOTE expandable>x</blockquote>", "expandable_blockquote"),
    ],
)
def test_a_tag_becomes_its_entity(source: str, kind: str) -> None:
    assert html(source).entities == [entity(kind, 0, 1)]


def test_a_link_keeps_its_address_as_telegram_writes_it() -> None:
    text = html(
        '<a href="https://Example.org">one</a> <a href="http://e.org/a?b=1&amp;c=2">two</a>'
    )
    assert text.links() == [("one", "https://example.org/"), ("two", "http://e.org/a?b=1&c=2")]


@pytest.mark.parametrize("address", ["localhost/x", "ftp://example.org", "http://a b.org", "x y"])
def test_a_link_to_no_valid_address_is_lost_and_reported(address: str) -> None:
    text = html(f'<a href="{address}">label</a>')
    assert (text.text, text.entities) == ("label", [])
    assert "silently lost" in text.losses[0]


def test_code_with_a_language_inside_pre_is_one_entity() -> None:
    text = html('<pre><code class="language-python">x</code></pre>')
    assert text.entities == [entity("pre", 0, 1, language="python")]


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("&lt;b&gt; &amp;amp; &quot;x&quot; &#169; &#x1F600;", '<b> &amp; "x" © 😀'),
        ("AT&T & &nbsp; &apos; &hellip;", "AT&T & &nbsp; &apos; &hellip;"),
        ("  \n hello \t\r\n ", "hello"),
        ("a\r\nb\tc", "a\nb c"),
        ("<b>  x </b>  ", "x"),
    ],
)
def test_references_and_blanks_are_read_as_telegram_reads_them(source: str, plain: str) -> None:
    assert html(source).text == plain


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("é<x>y</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x>y</a>', 'Unclosed start tag "a" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source: str, answer: str) -> None:
    assert refusal(source) == answer


def test_quotes_in_quotes_and_marks_in_code_are_dropped_and_reported() -> None:
    quotes = html("<blockquote>a <blockquote>b</blockquote></blockquote>")
    assert quotes.entities == [entity("blockquote", 0, 3)]
    assert "nested" in quotes.losses[0]
    code = html("<b>a <code>b</code> c</b>")
    assert code.entities == [entity("bold", 0, 2), entity("code", 2, 1), entity("bold", 3, 2)]
    linked = html('<a href="https://e.org/"><code>x</code></a>')
    assert linked.entities == [entity("code", 0, 1)]
    assert "text_link" in linked.losses[0]


def test_more_than_a_hundred_entities_are_cut_and_reported() -> None:
    text = html("<b>x</b> " * 103)
    assert len(text.entities) == 100
    assert text.losses == ["103 entities: the last 3 are silently dropped"]


def test_length_is_counted_after_parsing() -> None:
    assert len(html(f"<b>{'x' * 4096}</b>").text) == 4096
    assert refusal("x" * 4097) == "Bad Request: message is too long"
    assert refusal("&amp;" * 6554) == "Bad Request: text is too long"
    assert refusal("") == "Bad Request: message text is empty"
    assert refusal(" <b> \n</b>") == "Bad Request: text must be non-empty"


def test_telegram_finds_commands_mentions_and_addresses_itself() -> None:
    kinds = [
        (found["type"], cut("/ask@b_bot hi @ada_1, see https://e.org/x. #news a/b", **span(found)))
        for found in found_entities("/ask@b_bot hi @ada_1, see https://e.org/x. #news a/b")
    ]
    assert kinds == [
        ("bot_command", "/ask@b_bot"),
        ("mention", "@ada_1"),
        ("url", "https://e.org/x"),
        ("hashtag", "#news"),
    ]


def span(found: dict[str, int]) -> dict[str, int]:
    return {"offset": found["offset"], "length": found["length"]}


def test_addresses_without_a_scheme_get_one() -> None:
    assert checked_url("Example.org/Path") == "http://example.org/Path"
    assert checked_url("tg://user?id=1") == "tg://user?id=1"
    assert checked_url("https://") is None


@given(st.text(alphabet="ab &<>\"'/=\n😀éx;#1", max_size=40))
def test_any_markup_is_parsed_or_refused(source: str) -> None:
    try:
        text = html(source)
    except RefusedError:
        return
    for found in text.entities:
        assert 0 <= found["offset"] < found["offset"] + found["length"] <= units(text.text)

"""Messages say what they must, and stay within Telegram's limits whatever the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import InlineKeyboardButton

from bot.conversation.replies import Reply
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.telegram.rendering import greetings
from bot.telegram.rendering.citations import Citing
from bot.telegram.rendering.links import article_url, to_text
from bot.telegram.rendering.markup import emphasised
from bot.telegram.rendering.message import Message
from bot.telegram.rendering.messages import News, Renderer
from bot.text import cut, cut_front, is_blank, units
from retrieval import (
    Answer,
    Citation,
    Correction,
    Coverage,
    Excerpt,
    Figure,
    Offsets,
    Part,
    Passage,
    Quote,
    Refusal,
    Speaker,
    Standing,
    Verification,
)
from retrieval.model import SpeakerOffsets
from tests.telegram.model import Formatted
from tests.telegram.text import format_text
from tests.tools.examples import up_to

RENDERER = Renderer(ENGLISH, "nutgraf_test_bot")
COVERAGE = Coverage(3, 7, "2024-03-05", None, "2024-03-06T12:30:00Z")
PAGE = "https://coast-post.example/fire"

AWKWARD = st.one_of(
    st.text(min_size=1, max_size=80),
    st.sampled_from(
        [
            "<b>bold</b> & <a href='x'>",
            "&lt;&amp;",
            "👩‍👩‍👧‍👦 🏳️‍🌈 " * 9,
            "שלום עולם",
            "كلمة " * 40,
            "ab " * 1700,
            "x" * 5000,
            "𝒳" * 2300,
            "& " * 2500,
            "漢字" * 2100,
            "</blockquote>",
            "\x08\u200b",
        ]
    ),
)
HEADLINES = st.one_of(AWKWARD, st.sampled_from(["H" * 4000, "Word " * 800, "😀" * 3000]))
URLS = st.one_of(
    st.none(),
    st.text(max_size=60),
    st.sampled_from([PAGE, "http://localhost/x", f"{PAGE}?a=1&b=<2>#c", PAGE + "/&" * 1500]),
)


@st.composite
def quotes(draw: st.DrawFn, number: int = 1) -> Quote:
    """A quote of any words, its offsets true, with up to 500 matched words."""
    before, sentence, after = draw(st.tuples(AWKWARD, AWKWARD, AWKWARD))
    alone = draw(st.booleans())
    text = sentence if alone else before + sentence + after
    base = draw(st.integers(0, 50))
    start = base if alone else base + len(before)
    step = draw(st.integers(2, 9))
    second = draw(st.one_of(st.none(), st.just((base, base + len(text)))))
    spans = [(base + at, base + at + step - 1) for at in range(0, min(len(text), 500 * step), step)]
    paragraph = draw(st.one_of(st.none(), st.integers(1, 10**6)))
    return Quote(
        sentence=sentence,
        text=text,
        score=1.0,
        matched=(),
        offsets=Offsets(
            (base, base + len(text)), (start, start + len(sentence)), tuple(spans), second
        ),
        address=f"k5x2m7qwzt4a-{number}-9f3c",
        citation=Citation(
            number=number,
            article=f"a{draw(st.integers(1, 20))}",
            headline=draw(HEADLINES),
            outlet=draw(st.one_of(st.none(), AWKWARD)),
            url=draw(URLS),
            published=draw(st.sampled_from([None, "2024-03-05", "2024-03-05T10:00:00Z", "soon"])),
            section=None,
            kind="caption" if paragraph is None else "paragraph",
            paragraph=paragraph,
            paragraphs=10**6,
        ),
    )


ANSWERED = st.integers(1, 10).flatmap(
    lambda count: st.tuples(*(quotes(number) for number in range(1, count + 1)))
)


def answered(*these: Quote) -> Reply:
    return Reply(Answer("who?", date(2024, 3, 6), "en", 0.9, these, None, COVERAGE))


def refused(refusal: Refusal, question: str = "?", meant: str = "") -> Reply:
    return Reply(Answer(question, date(2024, 3, 6), "en", 0.0, (), refusal, COVERAGE), meant=meant)


def pages(reply: Reply, *, echo: bool = False, quotes: int = 3) -> list[Message]:
    """All pages of an answer, by the buttons under them."""
    renderer = replace(RENDERER, quotes=quotes)
    found = [renderer.answer(reply, echo=echo)]
    while f"page:{len(found)}" in str(found[-1].keyboard):
        found.append(renderer.answer(reply, page=len(found), echo=echo))
    return found


def plain_quote(sentence: str, text: str, **citation: object) -> Quote:
    start = text.index(sentence)
    details = {
        "number": 1,
        "article": "a",
        "headline": "Fire",
        "outlet": "Coast Post",
        "url": PAGE,
        "published": None,
        "section": None,
        "kind": "paragraph",
        "paragraph": 2,
        "paragraphs": 3,
    }
    offsets = Offsets((0, len(text)), (start, start + len(sentence)), ((0, 3), (4, 7)))
    cited = Citation(**(details | citation))  # type: ignore[arg-type]
    return Quote(sentence, text, 1.0, (), offsets, "k5x2m7qwzt4a-2-9f3c", cited)


def parsed(message: Message) -> Formatted:
    """The message as Telegram reads it; fails where a limit is passed or anything is lost."""
    assert len(message.html.encode()) <= 32_768
    formatted = format_text(message.html, "HTML", None)
    assert formatted.losses == []
    assert units(formatted.text) <= 4096
    assert len(formatted.entities) <= 100
    for row in message.keyboard.inline_keyboard if message.keyboard else ():
        assert len(row) <= 8
        for button in row:
            assert not is_blank(button.text)
            assert len(str(button.callback_data or "").encode()) <= 64
    return formatted


def shown(words: str) -> str:
    """Words as they come out of Telegram, which tidies spaces and odd characters."""
    return "".join(character for character in words if character.isalnum())


@settings(max_examples=up_to(40), deadline=None)
@given(ANSWERED, st.none() | AWKWARD, st.integers(1, 10), st.booleans(), st.integers(0, 10**6))
def test_any_answer_keeps_all_limits_and_its_citations_whole(
    these: tuple[Quote, ...], question: str | None, to_a_page: int, followed: bool, copies: int
) -> None:
    reply = replace(
        answered(*these), followed=followed, copies={each.address: copies for each in these}
    )
    reply = replace(reply, answer=replace(reply.answer, question=question or ""))
    shown_pages = pages(reply, echo=question is not None, quotes=to_a_page)
    messages = [parsed(each) for each in shown_pages]
    assert sum(len(message.links()) for message in messages) == len(these)
    passages = [shown(quote.text) for quote in these]
    for block in (block for message in messages for block in message.spans("blockquote")):
        assert any(shown(part) in text for text in passages for part in [block.strip("… ")])
    for quote in these:
        assert f".{quote.address}" in str([each.keyboard for each in shown_pages]) or (
            f"at:{quote.address}" in str([each.keyboard for each in shown_pages])
        )


@st.composite
def verifications(draw: st.DrawFn) -> Verification:
    """What became of any words, with a diff of any of them."""
    quote = draw(quotes())
    offsets = draw(st.sampled_from([(0, 1), (10**9, 10**9 + 1)]))
    standing = Standing(
        quote.text, offsets, "f" * 64, quote.address, quote.citation, draw(st.booleans())
    )
    sides = st.sampled_from(["both", "text", "article"])
    parts = draw(st.lists(st.builds(Part, sides, AWKWARD), max_size=40))
    verdict: Literal["stands", "differs"] = "differs" if parts else "stands"
    return Verification(verdict, quote.text, standing, tuple(parts))


@settings(max_examples=up_to(40), deadline=None)
@given(st.lists(verifications(), min_size=1, max_size=10), st.sampled_from(sorted(LANGUAGES)))
def test_any_verification_keeps_all_limits_with_its_hash_and_citation(
    checked: list[Verification], code: str
) -> None:
    renderer = replace(RENDERER, texts=LANGUAGES[code])
    for each in checked:
        message = parsed(renderer.verified(each))
        assert len(message.links()) == 1
    numbered = [(str(number), each) for number, each in enumerate(checked, 1)]
    together = parsed(renderer.checked(numbered, back=3))
    assert "f" * 64 in together.text
    assert 1 <= len(together.links()) <= len(checked)


@settings(max_examples=up_to(40), deadline=None)
@given(quotes(), st.lists(st.tuples(AWKWARD, AWKWARD), max_size=5), st.booleans())
def test_any_corrections_keep_all_limits(
    quote: Quote, changed: list[tuple[str, str]], refused_too: bool
) -> None:
    corrections = tuple(
        Correction(before, after, "2024-03-06T12:30:00Z", quote.address, quote.citation)
        for before, after in changed
    )
    reply = refused(Refusal("low_confidence")) if refused_too else answered(quote)
    answer = replace(reply.answer, corrections=corrections)
    parsed(RENDERER.answer(replace(reply, answer=answer)))


@settings(max_examples=up_to(100), deadline=None)
@given(quotes())
def test_any_citation_can_be_copied(quote: Quote) -> None:
    copied = Citing(ENGLISH, "nutgraf_test_bot").reference(quote.citation, quote.address)
    assert 1 <= units(copied) <= 256
    assert "https://t.me/nutgraf_test_bot?start=" in copied or "http" in copied
    assert ENGLISH.headline(quote.citation)[:5] in copied


@settings(max_examples=up_to(100), deadline=None)
@given(quotes(), AWKWARD, AWKWARD, st.booleans())
def test_any_excerpt_keeps_all_limits(quote: Quote, before: str, after: str, changed: bool) -> None:
    def passage(text: str) -> Passage:
        return Passage("a", "paragraph", 1, None, 0, len(text), text)

    excerpt = Excerpt(
        quote.address, passage(quote.text), passage(before), passage(after), quote.citation, changed
    )
    message = RENDERER.excerpt(excerpt, back=3)
    assert len(parsed(message).links()) == 1


@settings(max_examples=up_to(100), deadline=None)
@given(st.lists(AWKWARD, max_size=6), st.lists(AWKWARD, max_size=6), AWKWARD)
def test_any_refusal_keeps_all_limits(
    unknown: list[str], offered: list[str], question: str
) -> None:
    refusal = Refusal("unknown_words", tuple(unknown), None, tuple(offered))
    parsed(RENDERER.answer(refused(refusal, question, question), echo=True))


def test_an_answer_is_a_source_line_and_a_passage_with_its_sentence_in_bold() -> None:
    quote = plain_quote("Two people were hurt.", "The end. Two people were hurt. It rained.")
    message = RENDERER.answer(answered(quote))
    assert message.html == (
        f'<a href="{PAGE}#:~:text=Two%20people%20were%20hurt.">Coast Post</a> · no date\n'
        "<blockquote>The end. <b>Two people were hurt.</b> It rained.</blockquote>"
    )
    labels = [[each.text for each in row] for row in rows_of(message)]
    assert labels == [["Read on", "Follow 🔔"], ["👍", "👎", "…"]]


def test_a_sentence_that_answers_nearly_as_well_is_bold_in_its_place() -> None:
    text = f"Nobody died. {'It rained. ' * 60}Two people were hurt. It rained."
    quote = plain_quote("Two people were hurt.", text)
    second = replace(quote.offsets, second=(0, len("Nobody died.")))
    message = parsed(RENDERER.answer(answered(replace(quote, offsets=second))))
    assert message.spans("bold") == ["Nobody died.", "Two people were hurt."]
    (block,) = message.spans("blockquote")
    assert block.startswith("Nobody died. … ")
    assert "Two people were hurt." in block


def test_a_long_passage_is_left_out_around_its_sentence_with_signs_for_it() -> None:
    text = f"{'Snow fell again. ' * 60}Two people were hurt. {'Rain fell again. ' * 60}The end."
    (block,) = parsed(RENDERER.answer(answered(plain_quote("Two people were hurt.", text)))).spans(
        "blockquote"
    )
    assert block.startswith(("… ", "Two people were hurt."))
    assert block.endswith("again. …")
    assert len(block) < 420
    assert block.strip("… ") in text


def test_a_sentence_longer_than_a_message_is_cut_at_its_end_alone() -> None:
    text = "Rain fell again and again " * 400
    message = RENDERER.answer(answered(plain_quote(text.strip(), text)))
    (block,) = parsed(message).spans("blockquote")
    assert block.endswith(" …")
    assert units(parsed(message).text) > 4000


def test_each_quote_stands_under_its_own_source_line_in_order() -> None:
    first = plain_quote("Two were hurt.", "Two were hurt. It rained.")
    second = plain_quote("Rain fell.", "Rain fell. Much.", number=2, paragraph=5)
    third = plain_quote("All is well.", "All is well.", number=3, outlet="Bay Sun", article="b")
    said = Speaker("the mayor", "said", "said", None, SpeakerOffsets((0, 1), (0, 1)))
    third = replace(third, address="k5x2m7qwzt4b-2-9f3c", speaker=said)
    copied = replace(answered(first, second, third), copies={third.address: 2})
    message = parsed(RENDERER.answer(copied))
    assert message.text == (
        "1  Coast Post · no date\nTwo were hurt. It rained.\n"
        "2  Coast Post · no date\nRain fell. Much.\n"
        "3  The mayor · Bay Sun, no date · also in 2 others\nAll is well."
    )


def test_bold_among_figures_is_each_figure_with_what_says_how_exact_it_is() -> None:
    first = plain_quote("About 400 died.", "It rained. About 400 died. More rain.")
    second = plain_quote("It says 63 died.", "It says 63 died.", number=2, article="b")
    third = plain_quote("None knows.", "None knows.", number=3, article="c")
    reply = answered(first, second, third)
    figures = (Figure(1, "400", (17, 20)), Figure(2, "63", (8, 10)))
    message = parsed(RENDERER.answer(replace(reply, answer=replace(reply.answer, figures=figures))))
    assert message.spans("bold") == [
        *("Figures in the coverage", "1", "About 400", "2", "63", "3"),
    ]
    assert message.spans("blockquote") == ["… About 400 died. …", "It says 63 died.", "None knows."]


def test_with_one_outlet_the_headline_in_one_line_is_the_link() -> None:
    quote = plain_quote(
        "Rain.", "Rain.", headline="Rain over the harbour and all that is in it " * 3
    )
    (link,) = parsed(replace(RENDERER, one_outlet=True).answer(answered(quote))).links()
    assert link[0] == "Rain over the harbour and all that is in it…"
    unnamed = plain_quote("Rain.", "Rain.", outlet=None)
    assert parsed(RENDERER.answer(answered(unnamed))).links()[0][0] == "Fire"


def test_a_refusal_is_what_is_missing_how_far_it_goes_and_numbered_questions() -> None:
    refusal = Refusal("unknown_words", ("Soledaar",), None, ("One?", "Two?", "Three?"))
    message = RENDERER.answer(refused(refusal, "Soledaar?", "Soledar?"))
    assert parsed(message).text == (
        "Not in this coverage.\n“Soledaar” stands in no article.\n\n"
        "3 articles, none with a date. Did you mean one of these?\n"
        "1  Soledar?\n2  One?\n3  Two?"
    )
    labels = [[each.text for each in row] for row in rows_of(message)]
    assert labels == [["1", "2", "3"], ["If it comes up 🔔"]]


def rows_of(message: Message) -> list[list[InlineKeyboardButton]]:
    assert message.keyboard is not None
    return [list(row) for row in message.keyboard.inline_keyboard]


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_buttons_stand_in_two_rows_of_three_with_words_that_a_phone_shows(code: str) -> None:
    renderer = replace(RENDERER, texts=LANGUAGES[code])
    reply = answered(*(plain_quote("Rain.", "Rain.", number=each) for each in range(1, 9)))
    for page in (0, 1):
        rows = rows_of(renderer.answer(reply, page=page))
        assert len(rows) == 2
        assert max(map(len, rows)) == 3
        assert max(len(button.text) for row in rows for button in row) <= 14


def test_what_is_only_near_says_so_above_its_quote_and_what_it_lacks() -> None:
    quote = plain_quote("Two were hurt.", "Two were hurt.", number=1)
    refusal = Refusal("nearest", lacks=("Kuleba", "resign"))
    message = RENDERER.answer(
        replace(refused(refusal), answer=replace(refused(refusal).answer, nearest=(quote,)))
    )
    assert parsed(message).text == (
        "Nearest in the coverage, may not answer.\nIt does not say “Kuleba” or “resign”.\n\n"
        "Coast Post · no date\nTwo were hurt."
    )
    assert parsed(message).spans("bold") == [ENGLISH.screen.nearest]
    labels = [[each.text for each in row] for row in rows_of(message)]
    assert labels == [["Read on", "If it comes up 🔔"], ["It answers 👍", "It does not 👎"]]


def test_a_time_counts_in_the_readers_zone_where_the_article_has_one() -> None:
    kyiv = replace(ENGLISH, zone=ZoneInfo("Europe/Kyiv"))
    assert kyiv.day("2024-03-05T23:30:00+00:00") == "6 March 2024"
    assert kyiv.day("2024-03-05T23:30:00") == kyiv.day("2024-03-05") == "5 March 2024"
    assert ENGLISH.day("2024-03-05T23:30:00+00:00") == "5 March 2024"


def test_an_article_without_a_page_is_cited_by_a_link_to_the_bot() -> None:
    message = RENDERER.answer(answered(plain_quote("Rain.", "Rain.", url=None)))
    assert parsed(message).links() == [
        ("Coast Post", "https://t.me/nutgraf_test_bot?start=k5x2m7qwzt4a-2-9f3c")
    ]


def test_a_changed_passage_says_so() -> None:
    passage = Passage("a", "paragraph", 2, None, 0, 5, "Rain.")
    cited = plain_quote("Rain.", "Rain.").citation
    excerpt = Excerpt("k5x2m7qwzt4a-2-9f3c", passage, None, None, cited, True)
    assert parsed(RENDERER.excerpt(excerpt)).spans("bold") == [ENGLISH.changed, "Fire"]


def test_every_reason_to_refuse_has_a_sentence_with_how_far_the_coverage_goes() -> None:
    for reason in ENGLISH.refusals:
        refusal = Refusal(reason, ("Zanzibar", "chess"), "2031-01-02")  # type: ignore[arg-type]
        text = parsed(RENDERER.answer(refused(refusal))).text
        assert "3 articles, none with a date." in text
    assert ENGLISH.why(Refusal("unknown_words", ("Zanzibar", "chess"))) == (
        "“Zanzibar” and “chess” stand in no article."
    )
    assert "2 January 2031" in ENGLISH.why(Refusal("day_not_covered", day="2031-01-02"))


def test_what_is_said_on_a_press_is_as_short_as_telegram_wants_it() -> None:
    notices = (ENGLISH.sorry, ENGLISH.old_button, ENGLISH.forgotten, ENGLISH.unknown_address)
    assert max(map(len, (*notices, ENGLISH.nothing_indexed))) <= 200


def test_about_says_how_far_the_coverage_goes_and_when_it_changed() -> None:
    dated = Coverage(1, 2, "2024-03-05", "2024-03-06", "2024-03-06T12:30:00Z")
    text = parsed(greetings.about(ENGLISH, dated)).text
    assert "1 article (2 passages). Its dated articles run from 5 March 2024 to 6 March" in text
    assert "6 March 2024, 12:30 UTC" in text


def test_a_text_fragment_quotes_what_has_a_meaning_in_it() -> None:
    url = to_text(f"{PAGE}#top", "Well-known, he said & left – “so”.")
    assert url.startswith(f"{PAGE}#top:~:text=Well%2Dknown%2C%20he%20said%20%26%20left")
    assert unquote(url).endswith("– “so”.")
    long = to_text(PAGE, " ".join(f"word{number}" for number in range(300)))
    first, _, last = long.partition("text=")[2].partition(",")
    assert unquote(first) == "word0 word1 word2 word3 word4"
    assert unquote(last) == "word295 word296 word297 word298 word299"


def test_only_links_that_telegram_keeps_are_used() -> None:
    assert article_url("https://Example.com:8080/a b?q=“x”#f") == (
        "https://example.com:8080/a%20b?q=%E2%80%9Cx%E2%80%9D#f"
    )
    assert article_url("https://приклад.укр/новини") is not None
    for bad in (None, "", "ftp://a.b", "javascript:x", "http://localhost/", "http://[x", "/a"):
        assert article_url(bad) is None
    assert article_url("http://user:secret@a.example/") is None


@given(AWKWARD, st.integers(0, 60))
def test_cuts_are_parts_of_the_text_within_the_limit(text: str, most: int) -> None:
    beginning, end = cut(text, most), cut_front(text, most)
    assert text.startswith(beginning)
    assert text.endswith(end)
    assert max(units(beginning), units(end)) <= max(most, 0) or units(text) <= most


def test_cuts_fall_between_words() -> None:
    assert cut("one two three", 9) == "one two"
    assert cut_front("one two three", 9) == "two three"
    assert cut("one two three", 7) == "one two"


def test_marks_side_by_side_are_one() -> None:
    assert emphasised("one two & three", [(4, 7), (0, 3), (10, 15)]).html == (
        "<b>one two</b> &amp; <b>three</b>"
    )


@settings(max_examples=up_to(50), deadline=None)
@given(st.lists(quotes(), min_size=1, max_size=12), AWKWARD, st.sampled_from([*LANGUAGES]))
def test_any_news_keep_all_limits_and_cite_each_passage(
    these: list[Quote], words: str, language: str
) -> None:
    renderer = Renderer(LANGUAGES[language], "nutgraf_test_bot")
    news = [
        News(
            number % 3,
            cut(words, 200) or "x",
            quote.sentence,
            Excerpt(
                quote.address,
                Passage("a", "paragraph", 1, None, 0, len(quote.text), quote.text),
                None,
                None,
                quote.citation,
                False,
            ),
        )
        for number, quote in enumerate(these)
    ]
    message, count = renderer.news(news)
    assert 1 <= count <= len(these)
    assert len(parsed(message).links()) == count

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

import retrieval
from retrieval import (
    Archive,
    NothingIndexedError,
    UnknownAddressError,
    UnknownArticleError,
)
from retrieval.articles.passages import split
from retrieval.homes import HOMES
from tests.tools.coverage_maker import archive, write

SEED = Path(__file__).parents[3] / "shared" / "seed"
SEEDS = Path(__file__).parents[2] / "seeds"

MAKIIVKA = [
    "Strike on a vocational school",
    "Moscow counts 89 dead at Makiivka. Kyiv speaks of about 400.",
    "Relatives in Samara were given a telephone line.",
    "Phones gave the place away, a general said.",
]


def test_the_front_door_is_sorted() -> None:
    assert retrieval.__all__ == sorted(retrieval.__all__)
    assert all(hasattr(retrieval, name) for name in retrieval.__all__)
    assert sorted(chain(*HOMES.values())) == retrieval.__all__


def test_an_empty_coverage_says_how_to_fill_it(tmp_path: Path) -> None:
    with Archive(tmp_path / "coverage.db") as empty:
        for use in (empty.coverage, empty.headlines, lambda: empty.ask("Why?")):
            with pytest.raises(NothingIndexedError, match="run `nutgraf reindex`"):
                use()


def test_an_answer_leads_with_the_sentence_that_has_most_of_the_question(tmp_path: Path) -> None:
    answer = archive(tmp_path, {"a": MAKIIVKA}).ask("How many dead does Kyiv speak of?")
    assert answer.answered
    assert answer.quotes[0].sentence == "Kyiv speaks of about 400."
    assert answer.quotes[0].text == MAKIIVKA[1]
    assert answer.quotes[0].matched == ("dead", "Kyiv", "speaks")


def test_a_second_sentence_is_offered_where_it_is_close(tmp_path: Path) -> None:
    close = "The ferry sank at dawn. The ferry sank off Larnholm. It rained."
    opened = archive(tmp_path, {"a": ["News", close, "The bridge stands. It rained in May."]})
    quote = opened.ask("Where did the ferry sink?").quotes[0]
    assert (quote.sentence, quote.second) == (
        "The ferry sank off Larnholm.",
        "The ferry sank at dawn.",
    )
    assert quote.offsets.second == (0, 23)
    alone = opened.search("When did the bridge stand?")[0].passage.text
    assert alone.startswith("The bridge stands.")
    quotes = opened.ask("What of the bridge that stands?").quotes
    assert [(each.second, each.offsets.second) for each in quotes] == [(None, None)]


def test_every_quote_is_the_articles_own_characters(tmp_path: Path) -> None:
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([SEEDS])
        for question in ("Makiivka", "Kakhovka dam", "grain deal Istanbul", "Bucha bodies"):
            for quote in opened.ask(question).quotes:
                body = opened.article(quote.citation.article).body
                assert body[slice(*quote.offsets.text)] == quote.text
                assert body[slice(*quote.offsets.sentence)] == quote.sentence
                if quote.offsets.second:
                    assert body[slice(*quote.offsets.second)] == quote.second
                assert tuple(body[slice(*span)] for span in quote.offsets.matched) == quote.matched


def test_every_passage_of_the_samples_stands_where_its_offsets_say(tmp_path: Path) -> None:
    with Archive(tmp_path / "coverage.db") as opened:
        summary = opened.reindex([SEEDS])
        assert not summary.skipped
        for path in SEEDS.glob("*.txt"):
            article = opened.article(path.stem)
            for passage in split(article):
                assert article.body[passage.start : passage.end] == passage.text


def test_further_quotes_prefer_other_articles(tmp_path: Path) -> None:
    other = ["Strike on a school", "Kyiv counts 400 dead at Makiivka.", "Snow fell."]
    opened = archive(tmp_path, {"a": [*MAKIIVKA, "The dead at Makiivka are 89."], "b": other})
    quotes = opened.ask("How many dead at Makiivka?").quotes
    assert {quote.citation.article for quote in quotes[:2]} == {"a", "b"}
    assert [quote.citation.number for quote in quotes] == list(range(1, len(quotes) + 1))


def test_the_same_words_are_quoted_once(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": MAKIIVKA, "b": MAKIIVKA})
    texts = [quote.text for quote in opened.ask("dead at Makiivka").quotes]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "empty_question"),
        (" \n\t", "empty_question"),
        ("?!… 🤷", "empty_question"),
        ("who is he and what is it", "empty_question"),
        ("Eurovision Liverpool winners", "no_match"),
        ("Did the phones ring at Eurovision in Liverpool last weekend?", "unknown_words"),
        ("Сколько погибло в Ливерпуле?", "other_language"),
    ],
)
def test_what_the_coverage_does_not_say_is_refused_with_the_reason(
    tmp_path: Path, question: str, reason: str
) -> None:
    answer = archive(tmp_path, {"a": MAKIIVKA}).ask(question)
    assert not answer.answered
    assert answer.quotes == ()
    assert answer.refusal
    assert answer.refusal.reason == reason


def test_who_asks_is_no_word_that_the_coverage_lacks(tmp_path: Path) -> None:
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([SEEDS])
        assert opened.ask("Where can I find out how many soldiers died at Makiivka?").answered
        refusal = opened.ask("How do I bake bread?").refusal
    assert refusal
    assert (refusal.reason, refusal.unknown) == ("no_match", ())  # everyday words decide nothing


def test_a_refusal_names_the_words_the_coverage_never_uses_and_what_it_can_answer(
    tmp_path: Path,
) -> None:
    opened = archive(tmp_path, {"a": MAKIIVKA})
    refusal = opened.ask("Did the phones ring at Eurovision in Liverpool?").refusal
    assert refusal
    assert refusal.unknown == ("Eurovision", "Liverpool")
    assert refusal.suggestions == (
        "What does the coverage say about Moscow?",
        "What does the coverage say about Makiivka?",
    )
    assert all(opened.ask(offered).answered for offered in refusal.suggestions)


@pytest.mark.parametrize(
    "question",
    [
        "word " * 10_000,
        " ".join(f"rare{number}" for number in range(500)),
        'phones AND (NEAR "dead" OR NOT *) ^ : -',
        "phones\0dead",
        "phones \ud800 dead",
        "\u202ephones\u202c",
        "📱" * 300,
        "'; drop table articles; --",
    ],
)
def test_hostile_questions_get_an_answer_or_a_refusal(tmp_path: Path, question: str) -> None:
    answer = archive(tmp_path, {"a": MAKIIVKA}).ask(question)
    assert answer.answered == (answer.refusal is None) == bool(answer.quotes)


def test_the_json_has_the_shape_other_programs_rely_on(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": MAKIIVKA})
    answer = json.loads(
        json.dumps(opened.ask("Makiivka dead", asked_on=date(2023, 1, 5)).as_json())
    )
    assert list(answer)[:8] == [
        "question",
        "asked_on",
        "language",
        "answered",
        "confidence",
        "quotes",
        "refusal",
        "coverage",
    ]
    assert answer["asked_on"] == "2023-01-05"
    (first, *_) = answer["quotes"]
    assert {"sentence", "text", "score", "matched", "offsets", "address", "citation"} <= set(first)
    assert {"speaker", "party"} <= set(first) | set(answer)
    assert set(first["citation"]) >= {
        "number",
        "article",
        "headline",
        "outlet",
        "url",
        "published",
        "section",
        "kind",
        "paragraph",
        "paragraphs",
        "label",
    }
    assert set(answer["coverage"]) == {"articles", "passages", "oldest", "newest", "indexed_at"}
    refused = json.loads(json.dumps(opened.ask("Eurovision").as_json()))
    assert set(refused["refusal"]) == {"reason", "unknown", "day", "suggestions", "party", "lacks"}


def test_an_address_opens_the_passage_among_its_neighbours(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": MAKIIVKA})
    address = opened.ask("Samara telephone").quotes[0].address
    excerpt = opened.show(f" {address.upper()} ")
    assert excerpt.before
    assert excerpt.before.text == MAKIIVKA[1]
    assert excerpt.passage.text == MAKIIVKA[2]
    assert excerpt.after
    assert excerpt.after.text == MAKIIVKA[3]
    assert (excerpt.citation.paragraph, excerpt.citation.paragraphs) == (2, 3)
    assert not excerpt.changed


def test_an_address_whose_words_moved_follows_them(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": MAKIIVKA})
    address = opened.ask("Samara telephone").quotes[0].address
    write(tmp_path / "articles", {"a": [MAKIIVKA[0], "New lead.", *MAKIIVKA[1:]]})
    opened.reindex([tmp_path / "articles"])
    excerpt = opened.show(address)
    assert excerpt.passage.text == MAKIIVKA[2]
    assert excerpt.passage.number == 3
    assert not excerpt.changed


def test_an_address_whose_words_changed_says_so(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": MAKIIVKA})
    address = opened.ask("Samara telephone").quotes[0].address
    write(tmp_path / "articles", {"a": [*MAKIIVKA[:2], "Relatives were told.", MAKIIVKA[3]]})
    opened.reindex([tmp_path / "articles"])
    excerpt = opened.show(address)
    assert excerpt.changed
    assert excerpt.passage.text == "Relatives were told."


@pytest.mark.parametrize("address", ["", "nonsense", "aaaaaaaaaaaa-1-0000", "a-1-b", "x" * 5000])
def test_an_unknown_address_is_named_with_the_remedy(tmp_path: Path, address: str) -> None:
    opened = archive(tmp_path, {"a": MAKIIVKA})
    with pytest.raises(UnknownAddressError, match="copy it whole"):
        opened.show(address)


def test_an_unknown_article_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownArticleError, match="nowhere: no such article"):
        archive(tmp_path, {"a": MAKIIVKA}).article("nowhere")


def test_an_article_comes_back_as_it_was_read(tmp_path: Path) -> None:
    article = archive(tmp_path, {"a": MAKIIVKA}).article("a")
    assert article.headline == MAKIIVKA[0]
    assert article.body == "\n\n".join(MAKIIVKA[1:])
    assert (article.paragraphs, article.published, article.outlet) == (3, None, None)


def test_the_newest_headlines_come_first_and_undated_ones_last(tmp_path: Path) -> None:
    folder = write(tmp_path / "articles", {"undated": ["Old", "Words."]})
    for day in ("2023-01-02", "2023-01-04"):
        front = f"---\nheadline: H{day}\npublished: {day}\n---\n\nWords.\n"
        (folder / f"{day}.txt").write_text(front)
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([folder])
        assert opened.headlines(3) == ("H2023-01-04", "H2023-01-02", "Old")
        coverage = opened.coverage()
    assert (coverage.oldest, coverage.newest) == ("2023-01-02", "2023-01-04")


@pytest.mark.skipif(not SEED.exists(), reason="../shared/seed is not here")
def test_the_seed_article_answers_with_the_sentence_that_has_the_41(tmp_path: Path) -> None:
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([SEED])
        answer = opened.ask("How many drones did Ukrainian air defense shoot down?")
    quote = answer.quotes[0]
    assert "41" in quote.sentence
    assert (quote.citation.paragraph, quote.citation.paragraphs) == (12, 23)
    assert quote.citation.section == "New Year’s Strikes"
    assert (quote.citation.outlet, quote.citation.published) == ("site-63", None)


@pytest.mark.parametrize("quotes", ["“{}”", '"{}"', "«{}»", "„{}“"])
def test_a_phrase_in_quotation_marks_must_occur_as_such(tmp_path: Path, quotes: str) -> None:
    opened = archive(tmp_path, {"a": [*MAKIIVKA, "The telephone line was given to relatives."]})
    phrase = quotes.format("Given a  telephone line")
    (quote,) = opened.ask(f"Who was {phrase}?").quotes
    assert quote.text == MAKIIVKA[2]
    refusal = opened.ask(f"Who was {quotes.format('a telephone relatives')} Samara?").refusal
    assert refusal
    assert (refusal.reason, refusal.unknown) == ("unknown_words", ("a telephone relatives",))
    assert refusal.suggestions


def test_what_surrounds_the_words_of_a_phrase_does_not_count(tmp_path: Path) -> None:
    names = ["Names", "They were called the Free-Riders.", "Riders died."]
    opened = archive(tmp_path, {"a": names})
    (quote,) = opened.ask('Who were "The free riders?"').quotes
    assert quote.text == "They were called the Free-Riders."
    assert not opened.ask('Who were the "ride"?').answered


def test_phrases_of_one_question_may_stand_in_different_passages_of_an_article(
    tmp_path: Path,
) -> None:
    other = ["Toll", "Makiivka: 89 dead, by the count of Moscow."]
    opened = archive(tmp_path, {"a": MAKIIVKA, "b": other})
    found = opened.search('Were the "89 dead" found by "a telephone line"?')
    assert {hit.passage.article_id for hit in found} == {"a"}


def test_a_phrase_in_another_language_is_read_as_words(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": MAKIIVKA})
    assert opened.search("Сколько погибло в «Макеевке»?")


def test_a_word_in_quotation_marks_is_not_read_as_another(tmp_path: Path) -> None:
    opened = archive(tmp_path, {"a": MAKIIVKA})
    assert opened.ask("dead at Makeevka").read_as[0].shown == "Makiivka"
    assert not opened.ask("dead at “Makeevka”").answered


def test_different_figures_for_what_is_counted_are_given_with_their_quotes(tmp_path: Path) -> None:
    other = ["Toll", "Kyiv counts 400 dead at Makiivka.", "Snow fell in 2023."]
    opened = archive(tmp_path, {"a": MAKIIVKA, "b": other})
    answer = opened.ask("How many dead at Makiivka?")
    assert {figure.figure for figure in answer.figures} == {"89", "400"}
    for figure in answer.figures:
        quote = answer.quotes[figure.quote - 1]
        body = opened.article(quote.citation.article).body
        assert body[slice(*figure.offsets)] == figure.figure
        assert figure.figure in quote.sentence


def test_an_asked_day_is_told_as_it_was_read(tmp_path: Path) -> None:
    front = "---\nheadline: Strike\npublished: 2023-01-04\n---\n\n"
    folder = write(tmp_path / "articles", {"a": MAKIIVKA})
    (folder / "b.txt").write_text(f"{front}On Monday a bridge fell in Kherson.\n")
    with Archive(tmp_path / "coverage.db") as opened:
        opened.reindex([folder])
        answer = opened.ask("What fell last Monday?", asked_on=date(2023, 1, 5))
        beyond = opened.ask("What fell on 3 May 2024?", asked_on=date(2024, 6, 1))
    assert answer.days
    assert (answer.days.first, answer.days.written) == ("2023-01-02", "last Monday")
    assert answer.quotes[0].text == "On Monday a bridge fell in Kherson."
    assert beyond.refusal
    assert (beyond.refusal.reason, beyond.refusal.day) == ("day_not_covered", "2024-05-03")


ASKED = """
import json, sys, retrieval
from datetime import date
from itertools import chain
with retrieval.Archive(sys.argv[1]) as archive:
    archive.reindex([sys.argv[2]])
    for question in sys.argv[3:]:
        answer = archive.ask(question, asked_on=date(2023, 7, 1)).as_json()
        del answer["coverage"]["indexed_at"]
        print(json.dumps(answer, ensure_ascii=False))
"""


def test_the_same_question_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    questions = [
        "How many died at Makiivka, and who says so?",
        "Who blew up the dam at Kachowka?",
        "What happened on 31 December?",
        "Сколько погибло в Макеевке?",
        "rocket blast troops deal nuclear toll",
    ]
    answers = set()
    for seed in ("0", "1", "4711"):
        command: list[str | Path] = [
            sys.executable,
            "-c",
            ASKED,
            tmp_path / f"{seed}.db",
            SEEDS,
            *questions,
        ]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
        answers.add(done.stdout)
    assert len(answers) == 1

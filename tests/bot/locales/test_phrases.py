"""Who says a quote's sentence, in a message: one short line, within Telegram's limits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from bot.locales.phrases import who_says
from bot.telegram.rendering.citations import Citing
from bot.telegram.rendering.markup import Markup
from bot.telegram.rendering.quotes import Quoting
from bot.text import MOST_UNITS, units
from retrieval import Archive, Quote, Speaker

ARTICLE = "Ships sink\n\nThe <Larnholm> navy said that 12 ships sank off the port & the quay.\n"


@pytest.fixture
def quote(tmp_path: Path) -> Quote:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    with Archive(tmp_path / "c.db", threshold=0) as archive:
        archive.reindex([tmp_path / "a.txt"])
        return archive.ask("How many ships sank off the port?").quotes[0]


def speaker(quote: Quote, text: str) -> Quote:
    assert isinstance(quote.speaker, Speaker)
    return replace(quote, speaker=replace(quote.speaker, text=text))


def test_who_says_it_is_named_as_written(quote: Quote) -> None:
    assert who_says(speaker(quote, "The  navy"), ENGLISH) == "The navy"


@pytest.mark.parametrize(
    ("code", "written", "shown"),
    [
        ("de", "The Kremlin", "Kreml"),
        ("de", "Росія", "Russland"),
        ("pl", "Росія", "Rosja"),
        ("en", "Росія", "Russia"),
        ("en", "Київ", "Kyiv"),
        ("uk", "Росія", "Росія"),
        ("uk", "Vereinigte Staaten", "США"),
        ("en", "The UN", "The UN"),
        ("en", "USA", "USA"),
        ("fr", "Ida Brandt", "Ida Brandt"),
    ],
)
def test_a_party_stands_in_the_readers_language_whichever_the_articles_is(
    quote: Quote, code: str, written: str, shown: str
) -> None:
    assert who_says(speaker(quote, written), LANGUAGES[code]) == shown


def test_a_pronoun_or_nobody_gives_no_line(quote: Quote) -> None:
    assert who_says(speaker(quote, "He"), ENGLISH) == ""
    assert who_says(replace(quote, speaker=None), ENGLISH) == ""


def test_a_long_speaker_is_cut(quote: Quote) -> None:
    line = who_says(speaker(quote, "chief " * 100), ENGLISH)
    assert line.endswith("chief…")
    assert units(line) <= 80


@pytest.mark.parametrize("letter", ["x", "<", "𝔸"])
@pytest.mark.parametrize("count", [1, 3, 10])
def test_messages_with_speakers_and_labels_stay_within_the_limits(
    quote: Quote, letter: str, count: int
) -> None:
    long = speaker(quote, letter * 5000)
    citations = [
        replace(quote.citation, number=n, article=str(n), outlet=letter * 500, label=letter * 40)
        for n in range(1, count + 1)
    ]
    quotes = [
        replace(long, citation=each, sentence=letter * 900, text=letter * 2000)
        for each in citations
    ]
    body = Quoting(Citing(ENGLISH, "nutgraf_bot")).quotes(quotes, opening=Markup())
    assert body is None or body.units <= MOST_UNITS
    alone = Quoting(Citing(ENGLISH, "nutgraf_bot")).quotes(quotes[:1], opening=Markup())
    assert alone
    assert alone.units <= MOST_UNITS
    assert f"({letter * 40})".replace("<", "&lt;") in alone.html
    assert units(Citing(ENGLISH, "nutgraf_bot").reference(citations[0], quote.address)) <= 256

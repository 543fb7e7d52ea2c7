"""Places and countries are known by their names in other languages."""

from __future__ import annotations

import pytest

from retrieval.analysis.analysers import analyser
from retrieval.spelling.meanings import in_other_words
from retrieval.spelling.months import month_terms, months_of
from retrieval.spelling.places import NAME, also_named, english_name


def named(question: str, code: str, *languages: str) -> dict[str, float]:
    words = {each.term: question[slice(*each.span)] for each in analyser(code).tokens(question)}
    found: dict[str, float] = {}
    for terms in also_named(words, code, languages).values():
        found |= terms
    return found


def terms(words: str, code: str) -> set[str]:
    return set(analyser(code).terms(words))


@pytest.mark.parametrize(
    ("question", "code", "wanted", "of"),
    [
        ("Was geschah in Kiew?", "de", "Києві", "uk"),
        ("Що сталося у Києві?", "uk", "Kiew", "de"),
        ("Что было в Крыму?", "ru", "Crimea", "en"),
        ("Wo liegt die Krim?", "de", "Крим", "uk"),
        ("基辅发生了什么?", "zh", "Kyiv", "en"),
        ("What happened in Moscow?", "en", "Москве", "ru"),
        ("Τι έγινε στη Μόσχα;", "el", "Moscow", "en"),
        ("Скільки людей у Німеччині?", "uk", "Germany", "en"),
        ("Ile osób mieszka w Szwajcarii?", "pl", "Switzerland", "en"),
        ("Wer regiert Saudi-Arabien?", "de", "Arabia", "en"),
        ("Сколько штатов в США?", "ru", "America", "en"),
        ("Türkiye ne dedi?", "tr", "Turkey", "en"),
    ],
)
def test_a_place_is_looked_for_by_its_name_in_the_coverage(
    question: str, code: str, wanted: str, of: str
) -> None:
    assert terms(wanted, of) <= named(question, code, of).keys()


def test_a_people_is_its_countrys_but_counts_less() -> None:
    found = named("Was sagen russische Soldaten?", "de", "en")
    (russian,), (russia,) = terms("Russian", "en"), terms("Russia", "en")
    assert found[russian] == NAME > found[russia]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Що було в Австралії?", "uk"),  # Австрія begins alike
        ("Что сказал газовщик?", "ru"),
        ("What did the turkey eat?", "en"),
        ("Який газ дорожчий?", "uk"),
    ],
)
def test_a_word_that_begins_like_a_place_is_none(question: str, code: str) -> None:
    wrong = terms("Austria Gaza Turkey Австрія Туреччина", "en" if code != "en" else "uk")
    assert named(question, code, "en" if code != "en" else "uk").keys().isdisjoint(wrong)


def test_english_names_of_places_are_known_in_any_case() -> None:
    assert english_name("Росією", "uk") == "Russia"
    assert english_name("Moskau", "de") == "Moscow"
    assert english_name("Соединенные Штаты", "ru") == "United States"
    assert english_name("Bürgermeister", "de") is None
    assert english_name("", "de") is None


def test_months_are_known_by_what_means_nothing_else() -> None:
    assert months_of("de")["oktober"] == months_of("uk")["жовтня"] == 9
    assert month_terms("en")[9] == ("octob",)
    assert "jan" not in months_of("de")
    assert month_terms("en")[4] == ()


def test_words_that_news_is_written_with_are_known_by_their_meaning() -> None:
    (soldier,) = terms("солдати", "uk")
    assert terms("soldier", "en") <= {*in_other_words(soldier, "uk", ("uk", "en"))}
    (war,) = terms("Krieg", "de")
    assert terms("війна", "uk") | terms("war", "en") == {*in_other_words(war, "de", ("uk", "en"))}
    assert in_other_words(war, "de", ("tr",)) == in_other_words("x", "sv", ("en",)) == ()

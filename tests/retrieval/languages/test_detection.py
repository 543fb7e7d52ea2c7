from __future__ import annotations

import pytest

from retrieval.languages.detection import language


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("How many died at Makiivka, and who says so?", "en"),
        ("Makiivka", "en"),
        ("", "en"),
        ("12345", "en"),
        ("no such phrase here", "en"),
        ("Wie viele Soldaten starben in Makijiwka?", "de"),
        ("Combien de soldats ont été tués à Makiïvka ?", "fr"),
        ("¿Cuántos soldados murieron en Makiivka?", "es"),
        ("Сколько солдат погибло в Макеевке?", "ru"),
        ("Скільки солдатів загинуло в Макіївці?", "uk"),
    ],
)
def test_a_questions_language_is_told_by_script_and_little_words(question: str, code: str) -> None:
    assert language(question) == code

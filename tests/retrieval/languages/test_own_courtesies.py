"""What is said around a question in another language is none of it."""

from __future__ import annotations

import pytest

from retrieval.query.courtesies import without_own


@pytest.mark.parametrize(
    ("language", "asked", "question"),
    [
        ("uk", "Добрий день! Скажіть, будь ласка, скільки загинуло?", "скільки загинуло?"),
        ("uk", "Скільки загинуло, будь ласка?", "Скільки загинуло"),
        ("uk", "Дякую", "Дякую"),
        ("ru", "Здравствуйте, подскажите, пожалуйста, кто погиб?", "кто погиб?"),
        ("pl", "Dzień dobry, proszę powiedzieć, ilu zginęło?", "ilu zginęło?"),
        ("de", "Hallo, können Sie mir sagen, wie viele starben? Danke!", "wie viele starben"),
        ("fr", "Bonjour, pouvez-vous me dire qui est mort ?", "qui est mort ?"),
        ("fr", "Combien de morts, s’il vous plaît ?", "Combien de morts"),
        ("es", "Hola, ¿me puede decir cuántos murieron?", "cuántos murieron?"),
        ("zh", "请问昨天发生了什么？谢谢", "昨天发生了什么"),
    ],
)
def test_a_question_is_what_is_left(language: str, asked: str, question: str) -> None:
    assert without_own(asked, language) == question

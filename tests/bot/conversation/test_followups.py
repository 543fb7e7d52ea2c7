"""A follow-up keeps what the last question was about, and a new question keeps nothing."""

from __future__ import annotations

import pytest

from bot.conversation.followups import FollowUp, follow_up

DIED = "How many died at Makiivka, and who says so?"


@pytest.mark.parametrize(
    ("last", "text", "read"),
    [
        ("How many died in Makiivka?", "and in Bryansk?", "How many died in Bryansk?"),
        ("How many died in Makiivka?", "And Bryansk?", "How many died in Bryansk?"),
        ("How many died in Nova Kakhovka?", "and near Kherson", "How many died near Kherson?"),
        ("What did Putin say?", "what about Zelenskyy?", "What did Zelenskyy say?"),
        ("Nova Kakhovka?", "and what about Kherson", "Kherson?"),
        ("What burned down?", "and in Larnholm?", "What burned down in Larnholm?"),
        ("Who died in Dnipro?", "and on Monday?", "Who died in Dnipro on Monday?"),
        ("Who died in Dnipro?", "and in 2023?", "Who died in Dnipro in 2023?"),
        (
            "How many missiles hit the Moskva?",
            "who said that?",
            "who said that missiles hit Moskva?",
        ),
        ("How many missiles hit the Moskva?", "when?", "when missiles hit Moskva?"),
        (DIED, "how many wounded?", "how many wounded Makiivka?"),
        ("How many were injured in the fire?", "when was it?", "when was it injured fire?"),
        ("Скільки загинуло в Макіївці?", "а в Брянську?", "Скільки загинуло в Брянську?"),
        ("Хто загинув у Макіївці?", "коли?", "коли загинув Макіївці?"),
        ("Скільки загинуло в Макіївці?", "А вчора?", "Скільки загинуло в Макіївці вчора?"),
        ("Сколько погибло в Макеевке?", "а в Брянске?", "Сколько погибло в Брянске?"),
        ("Что сказал Путин?", "а что насчёт Шойгу?", "Что сказал Шойгу?"),
        ("Ilu ludzi zginęło w Makiejewce?", "A w Briańsku?", "Ilu ludzi zginęło w Briańsku?"),
        ("Ilu ludzi zginęło w Makiejewce?", "kiedy?", "kiedy ludzi zginęło Makiejewce?"),
        (
            "Ilu ludzi zginęło w Makiejewce?",
            "a w styczniu?",
            "Ilu ludzi zginęło w Makiejewce w styczniu?",
        ),
        ("Wie viele starben in Makijiwka?", "Und in Brjansk?", "Wie viele starben in Brjansk?"),
        (
            "Wer ist im Hafen von Odessa?",
            "und in der Ukraine?",
            "Wer ist im Hafen in der Ukraine?",
        ),
        ("Wie viele starben in Makijiwka?", "wann?", "wann starben Makijiwka?"),
        (
            "Wie viele starben in Makijiwka?",
            "und im Januar?",
            "Wie viele starben in Makijiwka im Januar?",
        ),
        ("Combien de morts à Makiïvka ?", "Et à Briansk ?", "Combien de morts à Briansk ?"),
        ("Combien de morts à Makiïvka ?", "quand ?", "quand morts Makiïvka?"),
        (
            "Qui contrôle la ville de Kherson ?",
            "et qu'en est-il de Marioupol ?",
            "Qui contrôle la ville de Marioupol ?",
        ),
        ("¿Cuántos murieron en Makíivka?", "¿Y en Briansk?", "¿Cuántos murieron en Briansk?"),
        ("¿Cuántos murieron en Makíivka?", "¿cuándo?", "cuándo murieron Makíivka?"),
        ("Wie viele starben in Makijiwka?", "and in Bryansk?", "Wie viele starben in Bryansk?"),
    ],
)
def test_a_follow_up_is_read_with_the_last_question(last: str, text: str, read: str) -> None:
    assert follow_up(text, last) == FollowUp(read, True)


@pytest.mark.parametrize(
    "text",
    [
        "How many reservists did Putin call up?",
        "What did the warehouse store since it was built?",
        "When did Kherson fall?",
        "What did the warehouse store?",
        "Who won the chess cup in Zanzibar?",
        "thanks",
        "",
        "?!",
    ],
)
def test_a_question_that_stands_on_its_own_keeps_nothing(text: str) -> None:
    assert follow_up(text, DIED) is None


@pytest.mark.parametrize(
    ("last", "text"),
    [
        ("Сколько человек погибло при пожаре?", "Почему загорелся склад?"),
        ("Скільки людей загинуло?", "Яка причина повені?"),
        ("Ilu ludzi zginęło w Makiejewce?", "Kto kontroluje Chersoń?"),
        ("Ilu ludzi zginęło w pożarze?", "Dlaczego spłonął magazyn?"),
        ("Wie viele starben in Makijiwka?", "Was kostete die Reparatur?"),
        ("Combien de morts à Makiïvka ?", "Qui contrôle la ville de Kherson ?"),
        ("¿Cuántos murieron en Makíivka?", "¿Quién controla la ciudad de Jersón?"),
    ],
)
def test_nor_does_one_in_another_language(last: str, text: str) -> None:
    assert follow_up(text, last) is None


def test_the_first_question_is_no_follow_up() -> None:
    assert follow_up("and in Bryansk?", "") is None


def test_a_reply_asks_about_that_answer_even_where_it_could_stand_alone() -> None:
    found = follow_up("How many firemen came from nearby towns?", DIED, pointed=True)
    assert found == FollowUp("How many firemen came from nearby towns Makiivka?", False)
    assert follow_up("Bryansk?", DIED, pointed=True) == FollowUp(
        "How many died at Bryansk, and who says so?", True
    )

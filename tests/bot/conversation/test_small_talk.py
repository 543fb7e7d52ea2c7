"""Which words are small talk, and which ask after what they point at; by tables."""

from __future__ import annotations

import re
import time

import pytest

from bot.conversation.small_talk import asks_after, small_talk
from bot.locales.languages import LANGUAGES
from bot.locales.typed.tables import typed


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "thanks",
            "thanks!|Thank you|thx!!|thank youu|thanks for your help|ok thanks|got it, thanks",
        ),
        ("thanks", "Дякую!|дуже дякую|спасибо|большое спасибо|Great, thank you so much!"),
        ("ok", "ok|okay then|lol 😂|👍|❤️🙏|:)|haha yes|good bot|bad bot|nooo|wow!!!|ок|and?"),
        (
            "greeting",
            "hello|hiii|Hi!|hey nutgraf|good morning!|привіт|Привет|who are you?|what's up?",
        ),
        ("help", "help|what can you do?|how does this work?|що ти вмієш?|что ты умеешь?"),
        ("latest", "latest news|What’s new?|news today|breaking news?|останні новини|что нового?"),
        ("latest", "Hi bot, what's new|show me the latest headlines please"),
        ("since", "What's new since I last asked?|anything new since then?|що нового відтоді?"),
        ("source", "source?|link please|Really?|can you give me the link|where is this from?"),
        ("source", "джерело?|дай посилання|ссылка?|what is the source of this"),
        (
            "thanks",
            "dziękuję bardzo!|Vielen Dank!|danke für die Hilfe|merci beaucoup|¡Muchas gracias!",
        ),
        ("ok", "no dobrze|alles klar|d’accord|de acuerdo|ja|oui|sí|tak|нет"),
        (
            "greeting",
            "Dzień dobry|cześć|Guten Tag!|Hallo|bonjour|Salut !|¡Hola!|buenos días|Qui es-tu ?",
        ),
        (
            "help",
            "pomoc|co potrafisz?|Hilfe|Was kannst du?|aide|Comment ça marche ?|¿Cómo funciona?",
        ),
        ("latest", "co nowego?|najnowsze wiadomości|Was gibt es Neues?|Nachrichten von heute"),
        ("latest", "quoi de neuf ?|les dernières nouvelles|¿Qué hay de nuevo?|últimas noticias"),
        ("since", "co nowego od tamtej pory|was ist seitdem neu?|quoi de neuf depuis ?"),
        (
            "source",
            "źródło?|poproszę link|Quelle?|Ist das wahr?|c’est vrai ?|¿es verdad?|la fuente",
        ),
        ("summary", "w skrócie|Zusammenfassung bitte|en bref|en resumen|перескажи"),
        ("summary", "summarise|tl;dr|can you summarize this please"),
    ],
)
def test_small_talk_is_known_by_its_kind(kind: str, words: str) -> None:
    for each in words.split("|"):
        assert small_talk(each) == kind, each


@pytest.mark.parametrize(
    "words",
    [
        "Who won?",
        "when?",
        "who said that?",
        "why?",
        "?",
        "Makiivka",
        "news about Kherson",
        "what is new about the dam",
        "thanks to whom did Kherson fall?",
        "thanks! and what about Mariupol?",
        "What is the link between Russia and the dam?",
        "Who is the source of the gas leak?",
        "is there any update on Kherson?",
        "good morning Vietnam",
        "How is Zelensky?",
        "What is the latest in Kherson?",
        "Nachrichten aus Cherson",
        "Was ist neu am Staudamm?",
        "Wer sagt das über Cherson?",
        "les nouvelles sanctions",
        "noticias de Jersón",
        "co nowego w Chersoniu?",
        "najnowsze ofiary",
        "+380",
        "",
    ],
)
def test_a_question_is_no_small_talk(words: str) -> None:
    assert small_talk(words) is None


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("is this really true??", True),
        ("who says so?", True),
        ("fact-check", True),
        ("did that really happen?", True),
        ("це правда?", True),
        ("это фейк?", True),
        ("czy to prawda?", True),
        ("Ist das wirklich wahr?", True),
        ("Est-ce que c’est vrai ?", True),
        ("¿Es esto verdad?", True),
        ("¿Es verdad lo de la presa?", False),
        ("Stimmt das mit dem Staudamm?", False),
        ("?", True),
        ("", True),
        ("is this true about the dam?", False),
        ("How many missiles hit the Moskva?", False),
        ("who holds it?", False),
        ("thanks", False),
    ],
)
def test_words_that_add_nothing_ask_after_what_they_point_at(words: str, alone: bool) -> None:
    assert asks_after(words) is alone


def test_any_text_is_read_at_once() -> None:
    began = time.perf_counter()
    for text in ("ok " * 9, "the a so it for to of me you", "x " * 2000, "o" * 4096, "👍" * 2000):
        small_talk(text)
        asks_after(text)
    assert time.perf_counter() - began < 0.5


def test_each_languages_table_has_every_kind() -> None:
    assert {"en", "uk", "ru", "pl", "de", "fr", "es"} <= set(typed()) <= set(LANGUAGES)
    for code, table in typed().items():
        assert table.phrases.keys() == typed()["en"].phrases.keys(), code
        assert table.words.keys() == typed()["en"].words.keys(), code
        assert all(table.phrases.values()), code
        words = [word for phrases in table.phrases.values() for word in phrases]
        assert all(word == word.lower() for word in words), code
        assert not [word for word in words if re.search(r"[^\w -]|_", word)], code

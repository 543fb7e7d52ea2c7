"""Whatever a button's data or an inline query says, the bot answers it and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.locales.english import ENGLISH
from bot.telegram.rendering import keyboards
from tests.bot.telegram.test_application import QUESTION, asked
from tests.conftest import Running
from tests.telegram.server import Reader, TelegramServer

ROUNDS, A_ROUND = 4, 25
KINDS = sorted(
    value for name, value in vars(keyboards).items() if name.isupper() and isinstance(value, str)
)
ADDRESS = "k5x2m7qwzt4a-12-9f3c"

characters = st.characters(codec="utf-8")
parts = (
    st.sampled_from(["", ":", "0", "-1", "9" * 20, "²", "٣", "2024-03", "0000-00", ADDRESS, "c1"])
    | st.sampled_from(["zone", "language", "__init__", "\0", "\u202e", "\n", "'", "/start", "en"])
    | st.text(characters, max_size=9)
    | st.integers().map(str)
)
tails = st.lists(parts, max_size=4).map(":".join) | st.lists(parts, max_size=3).map("".join)
data = st.tuples(st.sampled_from([*KINDS, ""]), tails).map("".join)
datas = st.lists(
    data.map(lambda one: fitting(one, 64)).filter(bool), min_size=A_ROUND, max_size=A_ROUND
)
queries = st.lists(st.text(characters, max_size=256) | data, min_size=A_ROUND, max_size=A_ROUND)
offsets = st.lists(data.map(lambda one: fitting(one, 64)), min_size=A_ROUND, max_size=A_ROUND)
quick = settings(
    max_examples=ROUNDS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def fitting(text: str, most: int) -> str:
    """As much of the text as has so many bytes."""
    return text.encode()[:most].decode(errors="ignore")


@pytest.fixture
def hunted(
    running: Running, telegram: TelegramServer, backend: Backend, caplog: pytest.LogCaptureFixture
) -> Iterator[TelegramServer]:
    """Telegram with a bot that answers as often as it is asked, and may log no error."""
    hasty = Backend(backend.archive, backend.readers, rules=Rules(questions_per_minute=100_000))
    with running(telegram, hasty):
        yield telegram
    assert [each for each in caplog.records if each.levelname in ("ERROR", "CRITICAL")] == []


@pytest.mark.slow
def test_any_data_of_a_button_is_answered(hunted: TelegramServer, ada: Reader) -> None:
    telegram, number = hunted, count()

    @quick
    @given(datas)
    def press(datas: list[str]) -> None:
        message = asked(telegram, ada, QUESTION)
        assert message.reply_markup is not None
        rows = message.reply_markup["inline_keyboard"]
        labels = [f"any {next(number)}" for _ in datas]
        rows += [[{"text": t, "callback_data": d}] for t, d in zip(labels, datas, strict=True)]
        pressed = set()
        for label in labels:
            message.reply_markup["inline_keyboard"] = rows
            pressed.add(ada.presses(message, label))
        telegram.wait_for(lambda: pressed <= {each.query_id for each in telegram.callback_answers})
        given = [each for each in telegram.callback_answers if each.query_id in pressed]
        assert not [each for each in given if each.text == ENGLISH.sorry]

    press()


@pytest.mark.slow
def test_any_inline_query_and_offset_is_answered(hunted: TelegramServer, ada: Reader) -> None:
    telegram = hunted

    @quick
    @given(queries, offsets)
    def ask(queries: list[str], offsets: list[str]) -> None:
        asked = {ada.asks_inline(*each) for each in zip(queries, offsets, strict=True)}
        telegram.wait_for(lambda: asked <= {each.query_id for each in telegram.inline_answers})

    ask()

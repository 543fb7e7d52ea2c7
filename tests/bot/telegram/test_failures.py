"""What failed is a line in the log, and never a silence where an app waits."""

from __future__ import annotations

import pytest

from bot.backend.backend import Backend
from bot.backend.processes import AnswererError
from tests.telegram.server import Reader, TelegramServer
from tests.tools.until import until

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.mark.usefixtures("bot")
def test_an_inline_query_that_is_answered_too_late_is_one_line(
    telegram: TelegramServer, ada: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    telegram.fail("answerInlineQuery", status=400, description=TOO_OLD)
    ada.asks_inline("warehouse fire")
    until(lambda: any("nobody waits" in each for each in caplog.messages))
    assert len(telegram.calls_of("answerInlineQuery")) == 1
    assert not [each for each in caplog.records if each.levelname == "ERROR"]


@pytest.mark.usefixtures("bot")
def test_an_inline_query_that_fails_is_answered_and_not_kept_by_telegram(
    telegram: TelegramServer, ada: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise AnswererError("the process has ended")

    monkeypatch.setattr(Backend, "in_pool", fails)
    ada.asks_inline("warehouse fire")
    call = telegram.wait_for_call("answerInlineQuery")
    assert (call.arguments["results"], call.arguments["cache_time"]) == ([], 0)

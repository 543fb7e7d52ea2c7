"""The real `nutgraf run`, in a process of its own, against the stand-in for Telegram."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from bot.exits import REJECTED
from bot.locales.english import ENGLISH
from retrieval import Archive
from tests.telegram.server import TelegramServer
from tests.tools.bots import QUESTION, Bots


def test_two_readers_a_restart_and_a_clean_end(telegram: TelegramServer, whole_bots: Bots) -> None:
    bots = whole_bots
    first = bots.start()
    ada, ben = telegram.user("Ada"), telegram.user("Ben")
    ada.opens()
    ben.says(QUESTION)
    greeting = telegram.wait_for_message(ada)
    answer = telegram.wait_for_message(ben)
    assert "3 articles, " in greeting.text
    assert {"Two", "Three"} <= set(answer.spans("bold"))
    assert "the harbour master <Ida Brandt> said & confirmed." in answer.text
    words = answer.text
    ben.presses(answer, "…")
    telegram.wait_for_edit(answer)
    assert bots.stop(first) == 0

    second = bots.start()
    ben.presses(answer, "← Back")
    telegram.wait_for_edit(answer, count=2)
    assert answer.text == words
    deep_link = next(url for _, url in answer.links() if "?start=" in url)
    ada.opens(deep_link.partition("=")[2])
    passage = telegram.wait_for_message(ada, count=2)
    assert passage.spans("blockquote")[0] in answer.text
    refused = ada.says("Who won the chess cup in Zanzibar?")
    refusal = telegram.wait_for_message(ada, after=refused)
    assert not refusal.spans("blockquote")
    assert refusal.buttons
    assert bots.stop(second, signal.SIGINT) == 0
    assert "Zanzibar" not in bots.log()
    assert f"answering as @{telegram.username}" in bots.log()


def test_a_stop_answers_what_was_fetched_and_leaves_the_rest_for_later(
    telegram: TelegramServer, bots: Bots
) -> None:
    process = bots.start()
    readers = [telegram.user(f"Reader {number}") for number in range(20)]
    hold = telegram.fail("sendMessage", delay=0.3, times=3)
    for reader in readers:
        reader.says(QUESTION)
    telegram.wait_for(lambda: hold.hits > 0)
    assert bots.stop(process) == 0
    bots.start()
    for reader in readers:
        telegram.wait_for_message(reader)
    last = readers[-1].says("/help")
    telegram.wait_until_confirmed(last)
    telegram.wait_for(lambda: len(telegram.messages(readers[-1])) == 2)
    assert [len(telegram.messages(reader)) for reader in readers] == [1] * 19 + [2]


@pytest.mark.slow
def test_too_many_requests_and_a_blocked_reader_are_survived(
    telegram: TelegramServer, bots: Bots
) -> None:
    bots.start()
    ada, ben = telegram.user("Ada"), telegram.user("Ben")
    telegram.fail("sendMessage", retry_after=1, chat=ada)
    ben.says(QUESTION)
    ben.blocks_bot()
    ada.says(QUESTION)
    assert telegram.wait_for_message(ada).spans("blockquote")
    assert len(telegram.messages(ada)) == 1


@pytest.mark.slow
def test_of_two_bots_with_one_token_one_ends_with_a_clear_line(
    telegram: TelegramServer, bots: Bots
) -> None:
    first = bots.start()
    second = bots.start(NUTGRAF_READERS="others.db")
    assert first.wait(timeout=20) == 1
    assert "error: another program fetches this bot's messages" in bots.log(0)
    ada = telegram.user("Ada")
    ada.says(QUESTION)
    assert telegram.wait_for_message(ada).spans("blockquote")
    assert bots.stop(second) == 0


def test_a_token_that_telegram_rejects_is_one_clear_line(bots: Bots) -> None:
    wrong = "123456789:AAF-some_other_token_of_length_35xx"
    process = bots.start(polling=False, NUTGRAF_TOKEN=wrong)
    assert process.wait(timeout=30) == REJECTED
    assert bots.log().startswith("error: token: rejected by Telegram; ")
    assert bots.log().count("\n") == 1
    assert wrong not in bots.log()


@pytest.mark.slow
def test_a_token_revoked_later_ends_the_bot_too(telegram: TelegramServer, bots: Bots) -> None:
    process = bots.start()
    telegram.fail("getUpdates", status=401, times=None)
    telegram.user("Ada").says("/help")
    assert process.wait(timeout=30) == REJECTED
    assert "error: token: rejected by Telegram; " in bots.log()


@pytest.mark.slow
def test_a_telegram_out_of_reach_is_said_and_tried_again_until_stopped(bots: Bots) -> None:
    process = bots.start(
        polling=False, out=subprocess.PIPE, NUTGRAF_TELEGRAM_API="http://127.0.0.1:9"
    )
    assert process.stdout is not None
    with process.stdout as lines:
        assert b"cannot reach 127.0.0.1:9" in lines.readline()
        assert b"trying again in 2 s" in lines.readline()
        assert bots.stop(process) == 0


@pytest.mark.slow
def test_a_bot_speaks_in_the_words_of_its_operator(
    telegram: TelegramServer, bots: Bots, tmp_path: Path
) -> None:
    (tmp_path / "texts").mkdir()
    words = tmp_path / "texts" / "en.toml"
    words.write_text('imprint = "Oster Press"\nimprimt = "x"\n', encoding="utf-8")
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff a picture")
    config = tmp_path / "config.toml"
    config.write_text('texts = "texts"\npicture = "picture.jpg"\n', encoding="utf-8")
    assert bots.start(polling=False).wait(timeout=60) == 1
    assert bots.log().strip() == (
        f"error: {words}: imprimt is no text of the bot's; did you mean imprint?"
    )
    words.write_text('imprint = "Oster Press"\n', encoding="utf-8")
    process = bots.start()
    ada = telegram.user("Ada")
    ada.says("/imprint")
    assert telegram.wait_for_message(ada).text == "Oster Press"
    picture = telegram.wait_for_call("setMyProfilePhoto").arguments["photo"]
    assert picture["type"] == "static"
    assert bots.stop(process) == 0


def test_a_running_bot_answers_from_what_is_indexed_later(
    telegram: TelegramServer, bots: Bots, articles: Path, tmp_path: Path
) -> None:
    path = tmp_path / "later.db"
    bots.start(NUTGRAF_DATABASE=str(path))
    ada = telegram.user("Ada")
    ada.says(QUESTION)
    assert telegram.wait_for_message(ada).text == ENGLISH.nothing_indexed
    with Archive(path) as archive:
        archive.reindex([articles])
    ada.says(QUESTION)
    assert telegram.wait_for_message(ada, count=2).spans("blockquote")

"""Files of a bot that was stopped in the middle of its work, as the present code writes them.

    python -m tests.tools.old_files FOLDER

writes coverage.db.gz, readers.db.gz and telegram.json, the chats as Telegram has them. What stands
in tests/data/old/ was written by commit cdad2bd, to be opened by all later code: write others
beside it, never in its place.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import shutil
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.backend.backend import Backend
from bot.backend.rules import Rules
from bot.readers.database import Readers
from bot.readers.inbox import Inbox
from bot.telegram.application import build
from bot.telegram.polling import serve
from retrieval import Archive
from tests.telegram.saved import saved
from tests.telegram.server import Message, Reader, TelegramServer
from tests.tools.until import until

SEEDS = Path(__file__).parent.parent.parent / "seeds"
TABLES = ("aliases.toml", "speakers.toml")
FIRST = (
    "2023-01-02-makeyevka-63-soldiers-dead.txt",
    "2023-01-04-makiivka-toll-raised.txt",
    "makiivka-new-year-strike.txt",
)
LATER = "2023-06-06-kakhovka-dam-breaks.txt"
CORRECTED = ("2023-01-04-makiivka-toll-raised.txt", "on Wednesday", "on Thursday")
"""A seed, and words of it that were others at first."""
BEGAN = datetime(2023, 6, 30, 12, tzinfo=UTC)
STOPPED = datetime(2023, 7, 1, 20, 30, tzinfo=UTC)
"""When it is night for the reader who follows a story."""


def main() -> None:
    """Write the files into the folder that the command names."""
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="nutgraf-") as name, TelegramServer() as telegram:
        folder = Path(name)
        work(telegram, folder)
        assert telegram.violations == [], telegram.violations
        chats = json.dumps(saved(telegram), ensure_ascii=False, indent=1)
        (into / "telegram.json").write_text(f"{chats}\n", encoding="utf-8")
        for file in (folder / "coverage.db", folder / "readers.db"):
            with closing(sqlite3.connect(file)) as connection:
                connection.execute("vacuum")
            packed = gzip.compress(file.read_bytes(), mtime=0)
            (into / f"{file.name}.gz").write_bytes(packed)


def work(telegram: TelegramServer, folder: Path) -> None:
    """What readers ask of a bot until it is stopped, with its files in the folder."""
    seeds = folder / "seeds"
    at_first(folder / "coverage.db", seeds)
    ada, ben, cyd, dan = map(telegram.user, ("Ada", "Ben", "Cyd", "Dan"))
    with (
        Archive(folder / "coverage.db", now=lambda: STOPPED) as archive,
        closing(Readers(folder / "readers.db", now=lambda: STOPPED)) as readers,
    ):
        summary = archive.reindex([seeds])
        assert summary.changed == 1, summary
        rules = Rules(keep_questions=True)
        with (
            closing(Backend(archive, readers, rules=rules, look_every=0.05)) as backend,
            running(telegram, backend),
        ):
            questions(telegram, ada, ben, dan)
            settings(telegram, ben)
            asked(telegram, ben, "/follow water Kakhovka dam")
            until(backend.stories.generation)
            shutil.copy(SEEDS / LATER, seeds)
            archive.reindex([seeds])
            until(lambda: backend.stories.waiting(ben.id))
            unreached(telegram, cyd)
        dan.says("How many died at Makiivka?")
        taken = list(telegram.updates.pending.values())
        assert Inbox(readers).take(taken) == taken  # written down, and stopped before it is begun


def at_first(coverage: Path, seeds: Path) -> None:
    """Index some articles, one of which is corrected afterwards."""
    seeds.mkdir()
    for name in (*FIRST, *TABLES):
        shutil.copy(SEEDS / name, seeds)
    name, words, before = CORRECTED
    corrected = (seeds / name).read_text("utf-8")
    assert words in corrected
    (seeds / name).write_text(corrected.replace(words, before), encoding="utf-8")
    with Archive(coverage, now=lambda: BEGAN) as archive:
        archive.reindex([seeds])
    (seeds / name).write_text(corrected, encoding="utf-8")


def questions(telegram: TelegramServer, ada: Reader, ben: Reader, dan: Reader) -> None:
    """Answers with buttons, a thumb, a refusal, feedback."""
    answer = asked(telegram, ada, "How many died at Makiivka, and who says so?")
    pressed(telegram, ada, answer, "👍")
    asked(telegram, ada, "Did Erdogan visit Kherson?")
    asked(telegram, ada, "/asof 3 January 2023 How many died at Makiivka?")
    asked(telegram, ada, "/timeline Makiivka")
    asked(telegram, ada, "/feedback More of the east, please.")
    asked(telegram, ada, "What does Russia say about Makiivka?")
    group = telegram.group("Newsroom", supergroup=True, members=[dan, ada, ben])
    ada.says("/ask How many died at Makiivka?", chat=group)
    telegram.wait_for_message(group)
    telegram.migrate(telegram.group("Backend", members=[ada]))


def settings(telegram: TelegramServer, ben: Reader) -> None:
    """Settings of all kinds: Ukrainian, two quotes, Kyiv's time, silent at night."""
    said = asked(telegram, ben, "/settings Europe/Kyiv")
    for wanted in ("set:language:uk", "set:quotes:2", "set:silent:22-7"):
        key, _, _ = wanted.rpartition(":")
        data = ""
        while data != wanted:  # each press sets the next value
            rows = (said.reply_markup or {})["inline_keyboard"]
            [data] = [each["callback_data"] for [each] in rows if key in each["callback_data"]]
            pressed(telegram, ben, said, data)


def unreached(telegram: TelegramServer, cyd: Reader) -> None:
    """A question that is answered in vain, for Telegram cannot be reached."""
    fault = telegram.fail("sendMessage", drop=True, times=None, chat=cyd)
    cyd.says("What does Russia say about Makiivka?")
    telegram.wait_for(lambda: fault.hits >= 3, 20)


def asked(telegram: TelegramServer, reader: Reader, text: str) -> Message:
    """The bot's next message after the reader's."""
    return telegram.wait_for_message(reader, after=reader.says(text))


def pressed(telegram: TelegramServer, reader: Reader, message: Message, button: str) -> None:
    """Press a button, and wait until that is answered."""
    query = reader.presses(message, button)
    telegram.wait_for(lambda: any(each.query_id == query for each in telegram.callback_answers))


@contextmanager
def running(telegram: TelegramServer, backend: Backend) -> Iterator[None]:
    """The bot, in a thread, until the block ends."""
    loop, stopped = asyncio.new_event_loop(), asyncio.Event()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve(build(telegram.token, backend, api=telegram.url), stopped))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        telegram.wait_until_polling()
        yield
    finally:
        loop.call_soon_threadsafe(stopped.set)
        thread.join(15)


if __name__ == "__main__":
    main()

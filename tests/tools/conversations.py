"""docs/conversations.md: what the bot really sends; `-m tests.tools.conversations` makes it anew.

The real Application answers from seeds/ through the stand-in for Telegram.
"""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.backend.backend import Backend
from bot.config import Config
from bot.locales.languages import LANGUAGES, Languages
from bot.readers.database import Readers
from bot.telegram.application import build
from bot.telegram.polling import serve
from retrieval import Archive
from tests.telegram.phone import FORM, Phone
from tests.telegram.server import TelegramServer
from tests.tools import papers
from tests.tools.until import until

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "conversations.md"
NAME = "nutgraf_bot"

_HEAD = f"""# Conversations

What the bot sends over `seeds/`, as a phone shows it, and at the end over made-up articles in
Ukrainian, Russian and German: made by `python -m tests.tools.conversations` from what it really
sent.

{FORM}
"""
_NEW = """\
---
headline: The water over the Kakhovka dam is falling
outlet: Sample Daily
url: https://sample-daily.example/2023/06/12/water-is-falling
published: 2023-06-12
---

The water that broke out of the Kakhovka dam is falling again in the flooded towns on the Dnipro, \
said the mayor of one of them on Monday.
"""


class _Clock:
    """The moment as the page has it; hours pass where a scene says so."""

    def __init__(self) -> None:
        self.moment = datetime(2023, 6, 12, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def pass_an_hour(self) -> None:
        self.moment += timedelta(hours=1)


CLOCK = _Clock()


def page() -> str:
    """The page as the bot sends it now."""
    return f"{over_seeds()}\n{over_papers()}"


def over_seeds() -> str:
    """Its beginning, what is sent over seeds/."""
    with bot_over_seeds() as (telegram, backend, seeds):
        scenes = _scenes(telegram, backend, seeds)
    return "\n".join([_HEAD, *_drawn(scenes)])


def over_papers() -> str:
    """Its end, what is sent over papers in other languages."""
    scenes = []
    for code in papers.LANGUAGES:
        with bot_over(papers.FOLDER / code, papers.clock) as (telegram, backend, _):
            scenes += papers.scenes(telegram, backend.archive, code)
    return "\n".join(_drawn(scenes))


def _drawn(scenes: list[tuple[str, str]]) -> list[str]:
    return [f"## {title}\n\n```text\n{drawn}\n```\n" for title, drawn in scenes]


def bot_over_seeds(
    *, pictures: bool = False, languages: Languages = LANGUAGES
) -> AbstractContextManager[tuple[TelegramServer, Backend, Path]]:
    """The real bot at work over a copy of seeds/: the stand-in, its desk, the copy."""
    return bot_over(ROOT / "seeds", CLOCK, pictures=pictures, languages=languages)


@contextmanager
def bot_over(
    articles: Path,
    clock: Callable[[], datetime],
    *,
    pictures: bool = False,
    languages: Languages = LANGUAGES,
) -> Iterator[tuple[TelegramServer, Backend, Path]]:
    """The same over a copy of these articles."""
    with TemporaryDirectory() as name, TelegramServer(username=NAME) as telegram:
        folder = Path(name)
        shutil.copytree(articles, folder / "seeds")
        with (
            Archive(folder / "coverage.db", now=clock) as archive,
            closing(Readers(folder / "readers.db", now=clock)) as readers,
        ):
            archive.reindex([folder / "seeds"])
            examples = Config.model_fields["examples"].default
            with (
                closing(
                    Backend(
                        archive,
                        readers,
                        examples=examples,
                        look_every=0.05,
                        pictures=pictures,
                        languages=languages,
                    )
                ) as backend,
                _running(telegram, backend),
            ):
                yield telegram, backend, folder / "seeds"
        assert telegram.violations == [], telegram.violations


def _scenes(telegram: TelegramServer, backend: Backend, seeds: Path) -> list[tuple[str, str]]:
    return [
        ("A first visit", _visit(telegram)),
        ("An answer, more of it, and a passage in its article", _answer(telegram)),
        ("What is behind …", _behind(telegram)),
        ("Several figures", _asked(telegram, "How many died at Makiivka, and who says so?")),
        ("What one side says", _sides(telegram)),
        ("A refusal", _asked(telegram, "Who won the Eurovision Song Contest?")),
        ("What is nearest", _asked(telegram, "Did Erdogan visit Kherson?")),
        ("Did you mean", _asked(telegram, "What happened to the Kahovska dam?")),
        ("A follow-up", _follow_up(telegram)),
        ("Put as to a person", _as_to_a_person(telegram)),
        ("Small talk", _small_talk(telegram)),
        ("An edited question", _edited(telegram)),
        ("The shelf, settings, and an end", _shelf(telegram)),
        ("In Ukrainian", _asked(telegram, "Чи був Ердоган у Херсоні?", language="uk")),
        ("Inline, in any chat", _inline(telegram)),
        ("A story day by day", _timeline(telegram)),
        ("Verified, and compared word by word", _verified(telegram)),
        ("As of a day", _as_of(telegram)),
        ("A followed story", _followed(telegram, backend, seeds)),
        ("What is new, and what was corrected", _since(telegram, backend, seeds)),
    ]


def _visit(telegram: TelegramServer) -> str:
    return Phone(telegram).says("/start").text


def _asked(telegram: TelegramServer, question: str, *, language: str = "en") -> str:
    return Phone(telegram, language=language).says(question).text


def _answer(telegram: TelegramServer) -> str:
    phone = Phone(telegram).says("What happened to the Kakhovka dam?")
    phone = phone.presses("More quotes").presses("← Back")
    return phone.presses("Read on").presses("Read 1").text


def _behind(telegram: TelegramServer) -> str:
    phone = (
        Phone(telegram)
        .says("How many reservists did Putin call up?")
        .presses("…")
        .presses("Why these")
    )
    return phone.presses("← Back").text


def _follow_up(telegram: TelegramServer) -> str:
    return (
        Phone(telegram).says("How many died at Makiivka?").says("and in Dnipro?").says("when?").text
    )


def _as_to_a_person(telegram: TelegramServer) -> str:
    phone = Phone(telegram).says("Hi, can you show me articles about Bucha?")
    return phone.says("thanks! and what about Mariupol?").text


def _small_talk(telegram: TelegramServer) -> str:
    phone = Phone(telegram).says("How many reservists did Putin call up?")
    return phone.says("source?").says("ok").text


def _edited(telegram: TelegramServer) -> str:
    phone = Phone(telegram).says("How many fighters left Mariupool?")
    return phone.edits("How many fighters left the steelworks in Mariupol?").text


def _sides(telegram: TelegramServer) -> str:
    phone = Phone(telegram).says("What does Russia say about Makiivka?")
    phone = phone.says("/says Ukraine What happened to the Moskva?")
    return phone.says("/says Mars How many died?").text


def _shelf(telegram: TelegramServer) -> str:
    phone = Phone(telegram).says("/latest").says("How many reservists did Putin call up?")
    phone = phone.says("/settings")
    return phone.presses("Silent at night: no").says("/forget").text


def _inline(telegram: TelegramServer) -> str:
    return Phone(telegram).asks_inline("missiles Moskva").text


def _timeline(telegram: TelegramServer) -> str:
    phone = Phone(telegram).says("/timeline Makiivka")
    return phone.presses("← December 2022").text


def _verified(telegram: TelegramServer) -> str:
    phone = Phone(telegram).says("How many reservists did Putin call up?").presses("…")
    phone = phone.presses("Proof").presses("← Back")
    phone = phone.says("/verify 300,000 reservists are to be called up")
    return phone.says("/verify 30,000 reservists are to be called up, Shoigu said on Monday").text


def _as_of(telegram: TelegramServer) -> str:
    phone = Phone(telegram).says("/asof 2 January 2023 How many died at Makiivka?")
    return phone.says("/asof 1 March 2022 How many died at Makiivka?").text


def _since(telegram: TelegramServer, backend: Backend, seeds: Path) -> str:
    phone = Phone(telegram).says("What does a mayor say of the water of the Kakhovka dam?")
    file = seeds / "2023-06-12-water-is-falling.txt"
    corrected = file.read_text("utf-8").replace("said the mayor of one", "said the mayors of two")
    file.write_text(corrected, encoding="utf-8")
    CLOCK.pass_an_hour()
    backend.archive.reindex([seeds])
    return phone.says("/since").says("/since 10 June 2023 Kakhovka dam").text


def _followed(telegram: TelegramServer, backend: Backend, seeds: Path) -> str:
    phone = Phone(telegram).says("/follow water Kakhovka dam")
    until(lambda: backend.stories.generation() is not None)
    (seeds / "2023-06-12-water-is-falling.txt").write_text(_NEW, encoding="utf-8")
    CLOCK.pass_an_hour()
    backend.archive.reindex([seeds])
    return phone.gets().says("/following").text


@contextmanager
def _running(telegram: TelegramServer, backend: Backend) -> Iterator[None]:
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
    PAGE.write_text(page(), encoding="utf-8")

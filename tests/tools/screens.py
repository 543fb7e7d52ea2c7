"""docs/screens/: what the bot really sends, as a phone of 390 x 844 points shows it.

`python -m tests.tools.screens [NAME ...]` draws the pictures anew with headless Chromium, and says
how much of a screen each takes; `--to FOLDER` draws them elsewhere.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self

from bot.locales.languages import LANGUAGES, Languages
from bot.locales.own.folder import languages_in
from tests.telegram.model import Message
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer
from tests.tools.browser import height, picture
from tests.tools.conversations import ROOT, bot_over_seeds
from tests.tools.phone_page import FOOT, HEIGHT, ROOM, TOP, Cards, Item, Mine, Sent, Toast, page
from tests.tools.until import until

FOLDER: Final = ROOT / "docs" / "screens"


class Screen(Phone):
    """A phone that keeps what it shows, to be drawn."""

    def __init__(self, telegram: TelegramServer, *, language: str = "en") -> None:
        super().__init__(telegram, language=language)
        self.items: list[Item] = []

    def says(self, words: str) -> Self:
        """Write to the bot, and wait for what it sends."""
        self.items.append(Mine(words))
        return super().says(words)

    def is_reacted_to(self, words: str) -> Self:
        """Write to the bot, and wait for its reaction."""
        said = self.reader.says(words)
        until(lambda: bool(said.reactions))
        emoji = next(iter(said.reactions.values()))[0]["emoji"]
        self.items.append(Mine(words, emoji))
        return self

    def presses(self, label: str) -> Self:
        """Press a button, and wait until the message is edited; only that stays on the screen."""
        super().presses(label)
        self.items = [self.items.pop()]
        return self

    def is_told(self, label: str) -> Self:
        """Press a button that is answered in passing."""
        told = len(self.telegram.callback_answers)
        self.reader.presses(self.last, label)
        until(lambda: len(self.telegram.callback_answers) > told)
        self.items.append(Toast(self.telegram.callback_answers[-1].text))
        return self

    def types(self, words: str) -> Self:
        """Type the bot's name and some words in any chat."""
        query = self.reader.asks_inline(words)
        until(lambda: any(each.query_id == query for each in self.telegram.inline_answers))
        answer = next(e for e in self.telegram.inline_answers if e.query_id == query)
        button = (answer.button or {}).get("text", "")
        self.items.append(Cards(words, answer.results[:4], button))
        return self

    def _left(self, message: Message) -> Self:
        self.items.append(Sent.of(message))
        return super()._left(message)


Scene = Callable[[TelegramServer], Screen]
_DIED: Final = "How many died at Makiivka, and who says so?"


def _shared(screen: Screen) -> Screen:
    """A passage, and its picture."""
    screen = screen.says("How many reservists did Putin call up?").presses("Read on")
    if "Share" not in str(screen.last.buttons):
        screen = screen.presses("Read 1")
    screen.items = []
    screen.reader.presses(screen.last, "Share")
    return screen.gets()


SCENES: Final[Mapping[str, Scene]] = {
    "start": lambda telegram: Screen(telegram).says("/start"),
    "answer": lambda telegram: Screen(telegram).says("What happened to the Kakhovka dam?"),
    "figures": lambda telegram: Screen(telegram).says(_DIED),
    "says": lambda telegram: Screen(telegram).says("What does Russia say about Makiivka?"),
    "nearest": lambda telegram: Screen(telegram).says("Did Erdogan visit Kherson?"),
    "more": lambda telegram: Screen(telegram).says(_DIED).presses("…"),
    "why": lambda telegram: Screen(telegram).says(_DIED).presses("…").presses("Why these"),
    "proof": lambda telegram: Screen(telegram).says(_DIED).presses("…").presses("Proof"),
    "which": lambda telegram: Screen(telegram).says(_DIED).presses("Read on"),
    "read-on": lambda telegram: Screen(telegram).says(_DIED).presses("Read on").presses("Read 2"),
    "refusal": lambda telegram: Screen(telegram).says("Who won the Eurovision Song Contest?"),
    "ukrainian": lambda telegram: Screen(telegram, language="uk").says("Чи був Ердоган у Херсоні?"),
    "timeline": lambda telegram: Screen(telegram).says("/timeline Makiivka"),
    "verify": lambda telegram: Screen(telegram).says(
        "/verify 63 of Russia’s soldiers had been killed"
    ),
    "share": lambda telegram: _shared(Screen(telegram)),
    "settings": lambda telegram: Screen(telegram).says("/settings"),
    "inline": lambda telegram: Screen(telegram).types("makiivka killed"),
    "help": lambda telegram: Screen(telegram).says("/help"),
    "hello": lambda telegram: Screen(telegram).says("hi").is_reacted_to("thanks!"),
}


OWN: Final[Mapping[str, Scene]] = {
    "own-start": lambda telegram: Screen(telegram).says("/start"),
    "own-help": lambda telegram: Screen(telegram).says("/help"),
    "own-imprint": lambda telegram: (
        Screen(telegram, language="de").says("/imprint").says("/contact").says("/privacy")
    ),
}
"""In a newsroom's own words, those of docs/texts.md."""


def newsroom() -> Languages:
    """The languages in the words that docs/texts.md gives as an example."""
    page = (ROOT / "docs" / "texts.md").read_text(encoding="utf-8")
    files = re.findall(r"^`texts/(\w+\.toml)`:\n\n```toml\n(.*?)^```$", page, re.M | re.S)
    with TemporaryDirectory() as folder:
        for name, words in files:
            Path(folder, name).write_text(words, encoding="utf-8")
        return languages_in(Path(folder))


def drawn(screen: Screen) -> tuple[bytes, float]:
    """The picture, and how much of a screen the conversation takes."""
    html = page(screen.items)
    points = height(html)
    high = max(HEIGHT, TOP + points + FOOT)
    return picture(html, high), points / ROOM


def main(arguments: list[str]) -> None:
    """Draw the scenes that are named, else all of them."""
    folder = FOLDER
    if arguments[:1] == ["--to"]:
        folder, arguments = Path(arguments[1]), arguments[2:]
    folder.mkdir(parents=True, exist_ok=True)
    for scenes, languages in ((SCENES, LANGUAGES), (OWN, newsroom())):
        wanted = [name for name in scenes if not arguments or name in arguments]
        if wanted:
            with bot_over_seeds(pictures=True, languages=languages) as (telegram, _, _):
                for name in wanted:
                    shot, share = drawn(scenes[name](telegram))
                    (folder / f"{name}.png").write_bytes(shot)
                    print(f"{name}: {share:.2f} of a screen")


if __name__ == "__main__":
    main(sys.argv[1:])

"""An operator's own words: what they replace, and what is refused before a reader sees it."""

from __future__ import annotations

import re
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from bot.cli import nutgraf
from bot.config import Config, languages_of
from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES, Languages
from bot.locales.own.folder import OwnWordsError, languages_in, own_words
from bot.locales.own.keys import MONTHS, english
from bot.locales.own.limits import is_stated, most
from bot.terminal.chat import Chat
from bot.terminal.screen import Screen
from bot.text import units
from retrieval import Archive
from tests.tools.commands import here
from tests.tools.conversations import ROOT
from tests.tools.screens import newsroom

PAGE = (ROOT / "docs" / "texts.md").read_text(encoding="utf-8")
WRONG = {
    'imprimt = "x"': "imprimt is no text of the bot's; did you mean imprint?",
    '[screen]\nshare.it = "x"': "screen.share.it is no text of the bot's; did you mean",
    'zzzzzz = "x"': "zzzzzz is no text of the bot's; `nutgraf texts` prints all there are",
    'language = "Queen’s English"': "language is what the bot states of itself",
    'about_privacy.kept.votes = "x"': "about_privacy.kept.votes is what the bot states of itself",
    'about_privacy.closing = ""': "say yours in `privacy`",
    "welcome = 7": "welcome must be text in quotes",
    'welcome = ["a", "b"]': "welcome must be text in quotes",
    'welcome = " "': "welcome is empty; leave the key out to keep the bot's words",
    'welcome = "Hello {name}"': "welcome has a placeholder {name} that there is not; none may",
    'imprint = "a { b"': "imprint has a brace of its own",
    'imprint = "{{"': "imprint has a brace of its own",
    'kept = "Read so."': "kept lacks the placeholder {question}",
    'kept = "{question} {quesiton}"': "kept has a placeholder {quesiton} that there is not; there "
    "are {question}",
    'kept = "{question!r}"': "kept has a placeholder {question!r} that there is not",
    'kept = "{question:d}"': "kept has a placeholder {question:d} that there is not",
    'kept = "{question.x} {}"': "kept has a placeholder {} that there is not",
    'help = "{example.whose} {example.no}"': "a placeholder {example.no} that there is not",
    'time_form = "{day} {at}"': "",
    'time_form = "{day} {at:%H.%M} o’clock"': "",
    'time_form = "{at:%H}"': "time_form lacks the placeholder {day}",
    'articles = "{number}"': "articles must be 2 texts in brackets, for 1 and 2",
    'articles = ["one", "{number} pieces"]': "articles lacks the placeholder {number}",
    'articles = ["{number} piece", "{number} pieces"]': "",
    'months = ["Jan"]': "months must be twelve texts in brackets, one for each month",
    'thousand = "1 thousand"': "thousand must be this number as readers write it, such as 1,000",
    'screen.share = "a\\nb"': "screen.share must be one line",
    'name = "a\\nb"': "name must be one line",
    'welcome = "a\\u001b[1m"': "welcome has a control character",
    'welcome = "a\\u202eb"': "welcome has a control character",
    "welcome = 'it''": "not TOML at line 1",
    "welcome": "not TOML at ",
    "a = " + "[" * 2_000: "not TOML: lists in lists, too deep",
    'welcome = "a"\nwelcome = "b"': "not TOML at ",
    "": "",
    'follow_what = "Which?"\nstory.verify_what = "Which?"': "verify_what of story must differ",
    ".".join("a" * 3_000) + ' = "x"': "a.a.a.a.a is no text of the bot's",
    f'{"b" * 5_000} = "x"': f"{'b' * 59}… is no text of the bot's",
    f'welcome = "{{{"c" * 1_500}}}"': f"welcome has a placeholder {{{'c' * 39}…}} that there is",
    'welcome = [{a = "b"}]': "welcome must be text in quotes",
    "welcome = 1979-05-27": "welcome must be text in quotes",
    'articles = [["{number}"], 2]': "articles must be 2 texts in brackets",
    'welcome = "a\\rb"': "welcome has a control character",
}
LONG = {
    "name": 64,
    "description": 512,
    "short_description": 120,
    "commands.ask": 256,
    "own_commands.imprint": 256,
    "imprint": 4096,
    "privacy": 4096,
    "welcome": 2000,
    "old_button": 200,
    "screen.read_on": 40,
    "undated": 80,
}


def said(folder: Path, words: str, code: str = "en") -> str:
    """What is wrong with the words; "" for nothing."""
    folder.mkdir(exist_ok=True)
    (folder / f"{code}.toml").write_text(words, encoding="utf-8")
    told = ""
    try:
        languages_in(folder)
    except OwnWordsError as error:
        told = str(error)
    assert told.startswith(str(folder / f"{code}.toml")) or not told
    assert "\n" not in told
    return told


@pytest.mark.parametrize("words", WRONG)
def test_what_cannot_be_said_is_told_in_a_line(tmp_path: Path, words: str) -> None:
    told = said(tmp_path, words)
    assert WRONG[words] in told
    assert bool(told) == bool(WRONG[words])


@pytest.mark.parametrize("key", LONG)
def test_what_telegram_would_not_take_is_too_long(tmp_path: Path, key: str) -> None:
    assert said(tmp_path, f'{key} = "{"a" * LONG[key]}"') == ""
    for words in ("a" * (LONG[key] + 1), "🗞" * (LONG[key] // 2 + 1)):
        assert f"{key} is too long:" in said(tmp_path, f'{key} = "{words}"')


def test_each_language_has_as_many_forms_as_it_counts_with(tmp_path: Path) -> None:
    two, three = (str(["{number} x"] * number) for number in (2, 3))
    for code, wanted in (("de", "for 1 and 2"), ("uk", "for 1, 2 and 5"), ("es", "1000000 and 2")):
        right, wrong = (two, three) if code == "de" else (three, two)
        assert said(tmp_path / code, f"articles = {right}", code) == ""
        assert wanted in said(tmp_path / code, f"articles = {wrong}", code)


def test_a_folder_that_is_none_is_told_in_a_line(tmp_path: Path) -> None:
    def told(folder: Path) -> str:
        with pytest.raises(OwnWordsError) as caught:
            languages_in(folder)
        return str(caught.value)

    assert "no such folder; make it, or leave `texts` out" in told(tmp_path / "none")
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "README.md").write_text("no words", encoding="utf-8")
    assert "no words in it; put a file such as en.toml there" in told(empty)
    file = tmp_path / "en.toml"
    file.touch()
    assert "not a folder" in told(file)
    for name in ("ua.toml", "EN.toml", "de-AT.toml", "english.toml"):
        folder = tmp_path / name.partition(".")[0]
        folder.mkdir()
        (folder / name).write_text("", encoding="utf-8")
        assert f"{folder / name}: not a language of the bot; there may be en.toml" in told(folder)
    (tmp_path / "de" / "de.toml").mkdir(parents=True)
    assert "not a file; remove it" in told(tmp_path / "de")
    latin = tmp_path / "latin"
    latin.mkdir()
    (latin / "de.toml").write_bytes('welcome = "Grüße"'.encode("latin-1"))
    assert told(latin) == f"{latin / 'de.toml'}: not UTF-8 text; save it as UTF-8"


def test_only_some_of_many_faults_are_told_and_how_many_more_there_are(tmp_path: Path) -> None:
    told = said(tmp_path, "\n".join(f'wrong{number} = "x"' for number in range(9)))
    assert told.count(" is no text of the bot's") == 5
    assert told.endswith("; and 4 more")


def test_own_words_stand_for_the_bots_and_all_else_stays(tmp_path: Path) -> None:
    said(tmp_path, 'welcome = "Oster News\\nAsk us."\nexamples.whose = "Who won?"')
    words = 'imprint = """\nOster Verlag\nKöln\n"""\n[screen]\nshare = "Teilen!"\n'
    said(tmp_path, words, "de")
    languages = languages_of(Config(texts=tmp_path))
    texts = languages["en"]
    assert texts.welcome == "Oster News\nAsk us."
    assert "“Who won?”" in texts.help
    assert "Who won?" in languages["de"].help
    assert (texts.sorry, texts.months) == (ENGLISH.sorry, ENGLISH.months)
    assert languages["de"].screen.share == "Teilen!"
    assert languages["fr"].screen.share == LANGUAGES["fr"].screen.share
    assert ENGLISH.welcome != texts.welcome, "the bot's own words are as they were"


def test_an_imprint_is_said_in_the_readers_language_else_in_the_coverages(tmp_path: Path) -> None:
    for code in ("en", "de", "uk"):
        said(tmp_path, f'imprint = "{code}"', code)
    languages = languages_in(tmp_path)
    for code, coverage, expected in (
        ("de", "uk", "de"),
        ("fr", "uk", "uk"),
        ("fr", "pl", "en"),
        ("tlh", "de", "en"),
    ):
        assert languages.texts_in(code, coverage=coverage).own.imprint == expected
    alone = tmp_path / "alone"
    said(alone, 'contact = "post@oster.example"', "pl")
    for code, texts in languages_in(alone).items():
        assert texts.own.contact == "post@oster.example"
        assert list(texts.made) == ["contact"]
        assert texts.how_to_ask.endswith("/contact"), code
        assert "/imprint" not in texts.how_to_chat
        assert f"/contact              {texts.own_commands['contact']}" in texts.how_to_chat
    assert "/contact" not in ENGLISH.how_to_ask + ENGLISH.how_to_chat


def test_what_the_bot_keeps_stands_in_its_own_words(tmp_path: Path) -> None:
    said(tmp_path, 'privacy = "We print nothing of yours."')
    texts = languages_in(tmp_path)["en"]
    assert (texts.own.privacy, texts.privacy) == ("We print nothing of yours.", ENGLISH.privacy)
    assert is_stated("about_privacy.kept.counts")
    assert not is_stated("about_privacy.rest")


class TestTheCommand:
    def printed(self, *arguments: str, texts: Path | None = None) -> str:
        environment = {"NUTGRAF_TEXTS": str(texts) if texts else "", "LANG": "C.UTF-8"}
        done = CliRunner().invoke(nutgraf, ["texts", *arguments], env=environment)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.stdout

    @pytest.mark.parametrize("code", ["en", "es", "uk"])
    def test_prints_all_that_may_be_replaced_as_it_may_be_written(
        self, tmp_path: Path, code: str
    ) -> None:
        printed = self.printed("--language", code)
        assert printed.startswith(f"# {code}.toml: {LANGUAGES[code].language}.")
        words = tomllib.loads(printed)
        assert words["screen"]["share"] == LANGUAGES[code].screen.share
        assert said(tmp_path, printed, code) == ""
        there = own_words(tmp_path)[code]
        assert there.keys() == {key for key, (first, *_) in english().items() if first}
        assert languages_in(tmp_path)[code].help == LANGUAGES[code].help
        assert self.printed("--language", code, texts=tmp_path) == printed
        for key, forms in there.items():
            assert key in MONTHS or max(map(units, forms)) <= most(key, english()[key][-1])

    def test_prints_what_is_named_in_the_operators_words(self, tmp_path: Path) -> None:
        said(tmp_path, 'imprint = "Say \\"us\\""\nscreen.share = "Pass\\u00a0on"')
        printed = self.printed("imprint", "contact", "screen.share", "story.told", texts=tmp_path)
        assert printed.splitlines() == [
            '# contact = ""' if line.startswith("# c") else line
            for line in (
                'imprint = "Say \\"us\\""',
                "# contact",
                'story.told.passage = "as the passage says"',
                'story.told.article = "as the article is dated"',
                'screen.share = "Pass\\u00A0on"',
            )
        ]
        with pytest.raises(Exception, match=r"scren: no such text; did you mean screen\?"):
            self.printed("scren")


def test_a_command_that_speaks_ends_with_one_line_at_words_that_cannot_be_said(
    tmp_path: Path,
) -> None:
    said(tmp_path / "texts", 'imprimt = "x"')
    (tmp_path / "config.toml").write_text('texts = "texts"\n', encoding="utf-8")
    file, token = tmp_path / "texts" / "en.toml", f"123456:{'a' * 35}"
    for command in ("run", "chat", "doctor", "texts"):
        done = here(command, folder=tmp_path, NUTGRAF_TOKEN=token)
        told = f"error: {file}: imprimt is no text of the bot's; did you mean imprint?\n"
        assert (done.returncode, done.stdout, done.stderr) == (1, "", told)


def test_the_example_of_the_documentation_can_be_said(tmp_path: Path) -> None:
    languages = newsroom()
    assert languages["en"].screen.share == "Pass on"
    shown = re.findall(r"^\$ nutgraf (texts .*)\n((?:.*\n)*?)```$", PAGE, re.MULTILINE)
    for line, words in shown:
        done = here(*line.split(), folder=tmp_path)
        assert (done.stdout, done.stderr) == (words, "")
    assert shown
    assert languages["de"].own.imprint.startswith("Oster Post GmbH")
    assert languages["uk"].own.imprint.startswith("Oster Post Ltd")


def test_the_terminal_has_the_operators_words(archive: Archive) -> None:
    texts = Languages({"en": {"imprint": ("Oster Press",), "afresh": ("Anew.",)}})["en"]
    shown = StringIO()
    chat = Chat(archive, Screen(Console(file=shown, width=200), texts))
    for line in ("/imprint", "/new", "/contact", "/help"):
        assert chat.hear(line)
    opening, help_at_end = shown.getvalue().split("Type a question. ")
    assert opening == f"Oster Press\nAnew.\n{ENGLISH.unknown_command}\n"
    assert "\n/imprint              Who publishes this bot\n/help " in help_at_end


def test_every_english_text_fits_what_is_asked_of_others() -> None:
    for key, forms in english().items():
        assert key in MONTHS or max(map(units, forms)) <= most(key, forms[-1]), key
        assert not re.search(r"\{[^}]*[!.\[][^}]*\}", forms[0].replace("{example.", "{")), key

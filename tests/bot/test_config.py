"""Settings come from config.toml and the environment; what is wrong is one line without a value."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import Config, ConfigError, load
from bot.coverage import KEYS, readings_of

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAG-a_token_of_thirty-five_letters0"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(**variables: str) -> str:
    for name, value in variables.items():
        os.environ[name] = value
    try:
        with pytest.raises(ConfigError) as caught:
            load()
    finally:
        for name in variables:
            del os.environ[name]
    line = str(caught.value)
    assert "\n" not in line
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return line


def test_the_example_shows_the_defaults() -> None:
    shown = tomllib.loads((ROOT / "config.example.toml").read_text(encoding="utf-8"))
    assert Config(**shown) == Config()
    commented = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    for key in Config.model_fields:
        starts = (f"{key} = ", f"# {key} = ", f"# [[{key}]]")
        assert any(f"\n{start}" in commented for start in starts)


@pytest.mark.parametrize("name", ["config.example.toml", "bot/commands/coverage/template.toml"])
def test_tables_that_are_commented_out_can_be_commented_in(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    above, mark, tables = text.partition("# [[coverage]]")
    said = tomllib.loads(above + re.sub(r"^# (?=\w+ = |\[)", "", mark + tables, flags=re.MULTILINE))
    assert said.keys() <= Config.model_fields.keys()
    by_path, by_feed, by_index = said["coverage"]
    assert by_path.keys() | by_feed.keys() | by_index.keys() == {"path", *KEYS}
    assert by_feed.keys() == {"feed"}


def test_what_is_shown_of_outlets_is_said_in_the_file_or_a_variable(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "config.toml").write_text('seeds = ["a"]\n[show]\n"Oster Post" = "sentence"\n')
    monkeypatch.setenv("NUTGRAF_SHOW", "Wire = headline")
    config = load()
    assert config.show == {"Oster Post": "sentence", "Wire": "headline"}
    every = readings_of(config)[-1]
    assert folder.is_relative_to(every.path)
    assert every.reading.shown("oster post") == "sentence"
    assert every.reading.shown("Another") is None
    monkeypatch.setenv("NUTGRAF_SHOW", "Wire=all")
    with pytest.raises(ConfigError, match="NUTGRAF_SHOW: must be lines such as"):
        load()


def test_outlets_have_labels_from_the_file_or_a_variable(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "config.toml").write_text('outlets = { "site-63" = "state media" }')
    assert load().outlets == {"site-63": "state media"}
    monkeypatch.setenv("NUTGRAF_OUTLETS", "A=party paper|B = agency")
    both = {"site-63": "state media", "A": "party paper", "B": "agency"}
    assert load().outlets == both
    monkeypatch.setenv("NUTGRAF_OUTLETS", f"A={'x' * 41}")
    with pytest.raises(ConfigError, match="NUTGRAF_OUTLETS: must be lines such as"):
        load()


def test_without_a_file_paths_count_from_the_working_directory(folder: Path) -> None:
    config = load()
    assert (config.database, config.readers) == (folder / "coverage.db", folder / "readers.db")
    assert (config.seeds, config.coverage) == ((), ())
    assert config.token is None


def test_relative_paths_count_from_the_files_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = folder / "etc"
    elsewhere.mkdir()
    (elsewhere / "nutgraf.toml").write_text(f'database = "x.db"\nseeds = ["a", "{folder}/b"]\n')
    config = load(Path("etc/nutgraf.toml"))
    assert (config.database, config.seeds) == (elsewhere / "x.db", (elsewhere / "a", folder / "b"))
    monkeypatch.setenv("NUTGRAF_CONFIG", "etc/nutgraf.toml")
    assert load() == config
    monkeypatch.setenv("NUTGRAF_CONFIG", "")
    assert load().database == folder / "coverage.db"


def test_the_environment_wins(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "config.toml").write_text('quotes = 2\nseeds = ["a"]\nexamples = ["Who?"]\n')
    assert load().quotes == 2
    monkeypatch.setenv("NUTGRAF_QUOTES", "5")
    monkeypatch.setenv("NUTGRAF_SEEDS", os.pathsep.join(["b", "c"]))
    monkeypatch.setenv("NUTGRAF_EXAMPLES", "Who? | Where?")
    monkeypatch.setenv("NUTGRAF_TOKEN", TOKEN)
    monkeypatch.setenv("NUTGRAF_TELEGRAM_API", "http://127.0.0.1:8081/")
    monkeypatch.setenv("NUTGRAF_DATABASE", "")
    config = load()
    assert config.quotes == 5
    assert config.seeds == (folder / "b", folder / "c")
    assert config.examples == ("Who?", "Where?")
    assert config.token is not None
    assert config.token.get_secret_value() == TOKEN
    assert config.telegram_api == "http://127.0.0.1:8081"
    assert config.database == folder / "coverage.db"


def test_without_the_token_none_is_kept_nor_looked_at_in_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "config.toml").write_text('token = "wrong"\ntoken_file = "x"\nquotes = 2\n')
    monkeypatch.setenv("NUTGRAF_TOKEN", f"123:{'x' * 35}")
    config = load(with_token=False)
    assert (config.token, config.token_file, config.quotes) == (None, None, 2)


def test_a_config_cannot_be_changed_and_does_not_show_its_token() -> None:
    config = Config(token=TOKEN)  # type: ignore[arg-type]
    assert TOKEN not in repr(config)
    with pytest.raises(ValidationError):
        config.quotes = 4


@pytest.mark.parametrize(
    ("toml", "line"),
    [
        ("qoutes = 3", "config.toml: qoutes: no such key; did you mean quotes?"),
        (
            "zzz = 3",
            "config.toml: zzz: no such key; remove it; there are token, token_file, database, ",
        ),
        ("[bot]\nquotes = 3", "config.toml: bot: no such key"),
        ('quotes = "3"', "config.toml: quotes: must be a whole number from 1 to 10"),
        ("quotes = true", "config.toml: quotes: must be a whole number from 1 to 10"),
        ("quotes = 11", "config.toml: quotes: must be a whole number from 1 to 10"),
        ("database = 1", "config.toml: database: must be the path of a file, in quotes"),
        ('readers = ""', "config.toml: readers: must be the path of a file, in quotes"),
        ('seeds = "seeds"', "config.toml: seeds: must be a list of paths"),
        ("examples = [1]", "config.toml: examples: must be a list of questions"),
        ('telegram_api = "127.0.0.1"', "config.toml: telegram_api: must be an address such as"),
        ('token = "SECRET:x"', "config.toml: token: must be a token as @BotFather gives it"),
        ("token = 7", "config.toml: token: must be a token as @BotFather gives it"),
        ('token = "SECRET\nx', "config.toml: not TOML at line 1, column 16; write lines such as"),
        ("quotes = ", "config.toml: not TOML at end of document; write lines such as"),
    ],
)
def test_a_mistake_in_the_file_is_one_line_without_its_value(
    folder: Path, toml: str, line: str
) -> None:
    (folder / "config.toml").write_text(toml)
    said = refused()
    assert said.startswith(line)
    assert "SECRET" not in said


@pytest.mark.parametrize(
    ("variable", "value", "line"),
    [
        ("NUTGRAF_TOKN", "x", "NUTGRAF_TOKN: no such setting; did you mean NUTGRAF_TOKEN?"),
        ("nutgraf_token", "x", "nutgraf_token: no such setting; did you mean NUTGRAF_TOKEN?"),
        ("NUTGRAF_QUOTES", "three", "NUTGRAF_QUOTES: must be a whole number from 1 to 10"),
        ("NUTGRAF_TOKEN", f"{TOKEN}x", "NUTGRAF_TOKEN: must be a token as @BotFather gives it"),
        *(
            ("NUTGRAF_TELEGRAM_API", wrong, "NUTGRAF_TELEGRAM_API: must be an address such as")
            for wrong in ("x", "http://[::1", "http://ada:secret@", "http://h:99999", "http://h:x")
        ),
        ("NUTGRAF_KEEP_DAYS", "31", "NUTGRAF_KEEP_DAYS: must be a whole number from 0 to 30"),
        ("NUTGRAF_CONFIG", "no.toml", "no.toml: no such file; `nutgraf init` writes one"),
        ("NUTGRAF_CONFIG", ".", ".: cannot be read: Is a directory"),
    ],
)
def test_a_mistake_in_the_environment_is_one_line_without_its_value(
    variable: str, value: str, line: str
) -> None:
    assert refused(**{variable: value}).startswith(line)


def test_a_file_that_was_named_must_exist_and_be_text(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"other\.toml: no such file; `nutgraf init` writes"):
        load(Path("other.toml"))
    (folder / "latin.toml").write_bytes(b"# caf\xe9")
    with pytest.raises(ConfigError, match=r"latin\.toml: not UTF-8 text; save it as UTF-8"):
        load(Path("latin.toml"))


def test_several_mistakes_stand_in_one_line(folder: Path) -> None:
    (folder / "config.toml").write_text('quotes = 0\ntoken = "SECRET"\n')
    assert refused().count("must be") == 2


def test_the_operators_lists_and_limits_come_from_both(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "config.toml").write_text(
        "admins = [1]\nallowed = [-100, 2]\nkeep_questions = true\n"
    )
    monkeypatch.setenv("NUTGRAF_ADMINS", "7, -8")
    monkeypatch.setenv("NUTGRAF_LONGEST_QUESTION", "200")
    config = load()
    assert (config.admins, config.allowed, config.blocked) == ((7, -8), (-100, 2), ())
    assert (config.longest_question, config.keep_questions) == (200, True)
    monkeypatch.setenv("NUTGRAF_KEEP_QUESTIONS", "false")
    assert load().keep_questions is False
    assert "NUTGRAF_BLOCKED: must be a list of Telegram's numbers" in refused(NUTGRAF_BLOCKED="Ada")
    assert "must be true or false" in refused(NUTGRAF_KEEP_QUESTIONS="maybe")
    assert "from 20 to 4096" in refused(NUTGRAF_LONGEST_QUESTION="5000")
    assert "from 1 to 600" in refused(NUTGRAF_QUESTIONS_PER_MINUTE="0")


@pytest.mark.skipif(os.name != "posix", reason="pipes lie in folders the POSIX way")
def test_a_pipe_or_a_device_as_config_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("config.toml")
    with pytest.raises(ConfigError, match="not a file; remove it"):
        load()
    for other in ("config.toml", "/dev/zero"):
        with pytest.raises(ConfigError, match=f"{other}: not a file; remove it, or name one"):
            load(Path(other))
        with monkeypatch.context() as patched:
            patched.setenv("NUTGRAF_CONFIG", other)
            with pytest.raises(ConfigError, match="not a file"):
                load()

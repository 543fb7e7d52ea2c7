"""config.toml and the environment, read into one frozen Config.

The environment wins. Whatever is wrong becomes a ConfigError: one line that names the key and the
remedy, and never a value, for the value may be a secret.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.coverage import HOW_MUCH, CoverageError, Feed, described, subscribed, trusting
from bot.settings.environment import IDS, YES, value_of
from bot.settings.found import NAME, Found, find
from bot.settings.misspelt import meant
from bot.settings.toml import UnreadableError, toml_in
from bot.settings.values import File, HowMuch, Ids, Label, Listening, Log, Store, Text, Token, Url
from bot.terminal.lines import VERBOSE, echo, is_wanted
from retrieval import ArchiveAddressError, ClusterAddress, NutgrafError

if TYPE_CHECKING:
    from bot.locales.languages import Languages
    from retrieval import Index

PREFIX = "NUTGRAF_"
MOST_QUOTES = 10

_SECRETS = ("token", "token_file")
_ARCHIVE = ("database", "archive_password_file", "archive_ca")
_FILES = (*_ARCHIVE, "readers", "token_file", "picture", "texts")
_REMEDIES = {
    "token": "must be a token as @BotFather gives it: digits, a colon and 35 more characters",
    **dict.fromkeys(_FILES, "must be the path of a file, in quotes"),
    "texts": "must be the path of a folder, in quotes",
    "seeds": 'must be a list of paths, such as ["articles"]',
    "telegram_api": "must be an address such as http://127.0.0.1:8081",
    "health": "must be a place to listen on, HOST:PORT, such as 127.0.0.1:9464",
    "log": 'must be "text" or "json"',
    "quotes": f"must be a whole number from 1 to {MOST_QUOTES}",
    **dict.fromkeys(IDS, "must be a list of Telegram's numbers, such as [123456789]"),
    "questions_per_minute": "must be a whole number from 1 to 600",
    "longest_question": "must be a whole number from 20 to 4096",
    **dict.fromkeys(YES, "must be true or false"),
    "keep_days": "must be a whole number from 0 to 30",
    "outlets": 'must be lines such as "site-63" = "state media", with labels of at most 40 letters',
    "show": f'must be lines such as "Oster Post" = "sentence"; there are {", ".join(HOW_MUCH)}',
    "threshold": "must be a number from 0 to 1, such as 0.4",
    "examples": 'must be a list of questions, such as ["How many missiles hit the Moskva?"]',
}


class ConfigError(NutgrafError):
    """The configuration cannot be used; `str(error)` names the key and the remedy."""


class _Environment(EnvSettingsSource):
    """Reads lists from text: paths are parted by os.pathsep, questions by `|`."""

    def prepare_field_value(
        self,
        field_name: str,
        field: FieldInfo,  # noqa: ARG002
        value: Any,
        value_is_complex: bool,  # noqa: ARG002
    ) -> Any:
        """See `value_of`; None for a variable that is not there."""
        return None if value is None else value_of(field_name, value)


class Config(BaseSettings):
    """The settings of a bot. Paths are as given until `load` has resolved them."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True
    )

    token: Token | None = None
    token_file: File | None = None
    database: Store = Path("coverage.db")
    archive_password_file: File | None = None
    archive_ca: File | None = None
    readers: File = Path("readers.db")
    seeds: tuple[Path, ...] = ()
    coverage: tuple[Any, ...] = ()  # of retrieval.Described
    _feeds: tuple[Any, ...] = ()  # Feed, Index
    private_addresses: Annotated[bool, Field(strict=True)] = False
    meaning: Annotated[bool, Field(strict=True)] = True
    telegram_api: Url | None = None
    health: Listening | None = None
    log: Log = "text"
    quotes: Annotated[int, Field(strict=True, ge=1, le=MOST_QUOTES)] = 3
    threshold: Annotated[float, Field(strict=True, ge=0, le=1)] = 0.4
    outlets: dict[Text, Label] = {}
    show: dict[Text, HowMuch] = {}
    examples: tuple[Text, ...] = (
        "How many died at Makiivka, and who says so?",
        "How many missiles hit the Moskva?",
        "How many reservists did Putin call up?",
    )
    texts: File | None = None
    picture: File | None = None
    admins: Ids = ()
    allowed: Ids = ()
    blocked: Ids = ()
    questions_per_minute: Annotated[int, Field(strict=True, ge=1, le=600)] = 20
    longest_question: Annotated[int, Field(strict=True, ge=20, le=4096)] = 1000
    keep_questions: Annotated[bool, Field(strict=True)] = False
    keep_days: Annotated[int, Field(strict=True, ge=0, le=30)] = 30

    @property
    def file(self) -> Path:
        """The coverage's file. Raises ConfigError where the coverage lies in a cluster."""
        if isinstance(self.database, ClusterAddress):
            raise ConfigError("database: this works over a file alone, not over a cluster")
        return self.database

    @property
    def feeds(self) -> tuple[Feed | Index, ...]:
        """The feeds of [[coverage]], and the indices."""
        return trusting(self._feeds, self.archive_ca)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then what config.toml gave to the constructor."""
        return _Environment(settings_cls), init_settings


def load(named: Path | None = None, *, with_token: bool = True) -> Config:
    """Read the file `named`, else NUTGRAF_CONFIG's, else the config.toml that is found.

    Relative paths count from the file's folder, without a file from the working directory. With
    `with_token` False, neither the token nor its file is kept; those in the file are not looked at.
    Raises ConfigError.
    """
    config = _loaded(named, leave_out=() if with_token else _SECRETS)
    return config if with_token else config.model_copy(update=dict.fromkeys(_SECRETS))


def _loaded(named: Path | None, leave_out: Iterable[str]) -> Config:
    _check_variables(os.environ)
    file = file_of(named)
    if file is None:
        return _resolved(_validated({}, Path(NAME)), Path.cwd())
    is_named = named or os.environ.get(f"{PREFIX}CONFIG")
    if file.exists() and not (file.is_file() or (is_named and file.is_dir())):
        # a pipe that nobody fills would never end
        raise ConfigError(f"{file}: not a file; remove it, or name one with --config")
    settings = {name: value for name, value in _read(file).items() if name not in leave_out}
    return _resolved(_validated(settings, file), file.absolute().parent)


def file_of(named: Path | None) -> Path | None:
    """The file that `load` reads; None where there is none."""
    variable = os.environ.get(f"{PREFIX}CONFIG")
    return named or (Path(variable) if variable else looked_for().file)


def say_used(named: Path | None) -> None:
    """Say, where that is wanted, which file `load` reads."""
    if is_wanted(VERBOSE):
        file = file_of(named)
        echo(f"configuration: {file.absolute() if file else 'none'}", err=True)


def looked_for() -> Found:
    """The config.toml for the working directory. Its own is named without a folder."""
    ceiling = os.environ.get(f"{PREFIX}CEILING")
    found = find(Path.cwd(), Config.model_fields, ceiling=Path(ceiling) if ceiling else None)
    here = found.file and found.file.parent == Path.cwd()
    return found._replace(file=Path(NAME)) if here else found


_VARIABLES = {*Config.model_fields, "config", "ceiling", "archive_password", "coverage_password"}
_VARIABLES -= {"coverage"}


def _check_variables(environment: Mapping[str, str]) -> None:
    known = [PREFIX + key.upper() for key in _VARIABLES]
    for variable in sorted(environment):
        if variable.upper().startswith(PREFIX) and variable not in known:
            raise ConfigError(f"{variable}: no such setting; {meant(variable.upper(), known)}")


def _read(file: Path) -> dict[str, Any]:
    try:
        return toml_in(file)
    except UnreadableError as error:
        raise ConfigError(str(error)) from None
    except FileNotFoundError:
        raise ConfigError(
            f"{file}: no such file; `nutgraf init` writes one, or name another with --config"
        ) from None


def _validated(settings: dict[str, Any], file: Path) -> Config:
    try:
        tables = settings.get("coverage", [])
        settings["coverage"] = described(tables, file.absolute().parent)
        config = Config(**settings)
        config._feeds = subscribed(tables, file.absolute().parent)
        return config
    except CoverageError as error:
        raise ConfigError(f"{file}: {error}") from None
    except ArchiveAddressError as error:
        raise ConfigError(f"{_where('database', str(file))}: {error.reason}") from None
    except ValidationError as error:
        # `from None`, because pydantic's own text shows what it was given
        details = error.errors(include_url=False, include_context=False, include_input=False)
        problems = dict.fromkeys(_problem(str(each["loc"][0]), str(file)) for each in details)
        raise ConfigError("; ".join(problems)) from None


def _problem(key: str, file: str) -> str:
    if key not in Config.model_fields:
        return f"{file}: {key}: no such key; {meant(key, Config.model_fields)}"
    return f"{_where(key, file)}: {_REMEDIES[key]}"


def _where(key: str, file: str) -> str:
    """Where the key's value was given."""
    variable = PREFIX + key.upper()
    return variable if os.environ.get(variable) else f"{file}: {key}"


def _resolved(config: Config, folder: Path) -> Config:
    given = {name: path for name in _FILES if isinstance(path := getattr(config, name), Path)}
    files = {name: folder / path.expanduser() for name, path in given.items()}
    seeds = tuple(folder / each.expanduser() for each in config.seeds)
    return config.model_copy(update={**files, "seeds": seeds})


def languages_of(config: Config) -> Languages:
    """The languages of the bot, in the operator's own words where there are some. Raises a
    NutgrafError."""
    from bot.locales.languages import LANGUAGES

    if config.texts is None:
        return LANGUAGES
    from bot.locales.own.folder import languages_in

    return languages_in(config.texts)

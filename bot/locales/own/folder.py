"""An operator's own words, read from a folder of LANG.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from bot.locales.languages import LANGUAGES, Languages
from bot.locales.own.checks import wrong
from bot.locales.own.keys import MONTHS, english
from bot.locales.own.limits import is_stated
from bot.settings.misspelt import near
from bot.settings.toml import UnreadableError, toml_in
from bot.text import shortened, units
from retrieval import NutgrafError

_SUFFIX: Final = ".toml"
_MOST_TOLD: Final = 5  # of what is wrong
_COUNTED: Final = range(1, 200)
_JOINT: Final = ", "
_ASKING: Final = "follow_what and as_of_what, timeline_what and verify_what of story"
_LONGEST_LIST: Final = 160
_LONGEST_KEY: Final = 60  # letters of what is told
_DEEPEST: Final = 4  # dots in a key


class OwnWordsError(NutgrafError):
    """The operator's words cannot be used; `str(error)` says in a line what to mend."""


def languages_in(folder: Path) -> Languages:
    """The bot's languages in the words of the folder. Raises OwnWordsError."""
    own = own_words(folder)
    languages = Languages(own)
    for code in own:
        if len(languages[code].prompts) < len(LANGUAGES[code].prompts):
            raise OwnWordsError(
                f"{folder / code}{_SUFFIX}: {_ASKING} must differ: a reply to one of them is read "
                "as what it asks for"
            )
    return languages


def own_words(folder: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    """The words of the folder's files, by language and key. Raises OwnWordsError."""
    files = {file: _read(file) for file in _files(folder)}
    problems = [
        f"{file}: {shortened(key, _LONGEST_KEY)} {told}"
        for file, words in files.items()
        for key, told in _problems(words, file.stem)
    ]
    if problems:
        left = len(problems) - _MOST_TOLD
        more = [f"and {left} more"] if left > 0 else []
        raise OwnWordsError("; ".join([*problems[:_MOST_TOLD], *more]))
    return {
        file.stem: {key: _forms(key, value) for key, value in words.items()}
        for file, words in files.items()
    }


def _read(file: Path) -> dict[str, Any]:
    try:
        return _flat(toml_in(file))
    except (UnreadableError, OSError) as error:
        raise OwnWordsError(str(error)) from None


def _files(folder: Path) -> list[Path]:
    try:
        files = sorted(each for each in folder.iterdir() if each.suffix.lower() == _SUFFIX)
    except FileNotFoundError:
        raise OwnWordsError(f"{folder}: no such folder; make it, or leave `texts` out") from None
    except NotADirectoryError:
        raise OwnWordsError(
            f"{folder}: not a folder; `texts` names a folder of LANG.toml"
        ) from None
    except OSError as error:
        raise OwnWordsError(
            f"{folder}: cannot be read: {error.strerror}; mend its permissions"
        ) from None
    if not files:
        raise OwnWordsError(
            f"{folder}: no words in it; put a file such as en.toml there, or leave `texts` out"
        )
    for file in files:
        if file.name not in {f"{code}{_SUFFIX}" for code in LANGUAGES}:
            spoken = ", ".join(f"{code}{_SUFFIX}" for code in LANGUAGES)
            raise OwnWordsError(f"{file}: not a language of the bot; there may be {spoken}")
        if not file.is_file():
            raise OwnWordsError(f"{file}: not a file; remove it")
    return files


def _flat(table: Mapping[str, Any], opening: str = "") -> dict[str, Any]:
    """The values of tables in tables, by their keys with dots between."""
    found = {}
    for name, value in table.items():
        key = f"{opening}{name}"
        deeper = isinstance(value, dict) and key.count(".") < _DEEPEST
        found.update(_flat(value, f"{key}.") if deeper else {key: value})
    return found


def _forms(key: str, value: Any) -> tuple[str, ...]:
    """The value as a message of a table has it."""
    said = [each.strip() for each in (value if isinstance(value, list) else [value])]
    return (_JOINT.join(said),) if key in MONTHS else tuple(said)


def _problems(words: Mapping[str, Any], code: str) -> Iterator[tuple[str, str]]:
    for key, value in words.items():
        if is_stated(key):
            yield key, "is what the bot states of itself, and stays; say yours in `privacy`"
        elif key not in english():
            yield key, f"is no text of the bot's; {near(key, english())}"
        else:
            for told in _wrong(key, value, code):
                yield key, told


def _wrong(key: str, value: Any, code: str) -> Iterator[str]:
    words = english()[key]
    if key in MONTHS or len(words) > 1:
        yield from _wrong_list(key, value, code)
    elif not isinstance(value, str):
        yield "must be text in quotes"
    else:
        yield from wrong(key, value.strip(), words, tuple(LANGUAGES["en"].examples))


def _wrong_list(key: str, value: Any, code: str) -> Iterator[str]:
    wanted, what = 12, "twelve texts in brackets, one for each month"
    if key not in MONTHS:
        numbers = _numbers(code)
        wanted, what = len(numbers), f"{len(numbers)} texts in brackets, for {_told(numbers)}"
    texts = value if isinstance(value, list) else []
    if len(texts) != wanted or not all(isinstance(each, str) for each in texts):
        yield f"must be {what}"
    elif key in MONTHS:
        bad = [each for each in texts if not each.strip() or set(",{}\n") & set(each)]
        if bad or units(_JOINT.join(texts)) > _LONGEST_LIST:
            yield f"must be {what}, without commas, together of at most {_LONGEST_LIST} letters"
    else:
        for each in texts:
            yield from wrong(key, each.strip(), english()[key], ())


def _numbers(code: str) -> list[int]:
    """For each form that the language counts with, a number that takes it."""
    plural = LANGUAGES[code].plural
    first: dict[int, int] = {}
    for number in (*_COUNTED, 0, 1_000_000):
        first.setdefault(plural(number), number)
    return [first[form] for form in sorted(first)]


def _told(numbers: list[int]) -> str:
    return " and ".join([", ".join(map(str, numbers[:-1])), str(numbers[-1])])

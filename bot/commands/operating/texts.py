"""`nutgraf texts`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

import click

from bot.config import Config, languages_of
from bot.locales.languages import LANGUAGES
from bot.locales.own.keys import MONTHS, OWN, english, present
from bot.settings.misspelt import near
from bot.terminal.lines import echo
from retrieval import NutgrafError

_UNSEEN: Final = re.compile("[\x7f\xa0\u2000-\u200f\u202f\ufeff]")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


class UnknownTextError(NutgrafError):
    """The bot has no such text."""


@click.argument("keys", nargs=-1, metavar="[KEY ...]")
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    help="Whose words; without it those of the environment.",
)
def texts(config: Config, keys: tuple[str, ...], language: str | None) -> None:
    """Print the bot's words as TOML, to copy and change what you want said otherwise.

    A KEY prints its text, or all below it, such as `screen`. Of configured `texts`, which are
    checked, your own words are printed.
    """
    languages = languages_of(config)
    code = language or languages.texts_here().code
    said = present(languages, code)
    for key in keys:
        if not any(_is_below(each, key) for each in said):
            raise UnknownTextError(f"{key}: no such text; {near(key, _all(said))}")
    shown = {key: forms for key, forms in said.items() if _is_wanted(key, keys)}
    if not keys:
        echo(f"# {code}.toml: {languages[code].language}. Keep only the keys that differ.")
    for line in map(_line, shown, shown.values()):
        echo(line)


def _all(keys: Iterable[str]) -> list[str]:
    """The keys, and those that stand above them."""
    return [*keys, *dict.fromkeys(key.rpartition(".")[0] for key in keys if "." in key)]


def _is_wanted(key: str, keys: tuple[str, ...]) -> bool:
    return not keys or any(_is_below(key, each) for each in keys)


def _is_below(key: str, above: str) -> bool:
    return f"{key}.".startswith(f"{above}.")


def _line(key: str, forms: tuple[str, ...]) -> str:
    """A key and its words; what has none yet as a comment."""
    name = ".".join(part if _BARE.fullmatch(part) else json.dumps(part) for part in key.split("."))
    words = forms[0].split(", ") if key in MONTHS else forms
    if key in MONTHS or len(english()[key]) > 1:
        return f"{name} = [{', '.join(map(_quoted, words))}]"
    return f"{'# ' if key in OWN and not words[0] else ''}{name} = {_quoted(words[0])}"


def _quoted(text: str) -> str:
    if "\n" not in text:
        return _escaped(text)
    lines = "\n".join(_escaped(line)[1:-1] for line in text.split("\n"))
    return f'"""\n{lines}"""'


def _escaped(text: str) -> str:
    """In quotes, with signs for spaces that look like others, and for what is not seen."""
    said = json.dumps(text, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04X}", said)

"""The catalogues: each complete, and compiled."""

from __future__ import annotations

import re
import string
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from bot.locales.languages import CATALOGUES, LANGUAGES
from tests.tools.catalogues import TEMPLATE, catalogue, compiled, template

DOCUMENTED = Path(__file__).parents[3] / "docs" / "translating.md"
OTHERS = [code for code in LANGUAGES if code != "en"]
ALIKE = ("first_of_month", "day_form", "time_form", "story.month_form", "screen.day_form")
"""What may be written as in English in any language, beside names and signs."""
NAMES = ("parties.", "screen.month_letters", "screen.months", "screen.extent")
SAME = {"fr": {"articles", "page", "passages", "questions", "screen.articles"}}
"""What is spelt alike."""


def filled(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def read(file: bytes) -> tuple[str, list[tuple[object, ...]]]:
    """The rule and the texts of a compiled catalogue, whichever Babel made it."""
    made = read_mo(BytesIO(file))
    return made.plural_forms, [(each.context, each.id, each.string) for each in made if each.id]


def forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def test_the_template_has_the_texts_as_they_are() -> None:
    with TEMPLATE.open("rb") as file:
        written = read_po(file)
    there = [(each.context, each.id) for each in written if each.id]
    assert there == [(each.context, each.id) for each in template() if each.id], (
        "make it anew: python -m tests.tools.catalogues"
    )


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_is_complete(code: str) -> None:
    made = catalogue(code)
    assert not made.obsolete
    assert made.num_plurals >= 1
    keys = {(each.context, each.id): each for each in made if each.id}
    assert list(keys) == [(each.context, each.id) for each in template() if each.id]
    for (key, english), message in keys.items():
        assert not message.fuzzy, key
        said = forms(message.string)
        assert len(said) == (1 if isinstance(english, str) else made.num_plurals), key
        for form in said:
            assert filled(form) == filled(forms(english)[-1]), key
            assert form.count("\n") == forms(english)[-1].count("\n"), key
            assert form == form.strip(), key


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_was_left_in_english(code: str) -> None:
    for message in catalogue(code):
        key, english = message.context or "", forms(message.id)[-1]
        words = "".join(part for part, *_ in string.Formatter().parse(english))
        if not any(letter.isalpha() for letter in words) or key.startswith((*NAMES, *ALIKE)):
            continue
        assert english not in forms(message.string) or key in SAME.get(code, ()), key


@pytest.mark.parametrize("code", OTHERS)
def test_what_the_bot_reads_is_compiled_from_the_catalogue(code: str) -> None:
    path = CATALOGUES / code / "LC_MESSAGES" / "nutgraf.mo"
    there, made = read(path.read_bytes()), read(compiled(catalogue(code)))
    assert there == made, "compile it: pybabel compile -d bot/locales/catalogues -D nutgraf"


def test_a_language_more_is_made_as_the_documentation_says(tmp_path: Path) -> None:
    lines = re.findall(r"^\$ (pybabel .*)$", DOCUMENTED.read_text("utf-8"), re.MULTILINE)
    assert [line.split()[1] for line in lines] == ["init", "compile", "update", "compile"]
    for line in lines:
        given = line.replace("-d bot/locales/catalogues", f"-d {tmp_path}").split()
        CommandLineInterface().run(given)  # type: ignore[no-untyped-call]
    made = tmp_path / "it" / "LC_MESSAGES"
    with (made / "nutgraf.mo").open("rb") as file:
        assert "plural-forms" in GNUTranslations(file).info()
    with (made / "nutgraf.po").open("rb") as file:
        assert len(read_po(file)) == len(template())


def test_each_catalogue_is_that_of_its_folder() -> None:
    for folder in (each for each in Path(CATALOGUES).iterdir() if each.is_dir()):
        assert str(catalogue(folder.name).locale) == folder.name

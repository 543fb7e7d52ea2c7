"""The bot's texts for translators; `-m tests.tools.catalogues` makes the template anew.

The template is bot/locales/catalogues/nutgraf.pot, from which `pybabel init` and `pybabel update`
make a language's catalogue: see docs/translating.md.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.locales.english import SOURCE
from bot.locales.languages import CATALOGUES
from bot.locales.tables import messages

_EVER = datetime(2026, 11, 27, tzinfo=UTC)
"""The same texts make the same file."""
TEMPLATE = CATALOGUES / "nutgraf.pot"


def template() -> Catalog:
    """All texts in English, each with its key as context."""
    made = Catalog(
        project="nutgraf",
        version="1",
        msgid_bugs_address="see CONTRIBUTING.md",
        charset="utf-8",
        header_comment="# The bot's own words.",
        creation_date=_EVER,
    )
    for key, forms in messages(SOURCE):
        made.add(forms if len(forms) > 1 else forms[0], context=key)
    return made


def catalogue(code: str) -> Catalog:
    """What is translated into that language."""
    path = CATALOGUES / code / "LC_MESSAGES" / "nutgraf.po"
    with path.open("rb") as file:
        return read_po(file, locale=code)


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the bot reads it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def write(path: Path, catalogue: Catalog) -> None:
    """Write a template or a catalogue."""
    with path.open("wb") as file:
        write_po(file, catalogue)


if __name__ == "__main__":
    write(TEMPLATE, template())

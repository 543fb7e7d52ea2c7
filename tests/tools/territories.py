"""Writes the countries' names in all languages with a file: `python -m tests.tools.territories`.

Needs Babel, which no test needs; the names are those of Unicode's CLDR.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from retrieval.languages.language import codes

FILE: Final = Path(__file__).parents[2] / "retrieval" / "languages" / "places" / "countries.txt"
HEADER: Final = """\
# Countries and territories by language, one a line; a name as in English is left out. From the
# Unicode CLDR, by way of Babel, under the Unicode License v3 (https://www.unicode.org/license.txt).

"""
_NO_COUNTRIES: Final = frozenset("AC CP DG EA EU EZ IC QO TA UN XA XB ZZ".split())
_BESIDE: Final = re.compile(r"\s*[(（\[].*?[)）\]]")


def table(locale: Any) -> str:
    """The file's text, of the names that `locale(code).territories` gives."""
    names = {code: locale(code).territories for code in sorted({*codes()} | {"en"})}
    regions = sorted(
        region
        for region in names["en"]
        if len(region) == 2 and region.isalpha() and region not in _NO_COUNTRIES
    )
    return HEADER + "".join(f"{_line(region, names)}\n" for region in regions)


def _line(region: str, names: dict[str, Any]) -> str:
    english = _plain(names["en"][region])
    others = (
        f"{code} {name}"
        for code, territories in names.items()
        if code != "en" and (name := _plain(territories.get(region, ""))) and name != english
    )
    return "; ".join((f"en {english}", *others))


def _plain(name: str) -> str:
    return _BESIDE.sub("", name).replace(";", " ").replace(",", " ").replace("/", " ").strip()


def main() -> None:
    """Writes the file."""
    text = table(import_module("babel").Locale)
    FILE.write_text(text, encoding="utf-8")
    print(len(text.encode()))


if __name__ == "__main__":
    main()

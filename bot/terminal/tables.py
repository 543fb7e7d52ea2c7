"""Tables for spreadsheets: CSV, of which no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import click

_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


def echo_table(heads: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write the rows as CSV; an apostrophe stands before what a spreadsheet would calculate."""
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    click.echo(out.getvalue(), nl=False)


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULAS) else value

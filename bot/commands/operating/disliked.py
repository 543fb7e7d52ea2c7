"""`nutgraf disliked`."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import click

from bot.archives import opened
from bot.config import Config
from bot.readers.answers.disliked import Disliked
from bot.readers.answers.disliked import disliked as found_in
from bot.readers.database import Readers
from bot.terminal.lines import echo, echo_json
from bot.terminal.tables import echo_table
from retrieval import Archive, Citation, NutgrafError, UnknownAddressError

_HEADS: Final = ("readers", "day", "terms", "questions", "address", "article", "paragraph", "text")
_HEAD: Final = """\
# What readers say was not answered, for `nutgraf eval COVERAGE FILE`. Empty answers say that the
# coverage does not tell; where it does, write "ARTICLE#PARAGRAPH" into them.
"""


class QuestionsFileError(NutgrafError):
    """The file for the questions cannot be written."""


@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Passages.")
@click.option("--json", "as_json", is_flag=True, help="Print the passages for programs.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets.")
@click.option(
    "--as-questions",
    "into",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Write them as questions for `nutgraf eval`, into a new file.",
)
def disliked(config: Config, limit: int, as_json: bool, as_csv: bool, into: Path | None) -> None:
    """Show which passages do not answer, say three different readers or more.

    Of what they asked, the terms that three of them have in common; whole questions only with
    keep_questions. Of the answers of the last `keep_days`.
    """
    if as_json and as_csv:
        raise click.UsageError("--csv or --json, not both")
    with opened(config) as archive, closing(Readers(config.readers, make=False)) as readers:
        found = found_in(readers, archive.terms)[:limit]
        rows = [row for each in found if (row := _row(archive, each, config.keep_questions))]
    if into:
        echo(f"{into}: {_written(into, rows)} questions")
    elif as_json:
        echo_json({"schema": 1, "passages": rows})
    elif as_csv:
        flat = ({**row, "questions": " | ".join(row["questions"])} for row in rows)
        echo_table(_HEADS, flat)
    else:
        echo("\n".join(map(_lines, rows)) or "no passage that three readers dislike")


def _row(archive: Archive, found: Disliked, whole: bool) -> dict[str, Any] | None:
    """What is told of the passage; None where it is no longer held."""
    try:
        excerpt = archive.show(found.address)
    except UnknownAddressError:
        return None
    cited: Citation = excerpt.citation
    values = (
        *(found.readers, found.day, " ".join(found.terms), found.questions if whole else ()),
        *(found.address, cited.article, cited.paragraph, excerpt.passage.text),
    )
    return dict(zip(_HEADS, values, strict=True))


def _lines(row: dict[str, Any]) -> str:
    lines = [
        f"{row['readers']:>5}  {row['terms'] or 'no term in common'}  (last on {row['day']})",
        f"{'':7}does not answer: {row['address']}  {' '.join(row['text'].split())[:100]}",
    ]
    return "\n".join([*lines, *(f"{'':7}such as: {each}" for each in row["questions"])])


def _written(file: Path, rows: list[dict[str, Any]]) -> int:
    """How many questions were written into the file, which is made."""
    parts = []
    for row in rows:
        shown = f"# {row['readers']} readers: {row['article']}#{row['paragraph']} does not answer"
        for asked in row["questions"] or filter(None, [row["terms"]]):
            parts.append(
                f"{_plain(shown)}\n[[questions]]\ntext = {_in_toml(asked)}\nanswers = []\n"
            )
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write("\n".join([_HEAD, *parts]))
    except FileExistsError:
        raise QuestionsFileError(f"{file}: exists; name a new file") from None
    return len(parts)


def _in_toml(text: str) -> str:
    """JSON's strings are TOML's, but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(line: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in line)

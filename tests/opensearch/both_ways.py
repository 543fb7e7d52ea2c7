"""Commands run in this process, over a coverage in a file or in a cluster."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from tests.tools.commands import here


class Said(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


class Home(NamedTuple):
    """A folder of its own, and the database that commands run in it are given."""

    folder: Path
    database: str

    def run(self, *arguments: str, typed: str = "") -> Said:
        """What the command says, with `typed` as its standard input."""
        done = here(
            *arguments,
            folder=self.folder,
            given=typed,
            NUTGRAF_DATABASE=self.database,
            NUTGRAF_READERS=self.folder / "readers.db",
            NUTGRAF_MEANING="false",
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def plain(self, said: Said) -> Said:
        """The same without what differs from home to home, and from moment to moment."""
        return Said(said.code, self._plain(said.out), self._plain(said.err))

    def _plain(self, text: str) -> str:
        for name, each in (("DATABASE", self.database), ("HOME", str(self.folder))):
            text = text.replace(each, name)
        return _MOMENTS.sub("#", text)


_MOMENTS = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+00:00)|\d+\.\d+ s\b|(?<=\"seconds\": )[\d.]+|"
    r"(?<=milliseconds)(?s:.*)|(?<=\"milliseconds\": )\{(?s:.*?)\}\s*\}|\d+ bytes, SHA-256 \w+|"
    r"(?<=\"sha256\": )\"\w+\"|(?<=\"bytes\": )\d+|(?<=Last changed: ).*"
)

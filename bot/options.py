"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

CONFIG_FILE: Final = click.option(
    "--config",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The configuration to use instead of the one found.",
)
"""Which configuration to read: `file`, a Path, or None for the usual one."""

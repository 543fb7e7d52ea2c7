"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from bot.terminal.lines import QUIET, VERBOSE
from retrieval import ArchiveAddressError, ClusterAddress, cluster_address

CONFIG_FILE: Final = click.option(
    "--config",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The configuration to use instead of the one found.",
)
"""Which configuration to read: `file`, a Path, or None for the usual one."""


def volume(*, hidden: bool = False) -> list[click.Parameter]:
    """How much is said on standard error, beside errors."""
    kept: dict[str, Any] = {"is_flag": True, "expose_value": False, "hidden": hidden}
    return [
        click.Option(
            [f"--{QUIET}"],
            help="Say nothing on standard error but errors.",
            callback=_keep,
            **kept,
        ),
        click.Option(
            [f"--{VERBOSE}"],
            help="Say there which configuration is used.",
            callback=_keep,
            **kept,
        ),
    ]


def _keep(context: click.Context, option: click.Parameter, given: bool) -> None:
    if given:
        context.meta[f"nutgraf.{option.name}"] = True
    if all(context.meta.get(f"nutgraf.{each}") for each in (QUIET, VERBOSE)):
        raise click.UsageError("--verbose or --quiet, not both")


def placed(
    context: click.Context,  # noqa: ARG001
    option: click.Parameter,
    value: str | None,
) -> Path | ClusterAddress | None:
    """The callback of an option, or argument, that is a path or a coverage's address."""
    return None if value is None else place_of(value, option)


def place_of(text: str, option: click.Parameter | None = None) -> Path | ClusterAddress:
    """A file or folder, or a coverage's address in a cluster. Raises click.BadParameter, which
    never shows the text."""
    try:
        return cluster_address(text) or Path(text)
    except ArchiveAddressError as error:
        raise click.BadParameter(error.reason, param=option) from None

"""The commands as a person is shown them; each is imported when it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from bot.options import volume
from bot.terminal.lines import VERBOSE


class Listed(NamedTuple):
    """A command: the function `name` of a `module`, and what it does in a line that stands whole in
    80 columns."""

    module: str
    name: str
    does: str


class Commands(click.Group):
    """A group of commands by section and name, whose list and completion import none of them.

    `wrapped` makes of a function what click makes a command of.
    """

    def __init__(
        self,
        *arguments: Any,
        sections: Mapping[str, Mapping[str, Listed]],
        wrapped: Callable[[Callable[..., None]], Callable[..., None]],
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.params += volume(hidden=True)  # also before the command's name
        self.sections = sections
        self._listed = {name: each for one in sections.values() for name, each in one.items()}
        self._wrapped = wrapped

    def list_commands(self, context: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all."""
        return sorted(self._listed)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of this name."""
        if name in self._listed and name not in self.commands:
            module, function, does = self._listed[name]
            found = getattr(import_module(module), function)
            if not isinstance(found, click.Command):
                found = click.command()(self._wrapped(found))
            found.short_help = does
            if not any(each.name == VERBOSE for each in found.params):
                found.params += volume()
            self.add_command(found, name)
        return super().get_command(context, name)

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; wrong usage names those that are near it."""
        name = arguments[0]
        if name[:1] != "-" and name not in self._listed and not context.resilient_parsing:
            near = get_close_matches(name.lower(), self._listed)
            meant = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
            context.fail(f"No such command {name!r}.{meant}")
        return super().resolve_command(context, arguments)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The commands under what they are for, each with its line."""
        width = max(map(len, self._listed))
        for section, commands in self.sections.items():
            with formatter.section(section):
                formatter.write_dl([(f"{name:{width}}", commands[name].does) for name in commands])

    def shell_complete(self, context: click.Context, incomplete: str) -> list[CompletionItem]:
        """The names, and the options, that begin so."""
        names = [name for name in sorted(self._listed) if name.startswith(incomplete)]
        items = [CompletionItem(name, help=self._listed[name].does) for name in names]
        return items + click.Command.shell_complete(self, context, incomplete)

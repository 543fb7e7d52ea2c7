"""Values that a shell completes, as they stand in the coverage; nothing is made or said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import BashComplete, CompletionItem

from bot.text import visible

if TYPE_CHECKING:
    from bot.config import Config
    from retrieval import Kind, Named

Completing = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


class Bash(BashComplete):
    """A name of several words is one word to the shell, unless a quotation mark holds it."""

    source_template = BashComplete.source_template.replace(
        "IFS=',' read type value", "IFS=',' read -r type value"
    ).replace(
        "COMPREPLY+=($value)",
        """[[ ${COMP_WORDS[COMP_CWORD]} == [\\"\\']* ]] || printf -v value '%%q' "$value"
            COMPREPLY+=("$value")""",
    )


def named(kind: Kind) -> Completing:
    """Completes names of this kind."""

    def items(
        context: click.Context,
        parameter: click.Parameter,  # noqa: ARG001
        typed: str,
    ) -> list[CompletionItem]:
        return _items(context, kind, typed)

    return items


def to_remove(
    context: click.Context,
    parameter: click.Parameter,  # noqa: ARG001
    typed: str,
) -> list[CompletionItem]:
    """Completes what `nutgraf remove` takes: an id or an outlet, where it is said which; a file."""
    kind = _REMOVED.get(context.params.get("kind") or "")
    found = _items(context, kind, typed) if kind else []
    return found or [CompletionItem(typed, type="file")]


_REMOVED: Final[dict[str, Kind]] = {"id": "article", "outlet": "outlet"}


def _items(context: click.Context, kind: Kind, typed: str) -> list[CompletionItem]:
    from bot.config import load

    try:
        found = _names(load(context.params.get("file"), with_token=False), kind, typed)
    except Exception:  # a shell has no place to say what is wrong
        return []
    return [
        CompletionItem(each.name, help=visible(each.told) or None)
        for each in found
        if each.name == visible(each.name)
    ]


def _names(config: Config, kind: Kind, typed: str) -> list[Named]:
    from retrieval import ClusterAddress, beginnings

    if not isinstance(config.database, ClusterAddress):
        return beginnings(config.database, kind, typed)
    from bot.archives import access
    from retrieval import beginnings_in

    return beginnings_in(config.database, kind, typed, **access(config))

"""How an operator says that files are to be read, where they do not say it themselves."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from retrieval.articles.conversion.command import parted
from retrieval.articles.stated_days import Order

Show = Literal["article", "paragraph", "sentence", "headline"]
"""How much of an article is shown at once."""
_NARROWEST_FIRST: Final[tuple[Show, ...]] = ("headline", "sentence", "paragraph", "article")


@dataclass(frozen=True, slots=True)
class Reading:
    """What an operator says of files; None and False leave it to the files.

    `headline` to `id` name a record's fields, with dots for a field in a field, or a table's
    columns. `outlet` and `language` are those of all articles that state none. `timezone` is that
    of times without one (Europe/Kyiv), `encoding` such as cp1252, `date_order` one of dmy, mdy,
    ymd. `day_from_name`: a file's name states its day. `summaries`: what has no text but a summary
    is read all the same. `site` is what relative addresses are of. `show`: how much of an article
    is shown at once, of "headline" nothing but that is indexed; `show_of` the same of the articles
    of an outlet. `convert`: suffixes, each with the command that makes plain text of such a file,
    `{}` for its path.

    Raises ValueError with the remedy for a command that is none.
    """

    headline: str | None = None
    text: str | None = None
    published: str | None = None
    url: str | None = None
    id: str | None = None
    outlet: str | None = None
    language: str | None = None
    encoding: str | None = None
    date_order: Order | None = None
    timezone: str | None = None
    site: str | None = None
    day_from_name: bool = False
    summaries: bool = False
    show: Show | None = None
    show_of: tuple[tuple[str, Show], ...] = ()
    convert: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        for suffix, command in self.convert:
            if not suffix.startswith("."):
                raise ValueError(f"{suffix}: no suffix; write it as .pdf")
            parted(command)

    @property
    def key(self) -> bytes:
        """What tells it from others, for digests; nothing where the operator says nothing. What
        converts a file is told apart where that is done."""
        names = [each.name for each in fields(self) if each.name != "convert"]
        said = [(name, getattr(self, name)) for name in names]
        return repr([each for each in said if each[1]]).encode() if any(s[1] for s in said) else b""

    @property
    def zone(self) -> ZoneInfo | None:
        """Of times without one."""
        return ZoneInfo(self.timezone) if self.timezone else None

    def shown(self, outlet: str | None) -> Show | None:
        """How much of an article of this outlet is shown at once: the least that is said; None
        where nothing is."""
        ours = _folded(outlet or "")
        said = [show for name, show in self.show_of if _folded(name) == ours]
        said += [self.show] if self.show else []
        return min(said, key=_NARROWEST_FIRST.index, default=None)


class Described(NamedTuple):
    """The `reading` that an operator gives the files that `path`, a path or a pattern, names."""

    path: str | Path
    reading: Reading


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


AS_IT_IS: Final = Reading()
"""The operator says nothing."""

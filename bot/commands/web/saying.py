"""What happens while folders and feeds are watched, said a line each."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.terminal.lines import echo, echo_json
from retrieval import Summary


class Say:
    """Says what happens to people, or, `as_json`, to programs."""

    def __init__(self, as_json: bool = False) -> None:
        self._as_json = as_json

    def line(self, words: str, **told: object) -> None:
        """Says it in these words; to programs what is `told`, or else the words."""
        if self._as_json:
            at = _written(datetime.now(UTC))
            echo_json({"schema": 1, "at": at} | (told or {"said": words}), indent=None)
        else:
            echo(words)

    def indexed(self, summary: Summary) -> None:
        """What a reindex did."""
        counts = {each: getattr(summary, each) for each in ("added", "changed", "removed")}
        self.line(", ".join(f"{count} {each}" for each, count in counts.items()), **counts)


def moment(seconds: float) -> str:
    """The moment so many seconds after 1970, for programs."""
    return _written(datetime.fromtimestamp(seconds, UTC))


def _written(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")

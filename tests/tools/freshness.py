"""How long it takes from a poll that gives a new article to an answer that quotes it;
`python -m tests.tools.freshness` measures it over 3,000 articles."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.bot.commands.test_watch import Watched
from tests.tools.until import until
from tests.web.site import Asked, Reply, Site, item, long_text, rss, running

_ARTICLES: Final = 3_000
_TIMES: Final = 10


def main() -> None:
    """Print the seconds, half of which are below and the longest."""
    with running() as site, tempfile.TemporaryDirectory() as folder:
        took = measured(site, Path(folder))
    print(f"{statistics.median(took):.2f} s, at most {max(took):.2f} s, of {len(took)}")


def measured(site: Site, folder: Path) -> list[float]:
    """The seconds of each time."""
    old = [item(f"/{each}", f"No. {each}", long_text(f"Oster {each}")) for each in range(_ARTICLES)]
    new: list[str] = []
    given: dict[int, float] = {}

    def answer(_: Asked) -> Reply:
        given.setdefault(len(new), time.monotonic())
        return Reply(rss(new))

    site.pages |= {"/old": Reply(rss(old)), "/feed": answer}
    watched, took = Watched(folder, [f"{site.url}/feed"]), []
    watched.web.poll(f"{site.url}/old")
    watched.archive.reindex([watched.web.folder])
    with watched.on():
        for each in range(1, _TIMES + 1):
            new.append(item(f"/new{each}", "New", long_text(f"Zarnholm {each}")))
            until(watched.holds(_ARTICLES + each))
            asked = f"Who was injured in the fire in the harbour of Zarnholm {each}?"
            assert watched.archive.ask(asked).quotes
            took.append(time.monotonic() - given[each])
    return took


if __name__ == "__main__":
    main()

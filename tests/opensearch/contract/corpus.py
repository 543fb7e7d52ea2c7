"""A coverage that has what is asked of it seldom, in versions that follow one another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from retrieval import Archive
from retrieval.opensearch.address import parsed
from retrieval.opensearch.connections import ClusterConnections
from retrieval.snapshot import Connections
from retrieval.stored.coverage import StoredCoverage

Row = dict[str, Any]
BEGAN: Final = datetime(2024, 3, 1, 8, tzinfo=UTC)
LONG: Final = "l" * 300
WORDS: Final = "drone bridge harbour winter siege grain convoy reactor ferry truce".split()
_IDS: Final = (
    "news/a1 news/a2 news newsletter/a1 ne?s/a1 n*ws/a1 news_/a1 news%/a1 новости/мост 橋/一 "
    "news.d/a.1 News/a1 news0 news/"
).split()


@dataclass
class Clock:
    """Says what time it is."""

    now: datetime = BEGAN

    def __call__(self) -> datetime:
        return self.now


def _made_up() -> Iterator[Row]:
    sample, first = Random(5), date(2024, 3, 1)
    for at in range(60):
        said = [" ".join(sample.choices(WORDS, k=sample.randint(3, 9))) for _ in range(4)]
        said[at % 4] += f" on {first + timedelta(at % 11):%d %B %Y}"
        row = {"id": f"a{(at * 37) % 60:02}", "headline": said[0], "outlet": f"paper {at % 3}"}
        row["text"] = "\n\n".join(f"{each}." for each in said)
        if at % 7:
            hour = f"T{at % 24:02}:30:00Z" if at % 5 == 1 else ""
            row["published"] = f"{first + timedelta(at % 23)}{hour}"
        yield row


def _odd() -> Iterator[Row]:
    for at, each in enumerate(_IDS):
        day = {} if at % 3 == 0 else {"published": f"2024-02-{1 + at % 4:02}"}
        text = f"The same ferry came to pier {at}.\n\nThe same words stand here."
        yield {"id": each, "headline": "The same headline", "text": text, **day}
    yield {
        "id": "cyrillic",
        "headline": "Мост через Днепр закрыт для грузовиков",
        "text": "Мост через Днепр закрыт, сообщил мэр Иван Петренко.\n\nРемонт начнётся 5 мая.",
        "outlet": "Вести",
        "published": "2024-02-05",
    }
    yield {
        "id": "cjk",
        "headline": "大橋が閉鎖された",
        "text": "大橋は月曜日に閉鎖されたと市長が述べた。\n\n修理は五月に始まる。",
        "outlet": "新聞",
        "published": "2024-02-05",
    }
    yield {
        "id": "words",
        "headline": "U.S. ferry No. 5.1",
        "text": f"The {LONG} said 3.14 and U.S.A. and a.b.c and node.js ferry.\n\n"
        f"It cost 1,000.50 crowns. {'ferry ' * 150}",
        "outlet": "Star * and ?",
    }
    wire = "The wire said that the minister resigned over the grain contract of the old harbour. "
    for at in range(4):
        text = f"{wire * 3}\n\n{wire * 2}It was signed in spring."
        row = {"id": f"wire{at}", "headline": "Minister resigns", "text": text}
        yield row | ({"outlet": f"wire {at}", "published": f"2024-02-1{at}"} if at else {})
    url = "https://post.example/2024/02/20/council-votes-on-the-grain-market"
    for nth, which in ((20, "old"), (21, "new")):
        text = f"The council voted on the grain market on {nth} February, with one more vote."
        row = {"id": f"address/{which}", "headline": "Council votes", "text": text, "url": url}
        yield row | {"published": f"2024-02-{nth}"}
    yield {
        "id": "embargoed",
        "headline": "Prize of Oster",
        "text": "The prize of Oster goes to Ida Brandt and the ferry.",
        "published": "2024-03-01",
        "embargo": "2024-03-02T10:00:00Z",
    }
    yield {
        "id": "soon",
        "headline": "Later prize of Oster",
        "text": "The later prize goes to the same ferry on 5 March 2024.",
        "published": "2024-03-05",
        "outlet": "Post of Oster",
        "embargo": "2024-03-04T10:00:00Z",
    }
    yield {
        "id": "withheld",
        "headline": "Budget of Oster",
        "text": "The budget of Oster grows by 40 million crowns, the ferry said.",
        "embargo": "2030-01-01T00:00:00Z",
    }


def wide() -> Iterator[Row]:
    """An article of 5,000 paragraphs, another by each of 500 outlets."""
    text = "\n\n".join(
        f"Paragraph {at} tells of the ferry and of mile {at % 97}." for at in range(5_000)
    )
    yield {"id": "wide", "headline": "The long ferry", "text": text, "published": "2024-01-05"}
    for at in range(500):
        row = {"id": f"o/{at}", "headline": f"Mile {at}", "outlet": f"outlet {at * 7 % 500}"}
        yield row | {"text": f"Mile {at} was reached.", "published": f"{2000 + at % 20}-05-01"}


def versions(more: tuple[Row, ...] = ()) -> Iterator[tuple[datetime, list[Row]]]:
    """What is read by each of some reindexes, and when."""
    rows = {row["id"]: row for row in (*_made_up(), *_odd(), *more)}
    yield BEGAN, [*rows.values()]
    del rows["a05"]
    rows["a06"] = {"id": "a06", "headline": "A new one", "text": "The ferry and the drone."}
    rows["wire2"]["text"] += "\n\nThe minister would not speak."
    yield BEGAN + timedelta(hours=1), [*rows.values()]
    rows["a07"]["text"] = rows["a07"]["text"].replace(".", " today.", 1)
    rows["late"] = rows["a08"] | {"id": "late", "published": "2024-03-09"}
    del rows["newsletter/a1"]
    yield BEGAN + timedelta(hours=2), [*rows.values()]
    rows["late"] = rows["late"] | {"text": rows["late"]["text"].replace(".", " tomorrow.", 2)}
    yield BEGAN + timedelta(days=2), [*rows.values()]


def read(archive: Archive, folder: Path, clock: Clock, more: tuple[Row, ...] = ()) -> None:
    """Reindexes all versions into the archive."""
    folder.mkdir(exist_ok=True)
    for clock.now, rows in versions(more):
        lines = (f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        (folder / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
        archive.reindex([folder])


class Opened(NamedTuple):
    """A coverage that is asked at one moment; its cluster may take a minute for what it is asked
    here, which is much at once."""

    connections: Connections | ClusterConnections

    def __call__(self, call: Callable[[StoredCoverage], Any]) -> Any:
        """What the call tells."""
        at = self.connections
        whole = at.cluster.question(60) if isinstance(at, ClusterConnections) else nullcontext()
        with whole, at.snapshot() as snapshot:
            return call(snapshot.stored)


@contextmanager
def opened(place: Path | str, now: datetime) -> Iterator[Opened]:
    """The coverage in a file or at a cluster's address."""
    at: Connections | ClusterConnections
    if isinstance(place, Path):
        at = Connections(place, lambda: now)
    else:
        at = ClusterConnections(parsed(place), lambda: now)
    with closing(at):
        yield Opened(at)

"""A made-up coverage for a file and a cluster, and whether the two answer alike."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from retrieval import Archive, DatabaseError
from tests.benchmarks.corpus import Article, articles
from tests.opensearch.cluster import Node
from tests.opensearch.parts import divide, patiently
from tests.tools.changed import Source
from tests.tools.equal import Asked, answer, compared
from tests.tools.stages import Clock, Pair

SEED: Final = 5
DAY: Final = date(2026, 11, 22)
_WORD: Final = re.compile(r"[^\W\d_]{5,}")


def written(path: Path, some: Iterable[Article]) -> Path:
    """The articles as JSON Lines at the path."""
    with path.open("w", encoding="utf-8") as file:
        for each in some:
            row = {"id": each.id, "headline": each.headline, "outlet": each.outlet}
            row |= {"published": each.published, "text": "\n\n".join(each.paragraphs)}
            file.write(json.dumps(row) + "\n")
    return path


def some(passages: int) -> list[Article]:
    """Articles of so many passages."""
    return list(articles(SEED, passages))


def asked_of(about: Sequence[Article], count: int) -> list[Asked]:
    """Questions about them, in the words of a paragraph."""
    chance, found = Random(SEED), list[Asked]()
    while len(found) < count:
        words = _WORD.findall(chance.choice(chance.choice(about).paragraphs))
        if len(words) > 8:
            found.append(Asked(f"What about {' '.join(chance.sample(words, 4))}?", DAY))
    return found


def altered(before: Sequence[Article]) -> list[Article]:
    """The same, but a tenth is gone and a tenth has other paragraphs."""
    kept = [each for at, each in enumerate(before) if at % 10]
    return [
        each._replace(paragraphs=[f"{each.paragraphs[0]} So it was told.", *each.paragraphs[2:]])
        if at % 9 == 4
        else each
        for at, each in enumerate(kept)
    ]


def assert_alike(file: Archive, cluster: Archive, questions: Sequence[Asked]) -> None:
    """The cluster answers all as the file does."""
    assert compared(file, cluster, questions).likeness["other"] == 0


@contextmanager
def pair(
    address: str, corpus: Path, folder: Path, shards: int = 1, copies: int = 0
) -> Iterator[Pair]:
    """Coverages in a file of the folder, and in so many parts of the cluster at the address, with
    copies of each; they hold nothing yet."""
    clock, beside = Clock(), folder / "source"
    divide(address, shards, copies)
    beside.mkdir()
    source = Source(corpus, beside)
    with (
        patiently(),
        Archive(folder / "coverage.db", now=clock) as file,
        Archive(address, now=clock) as cluster,
    ):
        yield Pair(file, cluster, source, clock)


def assert_alike_at_each_stage(both: Pair, questions: Sequence[Asked]) -> None:
    """Both answer alike, whatever happens to them, and nothing is amiss at the end."""
    for _ in both.stages():
        assert_alike(both.file, both.cluster, questions)
    assert not both.cluster.doctor().findings


def told(file: Archive, cluster: Archive, questions: Sequence[Asked]) -> Counter[str]:
    """How often the cluster answers as the file does, and which errors it gives: what else it says
    is wrong."""
    found: Counter[str] = Counter()
    for text, day in questions:
        try:
            said = cluster.ask(text, asked_on=day).as_json()
        except DatabaseError as error:
            found[str(error).partition(": ")[2]] += 1
            continue
        del said["coverage"]["indexed_at"]
        assert said == answer(file, text, day), text
        found["same"] += 1
    return found


def everywhere(started: Sequence[Node], name: str) -> str:
    """The coverage's address at all nodes."""
    return f"opensearch+http://{','.join(f'127.0.0.1:{each.port}' for each in started)}/{name}"

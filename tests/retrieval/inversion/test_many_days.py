"""How many days are looked for in one article."""

from __future__ import annotations

import time

from retrieval.articles.formats.jsonl import parse
from retrieval.inversion.inverted import Inverted
from retrieval.inversion.inverter import Inverter

SIZE = 200_000


def inverted(text: str) -> tuple[Inverted, float]:
    """What becomes of an article with this text, and how long that takes, in processor time."""
    raw = f'{{"headline": "The ferry", "text": "{text}", "published": "2024-03-07"}}'.encode()
    article = parse(raw, article_id="a", path="a")
    started = time.process_time()
    (found,) = Inverter().invert([article])
    return found, time.process_time() - started


def repeated(unit: str) -> str:
    return unit * (SIZE // len(unit))


def test_a_text_of_nothing_but_dates_costs_no_more_time_than_others() -> None:
    for unit in ("3 March 2022 ", "It left on 3 March 2022 and May 1, since Tuesday. ", "1/2/20 "):
        assert any(inverted(repeated(unit))[1] < 0.2 for _ in range(3))


def test_the_days_of_any_other_text_are_all_found() -> None:
    parts = [f"The ferry left on {at % 28 + 1} March {1900 + at // 28}." for at in range(1_500)]
    found, _ = inverted("\\n\\n".join(parts))
    assert len({first for _, first, _ in found.days}) == len(parts)

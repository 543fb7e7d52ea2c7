"""The bot in figures, as Prometheus reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from http import HTTPStatus
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot.backend.backend import Backend
from bot.backend.tally import BOUNDS, Tally
from bot.telegram.application import TURNS, App
from bot.telegram.handlers.common import BACKEND
from bot.telegram.sending import Sender
from bot.telegram.turns import Turns
from bot.telegram.watched.door import Page
from retrieval import Coverage, __version__

_KIND: Final = "text/plain; version=0.0.4; charset=utf-8"


class _Collected(Collector):
    """Figures that have been gathered already."""

    def __init__(self, figures: Iterable[Metric]) -> None:
        self._figures = figures

    def collect(self) -> Iterable[Metric]:
        """All of them."""
        return self._figures


async def metrics(application: App) -> Page:
    """All figures. Raises a DatabaseError or ReadersError where a file cannot be read."""
    at: Backend = application.bot_data[BACKEND]
    registry = CollectorRegistry(auto_describe=False)
    followers = await at.on_readers(at.stories.followers)
    coverage = await at.coverage()
    gathered = [*_of(at.tally), *_of_now(application), *_of_the_files(at, coverage, followers)]
    registry.register(_Collected(gathered))
    return Page(HTTPStatus.OK, generate_latest(registry), _KIND)


def _of(tally: Tally) -> Iterator[Metric]:
    yield CounterMetricFamily(
        "nutgraf_questions", "Questions that were answered or refused.", value=tally.questions
    )
    refusals = CounterMetricFamily(
        "nutgraf_refusals", "Questions that were refused, by reason.", labels=["reason"]
    )
    for reason, number in sorted(tally.refusals.items()):
        refusals.add_metric([reason], number)
    yield refusals
    reached, buckets = 0, []
    for bound in (*BOUNDS, float("inf")):
        reached += tally.within[bound]
        buckets.append(("+Inf" if bound == float("inf") else str(bound), float(reached)))
    yield HistogramMetricFamily(
        "nutgraf_answer_seconds",
        "How long a question's answer was looked for.",
        buckets=buckets,
        sum_value=tally.seconds,
    )


def _of_now(application: App) -> Iterator[Metric]:
    turns: Turns = application.bot_data[TURNS]
    sender = application.bot.rate_limiter
    assert isinstance(sender, Sender)
    yield InfoMetricFamily("nutgraf", "The program.", value={"version": __version__})
    yield GaugeMetricFamily(
        "nutgraf_queue_length", "Updates that wait or are worked on.", value=turns.waiting
    )
    yield CounterMetricFamily(
        "nutgraf_floods",
        "How often Telegram wanted a pause (429, too many requests).",
        value=sender.floods,
    )


def _of_the_files(at: Backend, coverage: Coverage | None, followers: int) -> Iterator[Metric]:
    yield GaugeMetricFamily("nutgraf_followers", "Chats that follow a story.", value=followers)
    yield GaugeMetricFamily(
        "nutgraf_articles", "Articles in the coverage.", value=coverage.articles if coverage else 0
    )
    if coverage:
        age = at.readers.now() - datetime.fromisoformat(coverage.indexed_at)
        yield GaugeMetricFamily(
            "nutgraf_index_age_seconds",
            "Seconds since the coverage last changed.",
            value=max(0.0, age.total_seconds()),
        )

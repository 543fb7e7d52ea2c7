"""For the operator: how the bot is used, and what readers asked in vain. Without anyone's id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.locales.operators import ENGLISH_ADMIN, AdminTexts
from bot.readers.counts import COUNTED, TIMES, Counts, Unanswered
from bot.readers.database import Readers
from bot.readers.hashes import hashed, key_in
from bot.readers.stories import Stories
from retrieval import Coverage

_MOST_WORDS = 10
_MOST_FEEDBACK = 1000


class Figures(NamedTuple):
    """How the bot was used in the last 7 days: questions; refusals by their reasons; within how
    many milliseconds half, and 99 of 100, were answered (0: beyond all that is counted, None: no
    question yet); readers. How many follow a story; ever: thumbs up and down, and feedback."""

    questions: int
    refused: dict[str, int]
    half: int | None
    ninety_nine: int | None
    readers: int
    following: int
    up: int
    down: int
    feedback: int


def figures(readers: Readers) -> Figures:
    """How the bot is used."""
    counts = Counts(readers)
    week = counts.since()
    refused = {kind[8:]: number for kind, number in week.items() if kind.startswith("refused:")}
    (active,) = readers.rows(
        "select count(distinct reader_id) from answers where sent_at > ?",
        [readers.moment(ago=timedelta(days=7))],
    )
    (thumbs,) = readers.rows("select coalesce(sum(up), 0), coalesce(sum(down), 0) from votes")
    (feedback,) = readers.rows("select coalesce(max(number), 0) from feedback")
    return Figures(
        week.get("question", 0),
        refused,
        _within(week, 0.5),
        _within(week, 0.99),
        active[0],
        Stories(readers).followers(),
        thumbs[0],
        thumbs[1],
        feedback[0],
    )


def stats(
    readers: Readers, coverage: Coverage | None, said: AdminTexts = ENGLISH_ADMIN, thumbs: str = ""
) -> str:
    """Questions, refusals, times, readers and the age of the coverage, a line each; `thumbs`: the
    line on those, in place of how many there ever were."""
    found = figures(readers)
    refused = said.refused.format(number=sum(found.refused.values()))
    rows = Counts(readers).unanswered(_MOST_WORDS)
    words = ", ".join(each.unknown or each.terms for each in rows)
    lines = [
        said.week,
        said.questions.format(number=found.questions),
        f"{refused}{_by_reason(found.refused)}",
        said.answered.format(times=_times(found, said)),
        said.readers.format(number=found.readers),
        said.following.format(number=found.following),
        thumbs or said.thumbs.format(up=found.up, down=found.down),
        said.feedback.format(number=found.feedback),
        said.coverage.format(held=_coverage(readers, coverage, said)),
        said.in_vain.format(words=words or said.nothing),
    ]
    return "\n".join(lines)


def week(readers: Readers, coverage: Coverage | None, said: AdminTexts = ENGLISH_ADMIN) -> str:
    """Ten lines on the last seven days: what was asked, in vain, disliked; how old all is."""
    (thumbs,) = readers.rows(
        "select coalesce(sum(vote > 0), 0), coalesce(sum(vote < 0), 0) from answers "
        "where sent_at > ?",
        [readers.moment(ago=timedelta(days=7))],
    )
    return stats(readers, coverage, said, said.liked.format(up=thumbs[0], down=thumbs[1]))


def unanswered(rows: Sequence[Unanswered]) -> str:
    """What was asked without an answer, a line each: how often, terms, what was unknown."""
    lines = []
    for row in rows:
        lines.append(f"{row.number:>5}  {row.terms}  (last on {row.day})")
        if row.unknown:
            lines.append(f"{'':7}the coverage never mentions: {row.unknown}")
        if row.question:
            lines.append(f"{'':7}such as: {row.question}")
    return "\n".join(lines) or "every question so far has had an answer"


def keep_feedback(readers: Readers, words: str, reader_id: int | None = None) -> None:
    """Keeps what a reader wrote; whose it is as a keyed hash, by which /forget finds it."""
    with readers.writing() as connection:
        cursor = connection.execute(
            "insert into feedback(day, words) values (?, ?)", (readers.moment()[:10], words)
        )
        if reader_id is not None:
            number = cursor.lastrowid
            sender = hashed(key_in(connection), reader_id, "feedback", number)
            connection.execute("update feedback set sender = ? where number = ?", (sender, number))


def prune_feedback(readers: Readers) -> None:
    """Delete feedback of more than a year ago, and all but the newest; the count goes on."""
    with readers.writing() as connection:
        connection.execute(
            "update feedback set words = '', sender = null where day <= ? or number <= "
            "(select max(number) from feedback) - ?",
            (readers.moment(ago=COUNTED)[:10], _MOST_FEEDBACK),
        )
        connection.execute(
            "delete from feedback where words = '' and number < (select max(number) from feedback)"
        )


def feedback_rows(readers: Readers, limit: int) -> list[tuple[str, str]]:
    """The newest feedback: its day and words."""
    return readers.rows(
        "select day, words from feedback where words != '' order by number desc limit ?", [limit]
    )


def feedback(readers: Readers, limit: int) -> str:
    """The newest feedback, a line each."""
    rows = feedback_rows(readers, limit)
    return "\n".join(f"{day}  {' '.join(words.split())}" for day, words in rows)


def _by_reason(refused: Mapping[str, int]) -> str:
    reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(refused.items()))
    return f" ({reasons})" if reasons else ""


def _within(week: Mapping[str, int], share: float) -> int | None:
    """The milliseconds within which this share was answered; 0 where they were more than are told
    apart, None where nothing was asked."""
    slots = [(at, week.get(f"time:{at}", 0)) for at in (*TIMES, 0)]
    total, reached = sum(number for _, number in slots), 0
    for at, number in slots:
        reached += number
        if total and reached >= share * total:
            return at
    return None


def _times(found: Figures, said: AdminTexts) -> str:
    if found.half is None or found.ninety_nine is None:
        return said.unasked
    half, most = (
        f"{at} ms" if at else said.longer.format(time=f"{TIMES[-1]} ms")
        for at in (found.half, found.ninety_nine)
    )
    return said.within.format(half=half, most=most)


def _coverage(readers: Readers, coverage: Coverage | None, said: AdminTexts) -> str:
    if coverage is None:
        return said.unindexed
    hours = (readers.now() - datetime.fromisoformat(coverage.indexed_at)).total_seconds() / 3600
    return said.held.format(
        articles=coverage.articles, passages=coverage.passages, hours=f"{max(0.0, hours):.1f}"
    )

"""For the operator: how the bot is used, and what readers asked in vain. Without anyone's id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.readers.counts import COUNTED, TIMES, Counts, Unanswered
from bot.readers.database import Readers
from bot.readers.hashes import hashed, key_in
from bot.readers.stories import Stories
from retrieval import Coverage

_MOST_WORDS = 10
_MOST_FEEDBACK = 1000


def stats(readers: Readers, coverage: Coverage | None) -> str:
    """Questions, refusals, times, readers and the age of the coverage, a line each."""
    counts = Counts(readers)
    week = counts.since()
    refused = {kind[8:]: number for kind, number in week.items() if kind.startswith("refused:")}
    (active,) = readers.rows(
        "select count(distinct reader_id) from answers where sent_at > ?",
        [readers.moment(ago=timedelta(days=7))],
    )
    (thumbs,) = readers.rows("select coalesce(sum(up), 0), coalesce(sum(down), 0) from votes")
    (feedback,) = readers.rows("select coalesce(max(number), 0) from feedback")
    lines = [
        "the last 7 days:",
        f"questions: {week.get('question', 0)}",
        f"refused: {sum(refused.values())}{_by_reason(refused)}",
        f"answered within: {_times(week)}",
        f"readers: {active[0]}",
        f"following a story: {Stories(readers).followers()}",
        f"thumbs, ever: {thumbs[0]} up, {thumbs[1]} down",
        f"feedback, ever: {feedback[0]}",
        f"coverage: {_coverage(readers, coverage)}",
    ]
    words = ", ".join(each.unknown or each.terms for each in counts.unanswered(_MOST_WORDS))
    return "\n".join([*lines, f"asked in vain most: {words or 'nothing'}"])


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


def feedback(readers: Readers, limit: int) -> str:
    """The newest feedback, a line each."""
    rows = readers.rows(
        "select day, words from feedback where words != '' order by number desc limit ?", [limit]
    )
    return "\n".join(f"{day}  {' '.join(words.split())}" for day, words in rows)


def _by_reason(refused: Mapping[str, int]) -> str:
    reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(refused.items()))
    return f" ({reasons})" if reasons else ""


def _times(week: Mapping[str, int]) -> str:
    """The milliseconds within which half, and 99 of 100, were answered."""
    slots = [(at, week.get(f"time:{at}", 0)) for at in (*TIMES, 0)]
    total = sum(number for _, number in slots)
    if not total:
        return "no question yet"
    found = []
    for share in (0.5, 0.99):
        reached = 0
        for at, number in slots:
            reached += number
            if reached >= share * total:
                found.append(f"{at} ms" if at else f"more than {TIMES[-1]} ms")
                break
    return f"{found[0]} (half of them), {found[1]} (99 of 100)"


def _coverage(readers: Readers, coverage: Coverage | None) -> str:
    if coverage is None:
        return "nothing indexed"
    hours = (readers.now() - datetime.fromisoformat(coverage.indexed_at)).total_seconds() / 3600
    return (
        f"{coverage.articles} articles, {coverage.passages} passages, "
        f"last changed {max(0.0, hours):.1f} hours ago"
    )

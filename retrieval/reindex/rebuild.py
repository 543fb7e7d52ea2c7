"""The index of the stored articles, made anew when what is read in them has changed."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from retrieval.analysis import terms as analysis
from retrieval.analysis.fingerprints import fingerprint
from retrieval.index.segments import SegmentWriter, clear_segments
from retrieval.inversion import likeness
from retrieval.inversion.inverted import Inverted
from retrieval.inversion.inverter import Inverter
from retrieval.inversion.workers import inverted
from retrieval.reindex.article_rows import renew_passages
from retrieval.reindex.copies import find_copies
from retrieval.reindex.soundness.repair import MARK
from retrieval.reindex.summary import Progress
from retrieval.speakers import attribution
from retrieval.store.articles import article_by_number
from retrieval.store.database import meta, set_meta
from retrieval.store.meaning.tables import forget_stale
from retrieval.store.traits.languages import languages


def used_languages(database: Database) -> str:
    """What the analysis of the coverage's languages but English is known by; "" for none."""
    return fingerprint(languages(database.conn, 0))


def rebuild_if_analysis_changed(
    database: Database,
    writer: SegmentWriter,
    inverter: Inverter,
    progress: Callable[[Progress], None] | None,
) -> int | None:
    """How many passages the stored articles have, where they had to be analysed anew; those that
    are marked to be read anew have none."""
    versions: dict[str, str | int | None] = {
        "analysis": analysis.VERSION,
        "attribution": attribution.VERSION,
        "languages": used_languages(database),
        "likeness": likeness.VERSION,
    }
    if all((meta(database.conn, key) or "") == version for key, version in versions.items()):
        return None
    clear_segments(database)
    for table in ("passages", "passage_days", "speakers", "alike", "copies"):
        database.execute(f"delete from {table}")
    database.execute("update articles set first = null, passages = 0 where digest = ?", [MARK])
    set_meta(database, **versions, passages=0)
    rows = database.execute(
        "select number from articles where digest != ? order by number", [MARK]
    ).fetchall()
    stored = (article_by_number(database.conn, number) for (number,) in rows)
    passages = 0
    for done, (new, words) in enumerate(inverted(filter(None, stored), inverter), 1):
        assert isinstance(new, Inverted), "an article of the store has its form"
        renew_passages(database, new, writer.add(new, words), article=rows[done - 1][0])
        passages += len(new.passages)
        if progress:
            progress(Progress(done, len(rows), done, passages, "rebuilding"))
    if not rows:
        return None
    writer.flush()
    find_copies(database)
    forget_stale(database.conn)
    return passages

"""What is new of followed stories: found after each reindex, in the process that answers."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.backend.backend import Backend
from bot.backend.processes import AnswererError
from bot.conversation.asked import Asked, today
from bot.conversation.replies import Reply, reply
from bot.readers.stories import LOOKED_AT, Delivery, Fresh, Stories
from retrieval import Archive, Excerpt, NothingIndexedError, UnknownAddressError, near_copy

_log = logging.getLogger(__name__)


async def look(at: Backend) -> int:
    """Find what is new of the followed stories since the last look; how many passages.

    A story that takes too long to look up has nothing new.
    """
    followed = await at.on_readers(at.stories.followed)
    if not followed:
        return 0
    before = await at.on_readers(at.stories.generation)
    try:
        generation = await at.on_archive(at.archive.generation)
        if generation == before:
            return 0
        digests = await at.on_archive(at.archive.digests, -1 if before is None else before)
    except NothingIndexedError:
        return 0
    changed = await at.on_readers(_changed, at.stories, digests)
    fresh: list[Fresh] = []
    if before is not None and changed:
        for story, words in followed:
            try:
                found = await at.in_pool(reply, Asked(words, today()), limit=LOOKED_AT)
            except AnswererError as error:
                _log.warning("a followed story is left out: %s", error)
                continue
            seen = await at.on_readers(at.stories.seen, story)
            fresh += await at.on_archive(_fresh, found, story, seen, changed)
    await at.on_readers(at.stories.looked, generation, digests, fresh)
    return len(fresh)


def _changed(stories: Stories, digests: Mapping[str, bytes]) -> set[str]:
    """The articles that are not as they were at the last look."""
    known = stories.known(digests)
    return {article for article, digest in digests.items() if known.get(article) != digest}


def _fresh(found: Reply, story: int, seen: list[str], changed: set[str]) -> list[Fresh]:
    """The passages of changed articles that answer the story's words, none near another."""
    fresh = []
    for quote in found.answer.quotes:
        if quote.citation.article not in changed:
            continue
        if any(near_copy(quote.text, text) for text in seen):
            continue
        seen.append(quote.text)
        fresh.append(Fresh(story, quote.address, quote.text))
    return fresh


async def told(at: Backend, delivery: Delivery) -> tuple[str, Excerpt] | None:
    """What to tell of a passage, as `sentence_at` gives it; None also where that takes too long."""
    try:
        return await at.in_pool(sentence_at, delivery.address, delivery.words)
    except AnswererError as error:
        _log.warning("a passage of a followed story is left out: %s", error)
        return None


def sentence_at(archive: Archive, address: str, words: str) -> tuple[str, Excerpt] | None:
    """The sentence of a passage that fits the words best, and the passage; None where it has left
    the coverage."""
    try:
        excerpt = archive.show(address)
        (sentence, *_) = archive.sentences(words, excerpt.passage.text)
    except (UnknownAddressError, NothingIndexedError):
        return None
    return sentence, excerpt

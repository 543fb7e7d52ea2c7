"""A question -> the Reply: the coverage's answer with what belongs around it."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, field, replace

from bot.conversation.asked import Asked
from bot.conversation.followups import follow_up
from retrieval import Answer, Archive, Limits, Quote, without_courtesies

_MOST = 30
_OFFERED = 3  # questions


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer for a reader.

    `copies` counts, by a quote's address, the other articles with near copies of it, besides those
    that print its text, which the quote names; those of the answer's quotes that are copies
    themselves are left out. `meant` is the question that a refused one may have meant. `followed`:
    something of the question before it was kept in the answer's.
    """

    answer: Answer
    copies: Mapping[str, int] = field(default_factory=dict)
    meant: str = ""
    followed: bool = False

    @property
    def asked(self) -> Asked:
        """The question as it was answered."""
        answer = self.answer
        return Asked(
            answer.question,
            answer.asked_on,
            followed=self.followed,
            as_of=answer.as_of,
            since=answer.since,
        )

    @property
    def offered(self) -> tuple[str, ...]:
        """The questions that a refusal offers instead, the one that may be meant first."""
        refusal = self.answer.refusal
        others = refusal.suggestions if refusal else ()
        if not self.meant:
            return tuple(others)
        return (self.meant, *(each for each in others if each != self.meant))[:_OFFERED]


def wanted(size: int, page: int) -> int:
    """How many quotes page number `page`, from 0, of `size` quotes may need: one more tells that
    there is a further page."""
    return size * (page + 1) + 1


def converse(archive: Archive, asked: Asked, *, limit: int, pointed: bool = False) -> Reply:
    """The reply to a question, read with the one before it (`asked.base`) where it needs that.

    `pointed`: the reader pointed at that one's answer. Raises NothingIndexedError.
    """
    question, base = without_courtesies(asked.question), without_courtesies(asked.base)
    read = follow_up(question, base, pointed=pointed)
    alone = asked._replace(followed=False)
    if read is None:
        return reply(archive, alone, limit=limit)
    together = asked._replace(question=read.question, followed=True)
    readings = (together, alone) if read.leaning else (alone, together)
    replies = []
    for reading in readings:
        found = reply(archive, reading, limit=limit)
        replies.append(found)
        if found.answer.answered or (read.leaning and found.answer.nearest):
            return found
    return replies[0]


def reply(archive: Archive, asked: Asked, *, limit: int) -> Reply:
    """What the coverage says, in up to `limit` quotes. Raises NothingIndexedError."""
    wanted = limit
    while True:
        limits = Limits(asked.as_of, asked.since)
        found = archive.answered(
            asked.question, limit=wanted, asked_on=asked.asked_on, limits=limits
        )
        answer = found.answer
        if answer.refusal:
            return Reply(answer, meant=_meant(archive, asked, answer), followed=asked.followed)
        copies = found.copies()
        if len(copies) >= limit or len(answer.quotes) < wanted or wanted >= _MOST:
            shown = _folded(answer, copies)
            counts = {each.address: _further(each, copies[each.address]) for each in shown.quotes}
            return Reply(shown, counts, followed=asked.followed)
        wanted += limit - len(copies)


def _further(quote: Quote, articles: Collection[str]) -> int:
    """How many of the articles do not print the quote's text, as those that it names do."""
    return len(set(articles).difference(copy.article for copy in quote.copies))


def _folded(answer: Answer, shown: Container[str]) -> Answer:
    """The answer with the quotes at the addresses in `shown` alone, numbered anew."""
    kept = [quote for quote in answer.quotes if quote.address in shown]
    numbers = {quote.citation.number: number for number, quote in enumerate(kept, 1)}
    return replace(
        answer,
        quotes=tuple(
            replace(quote, citation=replace(quote.citation, number=number))
            for number, quote in enumerate(kept, 1)
        ),
        figures=tuple(
            replace(figure, quote=numbers[figure.quote])
            for figure in answer.figures
            if figure.quote in numbers
        ),
    )


def _meant(archive: Archive, asked: Asked, refused: Answer) -> str:
    """The question with the coverage's nearest words, if that has an answer."""
    assert refused.refusal is not None
    question = asked.question
    for word in refused.refusal.unknown:
        nearest = archive.nearest(word)
        if nearest:
            question = question.replace(word, nearest)
    if question == asked.question:
        return ""
    answer = archive.ask(
        question, limit=1, asked_on=asked.asked_on, as_of=asked.as_of, since=asked.since
    )
    return question if answer.answered else ""

"""What is said where nothing answers: what is missing, what is near, what can be asked; pure."""

from __future__ import annotations

from dataclasses import replace

from telegram import InlineKeyboardButton

from bot.conversation.replies import Reply
from bot.telegram.rendering.answer_keys import Under, places_in, under_nearest
from bot.telegram.rendering.citations import Citing
from bot.telegram.rendering.keyboards import FOLLOW, keyboard, numbers
from bot.telegram.rendering.markup import Markup, join, plain, tag
from bot.telegram.rendering.message import Message, numbered
from bot.telegram.rendering.quotes import Quoting
from bot.telegram.rendering.verifications import Checks
from retrieval import Answer


def _nearest(citing: Citing, answer: Answer, opening: Markup) -> Message:
    """What stands near what is asked, after the words that it may not answer."""
    screen, nearest = citing.texts.screen, answer.nearest[:1]
    assert answer.refusal is not None
    lacks = citing.texts.why(answer.refusal) if answer.refusal.lacks else ""
    said = join((tag("b", plain(screen.nearest)), plain(lacks)))
    opening = join((opening, said), "\n\n")
    body = Quoting(citing, plainly=True).quotes(nearest, opening=opening)
    assert body is not None
    return Message(body.html, under_nearest(screen, Under(0, False, places_in(nearest))))


def refusal(citing: Citing, reply: Reply, opening: Markup) -> Message:
    """What is missing, how far the coverage goes, and what it can answer."""
    answer, texts = reply.answer, citing.texts
    assert answer.refusal is not None
    if answer.nearest:
        return _nearest(citing, answer, opening)
    said = join((tag("b", plain(texts.screen.not_covered)), plain(texts.why(answer.refusal))))
    if not numbered([reply.meant])[0]:
        reply = replace(reply, meant="")
    offered, lines = numbered(reply.offered)
    hint = texts.did_you_mean if reply.meant else texts.screen.can_answer
    how_far = f"{texts.extent_of(answer.coverage)} {hint if offered else ''}".strip()
    body = join((opening, said, join((plain(how_far), lines))), "\n\n")
    body = Checks(citing).with_corrections(body, answer.corrections)
    later = InlineKeyboardButton(texts.screen.follow_later, callback_data=FOLLOW)
    rows = [row for row in (numbers(offered), [later]) if row]
    return Message(body.html, keyboard(rows))

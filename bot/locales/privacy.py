"""What /privacy, /mydata and /forget say: a sentence for what a table keeps, in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyTexts:
    """What is kept of readers, in one language.

    The keys of `kept` are the names of the tables that the sentence tells of.
    """

    opening: str
    kept: Mapping[str, str]
    not_kept: Mapping[str, str]
    whole_questions: str
    only_terms: str
    closing: str
    mydata: str
    in_private: str
    rest: str
    offer: str
    delete_here: str
    deleted_here: str
    too_old: str

    def told(self, keep_days: int, days: str, *, keep_questions: bool) -> str:
        """What is kept with these settings; `days` is the time in words."""
        kept = dict(self.kept) | ({} if keep_days else dict(self.not_kept))
        lines = [f"• {line.format(days=days)}" for line in kept.values()]
        whole = self.whole_questions if keep_questions else self.only_terms
        return "\n".join([self.opening, "", *lines, f"• {whole}", "", self.closing])


ENGLISH_PRIVACY = PrivacyTexts(
    opening=(
        "Telegram itself sees every question and every answer, and has rules of its own. "
        "What I keep beside that:"
    ),
    kept={
        "answers lenders": (
            "For each answer: the numbers of chat, message and reader, the time, your question "
            "with the one before it and whose that was, the first passage and your thumb, so that "
            "buttons, edits and follow-ups work; deleted after {days}."
        ),
        "conversations": "What you asked last in a chat; deleted after {days}, or by /new.",
        "settings": "What you chose in /settings.",
        "follows stories seen deliveries": (
            "What you follow, and what is still to be brought to you; until you stop it."
        ),
        "updates": (
            "A message, as Telegram sends it, with your name, until it is answered, and its number "
            "for three days, so that none is lost or answered twice. I keep no name otherwise."
        ),
        "counts": "Without whose it is: how many questions there were, and how fast; a year.",
        "votes": "Without whose it is: a thumb for a passage; a year.",
        "feedback": "What you write with /feedback, whose it is as a keyed hash alone; a year.",
        "clearable": (
            "After /forget, for 48 hours, the numbers of the messages that I offer to delete."
        ),
        "moves": "The number that a group had before it became a supergroup; a year.",
        "askers": (
            "That you asked a term without an answer, as a keyed hash, for 30 days: those who run "
            "me see a term once three different readers have asked it."
        ),
    },
    not_kept={
        "answers lenders": (
            "Of questions and answers nothing, so most buttons under an answer are spent, and a "
            "question is read alone."
        ),
        "conversations": "Nor what you asked last.",
    },
    whole_questions=(
        "Whole questions without an answer are kept too, and shown to those who run me, without "
        "whose they are; a year."
    ),
    only_terms="Of questions without an answer the terms alone, never the whole question; a year.",
    closing=(
        "/mydata sends you all that I keep of you. /forget deletes it, at once, to the last byte; "
        "older backups keep what they have."
    ),
    mydata="What I keep of you, in groups too. /forget deletes it.",
    in_private="Others read along here: please write /mydata in a chat of our own.",
    rest=(
        "What stands in the chat itself is Telegram's. To clear it, open the chat's menu and "
        "choose to clear the history, or to delete the chat, for both sides."
    ),
    offer="Your last 48 hours of questions and answers here I can delete.",
    delete_here="Delete them here",
    deleted_here="Deleted, as far as Telegram allows.",
    too_old=(
        "I no longer know which messages these were. Open the chat's menu and choose to clear the "
        "history."
    ),
)

"""What /privacy, /mydata and /forget say, in each language: a sentence for what a table keeps."""

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

UKRAINIAN_PRIVACY = PrivacyTexts(
    opening=(
        "Сам Telegram бачить кожне запитання й кожну відповідь і має власні правила. "
        "Крім того, я зберігаю:"
    ),
    kept={
        "answers lenders": (
            "Для кожної відповіді: номери чату, повідомлення й читача, час, ваше запитання з "
            "попереднім і чиє воно було, перший уривок і вашу оцінку, щоб працювали кнопки, "
            "виправлення й уточнення; видаляю через {days}."
        ),
        "conversations": "Ваше останнє запитання в чаті; видаляю через {days} або за /new.",
        "settings": "Те, що ви обрали в /settings.",
        "follows stories seen deliveries": (
            "За чим ви стежите і що вам ще належить отримати; доки не припините."
        ),
        "updates": (
            "Повідомлення, яким його надіслав Telegram, з вашим іменем, — доки на нього не "
            "відповім, а його номер — три дні, щоб жодне не загубилося й не отримало двох "
            "відповідей. В інших місцях імен я не зберігаю."
        ),
        "counts": "Без того, чиє воно: скільки було запитань і як швидко я відповідав; рік.",
        "votes": "Без того, чиє воно: оцінку уривка; рік.",
        "feedback": "Що ви написали з /feedback, а чиє воно — лише як хеш із ключем; рік.",
        "clearable": ("Після /forget, 48 годин, номери повідомлень, які я пропоную видалити."),
        "moves": "Номер, який група мала, доки не стала супергрупою; рік.",
        "askers": (
            "Що ви запитали слово, на яке немає відповіді, — як хеш із ключем, 30 днів: ті, хто "
            "мене веде, бачать слово, коли його запитали троє різних читачів."
        ),
    },
    not_kept={
        "answers lenders": (
            "Із запитань і відповідей — нічого, тож більшість кнопок під відповіддю не діють, а "
            "кожне запитання читаю окремо."
        ),
        "conversations": "І не те, що ви запитали останнім.",
    },
    whole_questions=(
        "Запитання без відповіді зберігаю й цілими, і їх бачать ті, хто мене веде, без того, чиї "
        "вони; рік."
    ),
    only_terms="Із запитань без відповіді — лише слова, ніколи не ціле запитання; рік.",
    closing=(
        "/mydata надсилає вам усе, що я про вас зберігаю. /forget видаляє це одразу, до останнього "
        "байта; у давніших резервних копіях воно лишається."
    ),
    mydata="Усе, що я про вас зберігаю, у групах теж. /forget видаляє це.",
    in_private="Тут читають інші: напишіть, будь ласка, /mydata в нашому окремому чаті.",
    rest=(
        "Те, що стоїть у самому чаті, зберігає Telegram. Щоб це прибрати, у меню чату оберіть "
        "«Очистити історію» або «Видалити чат», для обох сторін."
    ),
    offer="Ваші запитання й відповіді за останні 48 годин тут я можу видалити.",
    delete_here="Видалити їх тут",
    deleted_here="Видалено все, що дозволяє Telegram.",
    too_old=("Я вже не знаю, які це були повідомлення. У меню чату оберіть «Очистити історію»."),
)

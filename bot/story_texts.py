"""What the bot says when it verifies quotes and follows a story through time, in each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTexts:
    """The words of /verify, /asof, /since and /timeline in one language."""

    verify: str
    verify_what: str
    verdicts: dict[str, str]
    moved: str
    struck: str
    struck_plain: str
    where_exactly: str


ENGLISH_STORIES = StoryTexts(
    verify="Verify",
    verify_what=(
        "What shall I verify? Press Verify under an answer, or write words, or an address, after "
        "/verify, or write /verify in reply to a message."
    ),
    verdicts={
        "stands": "These words stand there letter for letter.",
        "changed": "The words at this address have changed. Now there stands:",
        "differs": "These words do not stand there letter for letter. The closest are:",
        "unlike": "Nothing in the coverage is like these words.",
    },
    moved="They stand in another place of the article than the address says.",
    struck="Struck out: only in what was checked. Underlined: only in the article.",
    struck_plain="[-only in what was checked-] {+only in the article+}",
    where_exactly="Characters {start} to {end} of the article, SHA-256 {sha256}",
)

UKRAINIAN_STORIES = StoryTexts(
    verify="Перевірити",
    verify_what=(
        "Що перевірити? Натисніть «Перевірити» під відповіддю, або напишіть слова чи адресу "
        "після /verify, або дайте /verify у відповідь на повідомлення."
    ),
    verdicts={
        "stands": "Ці слова стоять там буква в букву.",
        "changed": "Слова за цією адресою змінено. Тепер там:",
        "differs": "Ці слова не стоять там буква в букву. Найближчі:",
        "unlike": "У новинах немає нічого схожого на ці слова.",
    },
    moved="Вони стоять в іншому місці статті, ніж каже адреса.",
    struck="Закреслено: лише в тому, що перевірено. Підкреслено: лише в статті.",
    struck_plain="[-лише в тому, що перевірено-] {+лише в статті+}",
    where_exactly="Знаки від {start} до {end} статті, SHA-256 {sha256}",
)

"""How often a language uses its frequent words, whatever the coverage is about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from retrieval.languages.detection import DEFAULT

_FOLDER: Final = Path(__file__).parent
_ENGLISH: Final = _FOLDER / "english" / "frequent_words.txt"


@lru_cache(maxsize=4_096)
def frequency(word: str, language: str = DEFAULT) -> float:
    """How often the folded `word` is used, on the Zipf scale: 6 for once in a thousand words, 3 for
    once in a million; 0 for names, for rarer words, and in a language without a table."""
    table = _table(language)
    at = table.find(f" {word} ") if word.isalpha() else -1
    return _zipf(table, at) if at > 0 else 0.0


def words_of(language: str) -> Iterator[tuple[str, float]]:
    """The words of the language's table, the most frequent first, with their frequencies."""
    for line in _table(language).splitlines():
        zipf, *words = line.split() or ("",)
        for word in words:
            yield word, float(zipf)


def _zipf(table: str, at: int) -> float:
    start = table.rindex("\n", 0, at) + 1
    return float(table[start : start + 3])


@cache
def _table(language: str) -> str:
    """The language's words, read when the first is asked for: to look for a few in the text takes
    less than to take it apart."""
    path = _ENGLISH if language == DEFAULT else _FOLDER / "frequent" / f"{language}.txt"
    if not path.is_file():
        return ""
    text = path.read_text(encoding="utf-8")
    return text[text.index("\n\n") + 1 :].replace("\n", " \n")

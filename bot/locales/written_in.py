"""The language of an article that is not in the reader's, in his: by its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ENGLISH_WRITTEN_IN: Final[Mapping[str, str]] = {
    "ar": "in Arabic",
    "be": "in Belarusian",
    "bg": "in Bulgarian",
    "cs": "in Czech",
    "de": "in German",
    "en": "in English",
    "es": "in Spanish",
    "et": "in Estonian",
    "fi": "in Finnish",
    "fr": "in French",
    "he": "in Hebrew",
    "hu": "in Hungarian",
    "it": "in Italian",
    "ja": "in Japanese",
    "lt": "in Lithuanian",
    "lv": "in Latvian",
    "nl": "in Dutch",
    "pl": "in Polish",
    "pt": "in Portuguese",
    "ro": "in Romanian",
    "ru": "in Russian",
    "sk": "in Slovak",
    "sv": "in Swedish",
    "tr": "in Turkish",
    "uk": "in Ukrainian",
    "zh": "in Chinese",
}
UKRAINIAN_WRITTEN_IN: Final[Mapping[str, str]] = {
    "ar": "арабською",
    "be": "білоруською",
    "bg": "болгарською",
    "cs": "чеською",
    "de": "німецькою",
    "en": "англійською",
    "es": "іспанською",
    "et": "естонською",
    "fi": "фінською",
    "fr": "французькою",
    "he": "івритом",
    "hu": "угорською",
    "it": "італійською",
    "ja": "японською",
    "lt": "литовською",
    "lv": "латиською",
    "nl": "нідерландською",
    "pl": "польською",
    "pt": "португальською",
    "ro": "румунською",
    "ru": "російською",
    "sk": "словацькою",
    "sv": "шведською",
    "tr": "турецькою",
    "uk": "українською",
    "zh": "китайською",
}


def written_in(table: Mapping[str, str], language: str | None, own: str) -> str:
    """That an article is in that language, such as `en-GB`; "" in the reader's own, and where the
    language is not stated or not known."""
    code = (language or "").strip().replace("_", "-").partition("-")[0].lower()
    return table.get(code, "") if code != own else ""

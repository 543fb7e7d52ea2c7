"""Which language a text is written in: stated, else by its script, its letters and little words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from retrieval.languages.alphabets import CYRILLIC, LATIN, VIETNAMESE
from retrieval.languages.detection import DEFAULT
from retrieval.languages.english.stop_words import STOP_WORDS
from retrieval.languages.frequencies import frequency
from retrieval.languages.language import codes, language, stop_words

READ: Final = 3_000
"""Characters of a text that tell its language."""
_WORDS: Final = 300
_FEW_LETTERS, _FEW_WORDS = 400, 20
"""Characters that are looked at first, and the words that must stand in them."""
_SURE: Final = 0.25
"""The share of English's little words in a text from which on nothing else is thought of."""
_LEAST: Final = 0.06
"""The share of a language's little words that a text in it has at the least."""
_CLEARLY: Final = 1.15
"""How many times English's share another language's must be."""
_TWICE: Final = 2.0
"""How many times the share of the language that a question is read in another's must be."""
_FOREIGN: Final = 0.15
"""How much greater a language's share of little words must be than that of the coverage's."""
_OWN: Final = 0.4
"""The share of the coverage's little words from which on a question is in its language."""
_OF_NAMES: Final = 2
"""Little words that a name may have inside it."""
_KANA: Final = 0.05

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_SCRIPTS: Final = (
    ("Latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
    ("Cyrillic", re.compile("[\u0400-\u052f]")),
    ("Greek", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("Arabic", re.compile("[\u0600-\u06ff\u0750-\u077f]")),
    ("Hebrew", re.compile("[\u0590-\u05ff]")),
    ("Devanagari", re.compile("[\u0900-\u097f]")),
    ("Thai", re.compile("[\u0e00-\u0e7f]")),
    ("Hangul", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("Han", re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")),
)
_KANA_LETTER: Final = re.compile("[\u3040-\u30ff]")
_LATIN: Final = LATIN | {"bs": LATIN["hr"], "sr": LATIN["hr"], "id": "é", "vi": VIETNAMESE}
_LETTERS: Final = {"Latin": _LATIN, "Cyrillic": CYRILLIC}
"""By script and language, the letters beyond a to z."""
_TWO_SCRIPTS: Final = {"sr": ("Latin", "Cyrillic")}
_LIKELIER: Final = "en ru uk de fr es pl it pt nl tr ro cs sv".split()
"""Whose a text is, the first of these, that is as likely in another, as "Пожар в Вене" is."""
_SAME: Final = {"hr": "sr", "bs": "sr", "nb": "no", "nn": "no", "iw": "he", "in": "id"}
"""Languages that cannot be told apart, or have other codes too: the one whose file they share."""
_NAMES: Final = {"english": "en", "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr",
    "ukr": "uk", "rus": "ru", "pol": "pl", "spa": "es", "ita": "it", "por": "pt"}  # fmt: skip


def written_in(text: str, stated: str | None = None) -> str:
    """The code of the language that `text` is to be analysed in: the one that is `stated`, where
    the text is in its script and there is a file of it, else the likeliest; DEFAULT where nothing
    tells."""
    said = known(stated)
    if said in (None, DEFAULT) and _is_plainly_english(text[:_FEW_LETTERS]):
        return DEFAULT
    some = text[:READ]
    if said == DEFAULT and some.isascii():
        return said
    words = list(islice((match.group().casefold() for match in _WORD.finditer(some)), _WORDS))
    if said is None and _share(words, STOP_WORDS) >= _SURE:
        return DEFAULT
    script = script_of(some)
    if said and script in scripts_of_language(said):
        return said
    return likeliest(words, some, of_script(script)) or DEFAULT


def _is_plainly_english(opening: str) -> bool:
    """Whether so many of the first words are English little words that no more need be read."""
    words = opening.casefold().split()
    return len(words) > _FEW_WORDS and sum(map(STOP_WORDS.__contains__, words)) >= _SURE * len(
        words
    )


def known(stated: str | None) -> str | None:
    """The code of a language that has a file, by what an article states, such as `de-AT`."""
    code = (stated or "").strip().casefold().replace("_", "-").partition("-")[0]
    code = _NAMES.get(code, code)
    code = code if code in codes() else _SAME.get(code, code)
    return code if code in codes() else None


def asked_in(question: str, languages: Sequence[str]) -> str:
    """The language, of the coverage's, in which a question is read: the likeliest; the first where
    nothing tells."""
    if len(languages) == 1:
        return languages[0]
    script = script_of(question)
    same = [code for code in languages if script in scripts_of_language(code)]
    words = [match.group().casefold() for match in _WORD.finditer(question)]
    return likeliest(words, question, same) or languages[0]


def spoken_in(question: str, read_in: str) -> str:
    """The language that a question is in, which is read in one of the coverage's: that one, but
    where another's script or little words clearly tell."""
    script = script_of(question)
    words = [match.group().casefold() for match in _WORD.finditer(question)]
    likely = likeliest(words, question, of_script(script)) or read_in
    if script not in scripts_of_language(read_in):
        return likely
    shares = _shares(words, list(dict.fromkeys((read_in, likely))))
    return likely if shares[likely] > max(_LEAST, _TWICE * shares[read_in]) else read_in


@lru_cache(maxsize=8)  # a question is read several times
def foreign_to(question: str, languages: Sequence[str]) -> str | None:
    """The language that a question is in where it is surely none of these; None otherwise.

    Where these have its script it must have far more little words than any of them.
    """
    script = script_of(question)
    same = [code for code in languages if script in scripts_of_language(code)]
    words = [match.group().casefold() for match in _WORD.finditer(question)]
    little = {code: _share(words, _little_words(code)) for code in languages}
    if not words or max(little.values()) >= _OWN:
        return None
    if same == [DEFAULT] and _foreign_words().isdisjoint(words):
        return None
    found = likeliest(words, question, of_script(script))
    if found is None or found in languages:
        return None
    if not same:
        return None if any(little.values()) else found
    foreign = _foreign_letters(question, [found, *same], script)
    sure = max(little[code] - foreign[code] / len(words) for code in same) + _FOREIGN
    mine = _share(words, _little_words(found)) - foreign[found] / len(words)
    return found if mine >= sure and _is_asked(words, found) else None


def _is_asked(words: list[str], code: str) -> bool:
    """Whether little words of the language ask, and are no part of a name, as in von der Leyen."""
    own = {*words} & _little_words(code)
    if all(word in STOP_WORDS or frequency(word) for word in own):
        return False  # "Was war declared?"
    opens = words[0] in own and len(own) > 1
    return opens or len(own) > _OF_NAMES or words[0] in _asking_words(code)


@cache
def _foreign_words() -> frozenset[str]:
    """The little words of the languages in English's script that are none of English's."""
    return frozenset().union(*map(_little_words, of_script("Latin"))) - STOP_WORDS


@cache
def _asking_words(code: str) -> frozenset[str]:
    """The first words of the language's questions, but for those that English has."""
    asks = language(code).questions
    phrases = (*asks.how_many, *asks.when, *asks.who, *asks.where, *asks.which, *asks.why)
    return frozenset(phrase.split()[0] for phrase in phrases) - STOP_WORDS


def likeliest(words: list[str], text: str, among: Iterable[str]) -> str | None:
    """The language, of those `among`, that has most of the `words`; None where none has enough."""
    candidates = list(among)
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    if {"zh", "ja"} & {*candidates}:
        kana = len(_KANA_LETTER.findall(text)) >= _KANA * len(text)
        return "ja" if kana and "ja" in candidates else "zh" if "zh" in candidates else "ja"
    shares = _shares(words, candidates)
    script = script_of(text)
    foreign = _foreign_letters(text, candidates, script)
    best = max(
        candidates,
        key=lambda code: (shares[code] - foreign[code] / max(1, len(words)), _precedence(code)),
    )
    if script != "Latin":
        return best
    told = foreign[best] < foreign.get(DEFAULT, 0)
    if (shares[best] < _LEAST and not told) or shares[best] < _CLEARLY * shares.get(DEFAULT, 0.0):
        return DEFAULT if DEFAULT in candidates else best
    return best


def script_of(text: str) -> str:
    """The script of most letters of `text`."""
    if text.isascii():
        return "Latin"
    return max(_SCRIPTS, key=lambda each: len(each[1].findall(text)))[0]


@cache
def scripts_of_language(code: str) -> tuple[str, ...]:
    """The scripts that it is written in: that of its little words, where they are not two."""
    if code == DEFAULT:
        return ("Latin",)
    return _TWO_SCRIPTS.get(code) or (script_of(" ".join(stop_words(code))),)


@cache
def of_script(script: str) -> tuple[str, ...]:
    """The languages of that script that have a file."""
    return tuple(code for code in codes() if script in scripts_of_language(code))


def _precedence(code: str) -> int:
    return -_LIKELIER.index(code) if code in _LIKELIER else -len(_LIKELIER)


def _foreign_letters(text: str, candidates: list[str], script: str) -> Mapping[str, int]:
    """For each language how many letters of `text` other languages of its script have, and it has
    not."""
    alphabets = _LETTERS.get(script, {})
    times = Counter(text.casefold())
    letters = {*"".join(alphabets.values())} & times.keys()
    return {
        code: sum(times[letter] for letter in letters - {*alphabets.get(code, letters)})
        for code in candidates
    }


def _shares(words: list[str], candidates: list[str]) -> Mapping[str, float]:
    """For each language how much of the words are its little words: one that several languages
    have counts for each a part."""
    times, found = Counter(words), dict.fromkeys(candidates, 0.0)
    for word, count in times.items():
        having = [code for code in candidates if word in _little_words(code)]
        for code in having:
            found[code] += count / len(having) / len(words)
    return found


def _share(words: list[str], little: frozenset[str]) -> float:
    return sum(map(little.__contains__, words)) / len(words) if words else 0.0


@cache
def _little_words(code: str) -> frozenset[str]:
    return STOP_WORDS if code == DEFAULT else stop_words(code)

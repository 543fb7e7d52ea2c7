"""The questions that are offered where one is not answered: forms, a language each.

A name stands in them as the coverage has it, so that no form bends it: in a language whose names
change with their case it stands apart, and only names that open a sentence are taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple


class Suggestions(NamedTuple):
    """What a name and a span of days are asked with; `days` stands in a question in place of
    others, "" where what stands before them would have to change. `bends`: names change with their
    case. `names_nouns`: every noun has a capital."""

    about: str
    between: str
    day: str
    months: str
    days: str = ""
    bends: bool = False
    names_nouns: bool = False

    def dated(self, day: date) -> str:
        """The day as it stands in such a question."""
        month = self.months.split()[day.month - 1]
        return self.day.format(day=day.day, month=month, year=day.year)


SUGGESTIONS: Final[Mapping[str, Suggestions]] = {
    "en": Suggestions(
        "What does the coverage say about {name}?",
        "What happened between {first} and {last}?",
        "{day} {month} {year}",
        "January February March April May June July August September October November December",
        "between {first} and {last}",
    ),
    "de": Suggestions(
        "{name}: Was ist bekannt?",
        "Was geschah zwischen dem {first} und dem {last}?",
        "{day}. {month} {year}",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        names_nouns=True,
    ),
    "es": Suggestions(
        "¿Qué se sabe de {name}?",
        "¿Qué pasó entre el {first} y el {last}?",
        "{day} de {month} de {year}",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    ),
    "fr": Suggestions(
        "{name}\u00a0: que sait-on\u202f?",
        "Que s’est-il passé entre le {first} et le {last}\u202f?",
        "{day} {month} {year}",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ),
    "pl": Suggestions(
        "{name}: co wiadomo?",
        "Co się stało od {first} do {last}?",
        "{day} {month} {year}",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
        "listopada grudnia",
        bends=True,
    ),
    "ru": Suggestions(
        "{name}: что известно?",
        "Что произошло с {first} до {last}?",
        "{day} {month} {year}",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        bends=True,
    ),
    "uk": Suggestions(
        "{name}: що відомо?",
        "Що сталося від {first} до {last}?",
        "{day} {month} {year}",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        bends=True,
    ),
}
"""Of other languages, whose sentences this cannot make, nothing is offered but English's."""

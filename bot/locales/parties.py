"""Countries and other parties of the world that say things, in languages other than English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_UKRAINIAN: Final[Mapping[str, str]] = {
    "Ankara": "Анкара",
    "Belarus": "Білорусь",
    "Beijing": "Пекін",
    "Berlin": "Берлін",
    "Britain": "Британія",
    "Brussels": "Брюссель",
    "China": "Китай",
    "EU": "ЄС",
    "European Union": "Європейський Союз",
    "France": "Франція",
    "Germany": "Німеччина",
    "Hamas": "ХАМАС",
    "IAEA": "МАГАТЕ",
    "Iran": "Іран",
    "Israel": "Ізраїль",
    "Kiev": "Київ",
    "Kremlin": "Кремль",
    "Kyiv": "Київ",
    "London": "Лондон",
    "Minsk": "Мінськ",
    "Moldova": "Молдова",
    "Moscow": "Москва",
    "NATO": "НАТО",
    "Paris": "Париж",
    "Pentagon": "Пентагон",
    "Poland": "Польща",
    "Red Cross": "Червоний Хрест",
    "Russia": "Росія",
    "Turkey": "Туреччина",
    "Türkiye": "Туреччина",
    "UK": "Велика Британія",
    "UN": "ООН",
    "US": "США",
    "U.S.": "США",
    "Ukraine": "Україна",
    "United Kingdom": "Велика Британія",
    "United Nations": "ООН",
    "United States": "США",
    "Warsaw": "Варшава",
    "Washington": "Вашингтон",
    "White House": "Білий дім",
}
PARTIES: Final[Mapping[str, Mapping[str, str]]] = {"uk": _UKRAINIAN}
"""By a language's code, parties by their English names."""

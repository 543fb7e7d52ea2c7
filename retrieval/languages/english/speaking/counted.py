"""What a "how many" counts, whose it is, and which numbers count nothing."""

from __future__ import annotations

import re
from typing import Final

ASKS_WHOSE: Final = re.compile(
    r"\bhow\s+many\b|\b(?:number|count|toll|losses)\s+of\b|\bhow\s+(?:high|large|big|heavy)\s+(?:are"
    r"|were|is|was)\s+(?:the\s+)?",
    re.IGNORECASE,
)
LOSES: Final = re.compile(
    r"\b(?:did|has|have|had)\s+(?:the\s+)?(?P<side>[\w’'-]+)(?:\s+(?:army|military|navy|forces?))?"
    r"\s+(?:lose|lost)\b",
    re.IGNORECASE,
)
"""Who lost those that are counted."""
ENDS_COUNTED: Final = frozenset(
    "did do does was were is are have has had will would in at on by from near to with after "
    "before during since when where who which that as and or but while off against over under "
    "into according said says because between among around".split()
)
"""What ends the noun that is counted."""
OWN: Final = frozenset("its their his her own".split())
NO_COUNTRY: Final = frozenset("polish turkey poles china swiss danish chile jordan".split())
"""Words that in small letters name something else."""

DEATHS: Final = frozenset(
    "dead death deaths die died dies dying kill killed kills killing fatality fatalities toll "
    "slain perish perished lives lost loss losses casualties".split()
)
"""Words that count the dead."""
COUNTED: Final = frozenset(
    "deaths death losses casualties fatalities toll soldiers troops men forces sailors people "
    "civilians fighters servicemen prisoners wounded injured officers victims dead".split()
)
"""What stands after whose they are."""
UNITS: Final = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years decade "
    "decades century centuries storey storeys story stories floor floors kilometre kilometres "
    "kilometer kilometers km mile miles metre metres meter meters feet foot inches degrees "
    "percent per dollars euros pounds roubles rubles hryvnias kilograms kg tonnes tons litres "
    "liters points times am pm o'clock th st nd rd".split()
)
"""What a number measures that counts nobody."""

"""The states of the United States."""

from __future__ import annotations

import re
from typing import Final

_STATES: Final = (
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia "
    "Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts "
    "Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon "
    "Pennsylvania Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming"
).split()
_TWO_WORDS: Final = (
    "New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Rhode Island"
    "|South Carolina|South Dakota|West Virginia"
)

STATES: Final = re.compile(rf"\b(?:{_TWO_WORDS}|{'|'.join(_STATES)})\b")

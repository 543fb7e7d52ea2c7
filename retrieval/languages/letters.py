"""Letters, marks and digits of the world's scripts, as far as words are told by them."""

from __future__ import annotations

from typing import Final

UNSEEN: Final = "\u00ad\u200b-\u200d\u2060"
MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963"
    "\u0966-\u096f\u0971-\u0dff\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e81-\u0fff\u1000-\u1049"
    "\u1050-\u109f\u1780-\u17d3"
)
"""What stands inside words beside letters and digits: marks, of scripts that write vowels so."""
IN_WORD: Final = f"(?:[^\\W_]|[{MARKS}{UNSEEN}])"
UNBROKEN: Final = (
    "[\u0e01-\u0e3a\u0e40-\u0e4e\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
"""A letter of a script that is written without spaces, or whose words have no clear ends."""
APOSTROPHES: Final = "['’ʼ]"
SPACES: Final = " \u00a0\u202f\u2009"
WIDE_DIGITS: Final = {
    code: str(digit)
    for start in (0x660, 0x6F0, 0x966, 0xE50, 0xFF10)
    for digit, code in enumerate(range(start, start + 10))
}

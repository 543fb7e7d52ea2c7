"""What a stop follows inside a sentence, and who is said to have spoken after one."""

from __future__ import annotations

import re

BEGINS_A_SPEECH_TAG = re.compile(
    r"(?:[^\W\d_][\w.’'-]{0,30} ){1,4}"
    r"(?:said|says|asked|asks|wrote|writes|added|adds|told|replied|declared|exclaimed|insisted)\b"
)

ENDS_IN_A_TITLE = re.compile(
    r"\b(?:adm|brig|capt|cmdr|col|cpl|dr|ft|gen|gov|hon|lt|maj|messrs|mr|mrs|ms|mt|pres|prof|pvt"
    r"|reps?|rev|sens?|sgt|st|supt|vs)\.$",
    re.IGNORECASE,
)

ENDS_BEFORE_A_NUMBER = re.compile(
    r"\b(?:approx|art|circa|figs?|nos?|para|pp?|pt|ref|sec|vol"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$",
    re.IGNORECASE,
)
"""What a number follows in the same sentence."""

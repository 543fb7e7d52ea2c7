"""Writes the tables of frequent words, but English's: `python -m tests.tools.frequencies CODE ...`.

Needs wordfreq, which no test needs; its tables are of words in small letters, names among them.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from retrieval.analysis.terms import fold

FOLDER: Final = Path(__file__).parents[2] / "retrieval" / "languages" / "frequent"
MOST: Final = 8_000
HEADER: Final = """\
# Frequent words ({code}), a line for each tenth of the Zipf scale (log10 of the times in a billion
# words), without case and accents. Derived from wordfreq 3.1.1 by Robyn Speer, whose data may be
# redistributed under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/); so may
# this file.

"""


def table(wordfreq: Any, code: str) -> str:
    """The file of the language."""
    scale: dict[float, list[str]] = defaultdict(list)
    met: set[str] = set()
    for word in wordfreq.top_n_list(code, MOST):
        plain = fold(word)
        if len(plain) > 1 and plain.isalpha() and plain not in met:
            met.add(plain)
            scale[wordfreq.zipf_frequency(word, code)].append(plain)
    tenths: dict[str, list[str]] = defaultdict(list)
    for zipf, words in scale.items():
        tenths[f"{zipf:.1f}"] += words
    lines = (f"{tenth} {' '.join(sorted(tenths[tenth]))}" for tenth in sorted(tenths, reverse=True))
    return HEADER.format(code=code) + "\n".join(lines) + "\n"


def main() -> None:
    """Writes the tables of the languages named."""
    wordfreq = import_module("wordfreq")
    for code in sys.argv[1:]:
        text = table(wordfreq, code)
        (FOLDER / f"{code}.txt").write_text(text, encoding="utf-8")
        print(code, len(text.encode()))


if __name__ == "__main__":
    main()

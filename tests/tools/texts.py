"""How long hostile texts take to be indexed: `python -m tests.tools.texts [KB]`.

For each text, the slowest first: seconds of processor time a megabyte, and the text's beginning.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from retrieval import Archive

WORDS: Final = (
    *("3 March 2022 ", "May ", "on Tuesday, ", "2 days ago ", "yesterday ", "2022-03-01 "),
    *("until May 1 ", "will meet on Friday. ", "from 1 to 3 March ", "said ", "he said "),
    *("X who said ", "Jo, who said, ", "Britain, ", "Britain, France and Germany said, "),
    *("according to X ", "Russia says Ukraine says ", "President Xa Yb said ", "telling X that "),
    *("if said that not ", "It is. ", "He said “It is.” She left. ", "Mr. Dr. Gen. U.S. No. "),
    *("U.S. ", "Xa ", "The A ", "I ", "a ", "ab ", "KYIV ", "aB1 ", "21st of ", "1 ", "1,000"),
    *("5% ", "$5 ", "twenty one hundred ", "http://a/b?c=d ", "<b>a</b> ", "&amp; ", "a'b "),
)
MARKS: Final = (
    *('"a" said ', "“a said ", '" ', "«a» ", "„a“ ", "(a) said ", "(a", "(((a) b) c) ", "[[a] "),
    *("a.", "a...", "a. . ", "a-", "a- - ", "— said ", "a_b ", "a? ", "a?! ", "a… ", "a\\ ", "a{"),
    *(
        "x\n",
        "x" * 39 + "\n",
        "abc def ghij.\n\n",
        "Head Line\n\nText here now.\n\n",
        "a\t",
        "a | ",
    ),
    *("Caption\n\n\nText of it here.\n\n", "source X\n\n", "a\u00a0", "a\u200b", "a\u00ad"),
    *("\u202ea ", "a\x1b[31m", "a\x01 ", "a\u2028", "a\x85"),
)
SCRIPTS: Final = (
    *(
        "Киев ",
        "Киевской Макеевке ",
        "中",
        "中文。",
        "他说。",
        "🚀a",
        "👩‍👩‍👧‍👦 a",
        "e\u0301",
        "ﬁ ",
        "ΑΒΓ ",
    ),
    *("İ ", "ก", "مرحبا ", "שלום ", "नमस्ते ", "Щы"),
)


def texts(size: int) -> Iterator[str]:
    """Texts of about so many characters."""
    for unit in (*WORDS, *MARKS, *SCRIPTS, "x"):
        yield (unit * (size // len(unit) + 1))[:size]
    yield "e" + "\u0301" * size
    yield "a" + " " * size + "b"
    yield "He said “" + "It is good. " * (size // 12) + "” she said."
    dice = random.Random(1)
    yield " ".join(f"qz{at:x}vk" for at in range(size // 9))
    yield ".".join(f"q{at:x}" for at in range(size // 6))
    yield " ".join("".join(dice.choices("bcdfaeiou", k=7)) for _ in range(size // 8))
    yield " ".join("".join(dice.choices("бвгдаеиоу", k=7)) for _ in range(size // 16))
    yield "".join(chr(dice.randrange(32, 127)) for _ in range(size))
    yield "".join(chr(dice.randrange(32, 0xD800)) for _ in range(size // 3))


def seconds_a_megabyte(text: str) -> float:
    """What it takes to index the text as an article."""
    raw = json.dumps({"headline": "The", "text": text, "published": "2024-03-07"}).encode()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "one.jsonl")
        file.write_bytes(raw)
        with Archive(Path(folder, "coverage.db")) as archive:
            started = time.process_time()
            archive.reindex([file])
            return (time.process_time() - started) / (len(text.encode()) / 2**20)


if __name__ == "__main__":
    kilobytes = int(sys.argv[1]) if len(sys.argv) > 1 else 512
    measured = [(seconds_a_megabyte(text), text) for text in texts(kilobytes * 1024)]
    for seconds, text in sorted(measured, reverse=True):
        print(f"{seconds:6.2f} s/MB  {text[:40]!a}")

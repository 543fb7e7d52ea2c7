"""What the analysis of a language is known by: another where its file or its stemmer changes."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from retrieval.languages.detection import DEFAULT
from retrieval.languages.language import FOLDER, codes, language

_SOUNDS = b"1"
"""Another where words in other scripts get other keys by their sound (see `spelling.across`)."""
_RULES = Path(__file__).parent / "rules"


def fingerprint(languages: Iterable[str]) -> str:
    """One of all these languages, "" for none but English: that has its own version."""
    used = sorted({*languages} & {*codes()} - {DEFAULT})
    if not used:
        return ""
    found = sha256(_SOUNDS)
    for code in used:
        found.update((FOLDER / f"{code}.toml").read_bytes())
        kind, _, rule = language(code).analysis.terms.partition(" ")
        if kind == "rule":
            found.update((_RULES / f"{rule}.py").read_bytes())
    return found.hexdigest()[:16]

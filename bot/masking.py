"""Secrets in what is logged or printed: whatever the form, a mask stands in their place.

Known are what `hide` was given and what has the form of a token, or of a name and password in an
address.
"""

from __future__ import annotations

import base64
import re
import sys
import threading
import traceback
from types import TracebackType
from typing import Final
from urllib.parse import unquote

_TOKEN: Final = re.compile(r"[0-9]{6,20}(?::|%(?:25)*3[Aa])[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])")
_USER: Final = re.compile(
    r"""//(?!USER@HOST)[^\s'"<>]{1,256}@"""
)  # bounded, for the time that it takes
_SHORTEST: Final = 4  # letters of a password that is looked for on its own

_hidden: dict[str, re.Pattern[str]] = {}


def hide(secret: str) -> None:
    """Mask the secret from now on: as it is, URL-encoded, in base64 and in hexadecimal digits."""
    for each in (secret, secret.partition(":")[2], unquote(secret)):
        if len(each) >= _SHORTEST:
            _hidden[each] = re.compile("|".join(_forms(each)))


def hide_in(url: str) -> None:
    """Mask the name and password of an address."""
    user, found, _ = (url.partition("://")[2] or url).rpartition("@")
    if found:
        hide(user)
        name, _, password = user.partition(":")
        hide(unquote(password) or unquote(name))


def masked(text: str) -> str:
    """The text with masks for secrets."""
    for _, pattern in sorted([*_hidden.items()], key=lambda each: -len(each[0])):
        text = pattern.sub("TOKEN", text)  # the longest first: one secret may begin as another
    return _USER.sub("//***@", _TOKEN.sub("TOKEN", text))


def mask_crashes() -> None:
    """Tracebacks of what is not caught are masked too."""
    sys.excepthook = _crashed
    threading.excepthook = lambda hooked: _crashed(
        hooked.exc_type, hooked.exc_value, hooked.exc_traceback
    )


def _crashed(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    sys.stderr.write(masked("".join(traceback.format_exception(kind, error, trace))))


def _forms(secret: str) -> list[str]:
    """Patterns of the forms: each letter may be percent-encoded, and that again."""
    plain = "".join(
        f"(?:{re.escape(letter)}|{''.join(map(_percent, letter.encode(errors='replace')))})"
        for letter in secret
    )
    raw = secret.encode(errors="replace")
    return [plain, *_in_base64(raw), f"(?i:{raw.hex()})"]


def _percent(byte: int) -> str:
    return f"%(?:25)*(?i:{byte:02x})"


def _in_base64(raw: bytes) -> list[str]:
    """The base64 of the bytes wherever they begin among others, without the letters at the edges
    that hold bits of those."""
    found = []
    for before in range(3):
        padded = bytes(before) + raw
        whole = len(padded) - len(padded) % 3
        text = base64.b64encode(padded[:whole]).decode()[-(-before * 8 // 6) :]
        if text:
            found.append("".join({"+": "[-+]", "/": "[/_]"}.get(each, each) for each in text))
    return found

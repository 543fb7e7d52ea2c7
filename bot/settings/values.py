"""Of which types the values of settings are; what does not fit raises ValueError."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, PlainValidator, SecretStr, StringConstraints

from bot.coverage import HOW_MUCH
from bot.settings.places import place_of
from retrieval import ClusterAddress, cluster_address

TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{35}")


def _botfathers(token: SecretStr) -> SecretStr:
    if not TOKEN.fullmatch(token.get_secret_value()):
        raise ValueError
    return token


def _file(path: Path) -> Path:
    if not path.name:
        raise ValueError
    return path


def _database(given: object) -> Path | ClusterAddress:
    """A file, or a coverage in a cluster. Raises ValueError, ArchiveAddressError."""
    if isinstance(given, ClusterAddress):
        return given
    if not isinstance(given, str | Path):
        raise ValueError
    return cluster_address(str(given)) or _file(Path(given))


def _address(url: str) -> str:
    """Without a stroke at its end. Raises ValueError for no host, or a port that there is not."""
    parts = urlsplit(url)
    if not parts.hostname or parts.port == 0:
        raise ValueError
    return url.rstrip("/")


def _how_much(show: str) -> str:
    if show not in HOW_MUCH:
        raise ValueError
    return show


def _place(text: str) -> str:
    place_of(text)
    return text


Token = Annotated[SecretStr, AfterValidator(_botfathers)]
File = Annotated[Path, AfterValidator(_file)]
Store = Annotated[Path | ClusterAddress, PlainValidator(_database)]
Ids = tuple[Annotated[int, Field(strict=True)], ...]
Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
Label = Annotated[Text, StringConstraints(max_length=40)]
HowMuch = Annotated[str, AfterValidator(_how_much)]
Listening = Annotated[Text, AfterValidator(_place)]
Log = Literal["text", "json"]
Url = Annotated[
    Text, StringConstraints(pattern=r"^https?://[^\s/?#]+[^\s?#]*$"), AfterValidator(_address)
]

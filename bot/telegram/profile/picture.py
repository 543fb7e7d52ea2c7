"""The bot's picture on Telegram: a JPEG file of the operator's, set where it is another one."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from telegram import InputProfilePhotoStatic
from telegram.ext import ExtBot

from bot.backend.backend import Backend
from retrieval import NutgrafError

_JPEG: Final = b"\xff\xd8\xff"
_LARGEST: Final = 10_000_000  # bytes that Telegram takes of a picture
_TOLD: Final = "picture"


class PictureError(NutgrafError):
    """The picture cannot be used; `str(error)` names its file and the remedy."""


def picture_in(file: Path) -> bytes:
    """The picture of the file. Raises PictureError."""
    try:
        if not file.is_file():
            raise PictureError(f"{file}: no such file; `picture` names a JPEG")
        with file.open("rb") as opened:
            found = opened.read(_LARGEST + 1)
    except OSError as error:
        raise PictureError(
            f"{file}: cannot be read: {error.strerror}; mend its permissions"
        ) from None
    if not found.startswith(_JPEG):
        raise PictureError(f"{file}: no JPEG, and Telegram takes no other picture; convert it")
    if len(found) > _LARGEST:
        raise PictureError(f"{file}: larger than 10 MB, the most that Telegram takes; shrink it")
    return found


async def set_picture(bot: ExtBot[Any], at: Backend, picture: bytes) -> None:
    """Set the picture where it is not the one that was set last: Telegram cannot be asked."""
    digest = sha256(str(bot.id).encode() + picture).digest()
    number = int.from_bytes(digest[:7])
    if await at.on_readers(at.counts.told, _TOLD) != number:
        await bot.set_my_profile_photo(InputProfilePhotoStatic(picture))
        await at.on_readers(at.counts.tell, _TOLD, number)

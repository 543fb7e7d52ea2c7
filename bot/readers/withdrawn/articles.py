"""What the readers' file keeps of an article that is withdrawn."""

from __future__ import annotations

import time
from typing import Final

from bot.readers.database import Readers

_PATIENCE: Final = 10.0  # seconds for open reads to end


def forget_articles(readers: Readers, keys: dict[str, str], *, whole: bool) -> bool:
    """Deletes the texts that followers have seen of the articles, by ids and their keys in
    addresses, and, of `whole` ones, all else that speaks of them; whether no byte is left."""
    with readers.writing() as connection:
        for article_id, key in keys.items():
            of_it, among = (f"{key}-%",), (f"%{key}-%",)
            connection.execute("delete from seen where address like ?", of_it)
            if whole:
                connection.execute("delete from deliveries where address like ?", of_it)
                connection.execute("delete from votes where address like ?", of_it)
                connection.execute("update answers set address = '' where address like ?", of_it)
                connection.execute("update answers set others = '' where others like ?", among)
                connection.execute("delete from known where article = ?", (article_id,))
    readers.wipe()
    until = time.monotonic() + _PATIENCE
    while not (emptied := readers.emptied()) and time.monotonic() < until:
        time.sleep(0.05)
    return emptied

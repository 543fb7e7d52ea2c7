"""What a service manager such as systemd is told: that the bot is up, and that it is not stuck.

The protocol is sd_notify(3)'s: datagrams to the socket that NOTIFY_SOCKET names.
"""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final

from bot.telegram.application import App

_LATEST: Final = 30.0  # seconds: a bot that waits for Telegram is up
_LOOK: Final = 0.1  # seconds between two looks whether it is


@dataclass(frozen=True, slots=True)
class Manager:
    """The service manager at `address`; told every `interval` seconds that the bot is not stuck,
    None: never."""

    address: str
    interval: float | None

    @classmethod
    def taken(cls, environment: MutableMapping[str, str]) -> Manager | None:
        """Who started this process, as the environment says, of which it is taken: it is for no
        process of the bot's. None where nobody wants to be told."""
        address = environment.pop("NOTIFY_SOCKET", "")
        microseconds = environment.pop("WATCHDOG_USEC", "")
        for_us = environment.pop("WATCHDOG_PID", "") in ("", str(os.getpid()))
        if not address.startswith(("/", "@")) or not hasattr(socket, "AF_UNIX"):
            return None
        watched = for_us and microseconds.isdecimal() and int(microseconds) > 0
        return cls(address, int(microseconds) / 2_000_000 if watched else None)

    def tell(self, *lines: str) -> None:
        """Say the lines; one that does not listen is not waited for."""
        address = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.setblocking(False)
            out.sendto("\n".join(lines).encode(), address)


@asynccontextmanager
async def telling(manager: Manager, application: App) -> AsyncIterator[None]:
    """Tell the manager meanwhile that the bot is up, and from its event loop that it is well."""
    task = asyncio.create_task(_tell(manager, application))
    try:
        yield
    finally:
        task.cancel()
        manager.tell("STOPPING=1")


async def _tell(manager: Manager, application: App) -> None:
    began = time.monotonic()
    while not application.running and time.monotonic() - began < _LATEST:
        await asyncio.sleep(_LOOK)
    if not application.running:
        manager.tell("READY=1", "STATUS=waiting for Telegram")
        await _beat_until_running(manager, application)
    manager.tell("READY=1", f"STATUS=answering as @{application.bot.username}")
    while manager.interval:
        manager.tell("WATCHDOG=1")
        await asyncio.sleep(manager.interval)


async def _beat_until_running(manager: Manager, application: App) -> None:
    while not application.running:
        manager.tell("WATCHDOG=1")
        await asyncio.sleep(min(1.0, manager.interval or 1.0))

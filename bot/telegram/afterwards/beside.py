"""What goes on beside the answering, each until the bot is stopped."""

from __future__ import annotations

from typing import Final

from bot.telegram.afterwards.departing import warn
from bot.telegram.afterwards.mending import mend
from bot.telegram.notifier import deliver
from bot.telegram.watched.admins import tell_admins

BESIDE: Final = (tell_admins, deliver, mend, warn)

"""Exit codes beside 0, 1 (what a person can mend) and 2 (wrong usage)."""

from __future__ import annotations

from typing import Final

OTHERWISE: Final = 3
"""The words do not stand in the coverage letter for letter."""
UNREAD: Final = 3
"""Something could not be read, or no article is held from the paths named."""
REJECTED: Final = 78
"""Telegram does not know the token: a service manager need not start the bot again."""
INTERRUPTED: Final = 130
"""Ended by Ctrl-C."""

"""`nutgraf` as it is, but that its bot starts one process that answers, not several.

Each of those imports what answers for a quarter of a second: most of what a bot costs a test that
asks one question at a time.
"""

from __future__ import annotations

from bot.backend.processes import Answerers
from bot.cli import main

if __name__ == "__main__":
    Answerers.__init__.__defaults__ = (1,)
    main()

"""`python -m bot`: the same as `nutgraf`."""

from bot.cli import main

main()

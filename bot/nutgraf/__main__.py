"""`python -m nutgraf`: the same as `nutgraf`."""

from bot.cli import main

main()

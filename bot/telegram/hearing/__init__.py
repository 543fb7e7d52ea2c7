"""What a message says to the bot, who says it, and where."""

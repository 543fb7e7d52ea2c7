"""What Telegram shows of the bot."""

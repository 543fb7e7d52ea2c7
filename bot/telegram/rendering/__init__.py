"""Answers as messages and buttons within Telegram's limits."""

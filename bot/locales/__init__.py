"""The bot's own words, a language a file."""

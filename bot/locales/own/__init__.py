"""The operator's own words, in place of the bot's."""

"""Files that an operator's own command makes plain text of."""

"""Which answers show which quotes."""

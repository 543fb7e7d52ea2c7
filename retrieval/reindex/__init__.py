"""Files -> store, in one transaction; and its check."""

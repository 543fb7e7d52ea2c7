"""What a reindex is to read, and what it could not."""

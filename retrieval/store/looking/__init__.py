"""What other programs are shown of `coverage.db`."""

"""What an operator takes out of the coverage, and what a reindex would do."""

"""What passages gain besides their words and their day."""

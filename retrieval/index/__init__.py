"""Posting lists, written and read."""

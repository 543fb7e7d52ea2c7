"""Answers and chat in the terminal."""

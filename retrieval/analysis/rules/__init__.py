"""Stemmers of languages that Snowball has none for, or none that pays."""

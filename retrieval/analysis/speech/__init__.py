"""Whose speech a text is made of."""

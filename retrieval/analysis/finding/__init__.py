"""A language's words -> patterns that find them in a text."""

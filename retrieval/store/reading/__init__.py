"""How a coverage is opened to be read, and left as it was."""

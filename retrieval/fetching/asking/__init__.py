"""An address of the web asked: politely, within bounds, at public addresses."""

"""How programs keep an article in JSON: an object in others, its text a tree of blocks."""

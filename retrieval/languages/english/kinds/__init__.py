"""The kinds of thing that questions ask for, places and years among them."""

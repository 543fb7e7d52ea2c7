"""How the bytes of a file become an Article, a form a file."""

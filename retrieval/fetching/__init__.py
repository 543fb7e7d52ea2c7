"""What lies on the web: asked for politely, kept as files."""

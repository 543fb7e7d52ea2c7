"""What commands fetch from the web."""

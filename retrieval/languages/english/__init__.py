"""English's words."""

"""English's words for days and times."""

"""A question's words -> the coverage's own."""

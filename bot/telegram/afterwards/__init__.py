"""What becomes of answers after they were given."""

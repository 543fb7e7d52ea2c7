"""Files -> Sources -> Articles -> Passages."""

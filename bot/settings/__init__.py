"""What a configuration may say, where it is said, and which name was meant."""

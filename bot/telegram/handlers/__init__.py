"""What is done with an update, a kind a file."""

"""What an operator keeps out of the coverage."""

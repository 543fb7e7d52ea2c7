"""What the coverage said over time."""

"""What is kept of readers, in a file of its own."""

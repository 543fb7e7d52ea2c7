"""What the readers' file keeps of articles that are withdrawn."""

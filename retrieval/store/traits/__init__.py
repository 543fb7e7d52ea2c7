"""What is known of articles beside their words."""

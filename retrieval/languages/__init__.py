"""What a language contributes."""

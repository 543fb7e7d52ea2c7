"""Articles -> the terms of their passages, on all cores."""

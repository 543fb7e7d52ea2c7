"""Whose words an answer quotes, which of them first, and none that are denied."""

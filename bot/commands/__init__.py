"""The commands of `nutgraf`, one a file."""

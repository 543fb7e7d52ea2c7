"""The commands by which an operator says what the coverage is to hold."""

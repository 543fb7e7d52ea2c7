"""The command that tells programs what they may expect of the others."""

"""How texts look that are of one form."""

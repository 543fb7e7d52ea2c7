"""Who speaks, who is asked for, and what is denied: the words that tell."""

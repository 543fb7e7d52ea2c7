"""Is all that is stored sound, and what heals it?"""

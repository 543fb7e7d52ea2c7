"""What does answering ask of a coverage, whatever keeps it?"""

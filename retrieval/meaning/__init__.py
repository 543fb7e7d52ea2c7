"""Which vectors have passages, and which are near a question's?"""

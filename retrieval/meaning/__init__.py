"""Which passages mean what a question means, whatever the language of both?"""

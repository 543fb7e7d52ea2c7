"""What a field's value may be: a web address, a text that can be kept, a no, a whole text."""

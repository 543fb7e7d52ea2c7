"""Copies of both files, made and put back."""

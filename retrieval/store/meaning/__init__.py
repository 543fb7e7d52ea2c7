"""What is kept in `coverage.db` of what passages mean?"""

"""Terms and days -> Hits."""

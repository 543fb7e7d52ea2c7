"""Saved pages of made-up articles in the shapes that sites have, and what is read of them."""

"""A question's text -> what is asked."""

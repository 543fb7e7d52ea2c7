"""Where a run keeps the articles that it reads: two ways of one kind."""

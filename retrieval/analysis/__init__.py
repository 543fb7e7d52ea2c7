"""Text -> terms, sentences, word diffs."""

"""The lines of a plain text: which of them are one paragraph, the headline, a page's own."""

"""The words that tell forms: of columns, turns in a transcript, pages, newspapers."""

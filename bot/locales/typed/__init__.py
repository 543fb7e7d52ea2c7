"""What readers type beside questions, and how they go on from one: a table a language."""

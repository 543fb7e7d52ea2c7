"""What columns of tables, and those who take turns in a transcript, are called."""

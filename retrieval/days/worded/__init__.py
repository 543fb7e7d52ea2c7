"""Days in languages whose words stand in a file: what is written of them -> times."""

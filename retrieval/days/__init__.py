"""Times in words -> days."""

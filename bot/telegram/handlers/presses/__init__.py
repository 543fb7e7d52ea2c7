"""What presses of buttons change in place."""

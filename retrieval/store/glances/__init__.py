"""What a shell completes, seen at a glance."""

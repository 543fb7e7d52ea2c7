"""The coverage and the readers' file, off the event loop."""

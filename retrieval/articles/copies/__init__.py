"""What programs that keep copies of pages lay into a folder."""

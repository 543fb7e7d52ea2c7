"""What is written for programs that make sites: Markdown with front matter."""

"""What a reader means, on Telegram and in the terminal alike."""

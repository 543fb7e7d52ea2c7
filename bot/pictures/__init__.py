"""Charts and cards, drawn without a browser."""

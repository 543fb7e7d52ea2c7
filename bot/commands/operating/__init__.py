"""How a running bot is looked after."""

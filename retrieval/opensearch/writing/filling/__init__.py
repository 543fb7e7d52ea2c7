"""How indices are that a load fills: quick to fill before they are shown, and to be asked after."""

"""Who says what in languages whose words stand in a file: few rules, for names alone."""

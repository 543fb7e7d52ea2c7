"""What is known of a coverage that is kept elsewhere, beside a run over it: rows without words."""

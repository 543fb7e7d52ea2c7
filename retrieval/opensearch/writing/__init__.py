"""How a reindex writes a coverage into a cluster: whole or not at all."""

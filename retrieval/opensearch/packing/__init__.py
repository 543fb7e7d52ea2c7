"""How terms and passages are written down for a cluster, and read again."""

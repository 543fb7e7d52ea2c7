"""How a coverage in a cluster is asked, for answers that are those of a file."""

"""The coverage in an OpenSearch cluster: what is kept there, and how it is asked and written."""

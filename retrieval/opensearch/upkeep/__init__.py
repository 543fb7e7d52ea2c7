"""What an operator takes out of a coverage in a cluster, has healed there, tries or looks up."""

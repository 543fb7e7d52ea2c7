"""The scores of passages and of whole articles: what a cluster says of them, made exact here."""

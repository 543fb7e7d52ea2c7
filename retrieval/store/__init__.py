"""The SQLite file: every table but the index's."""

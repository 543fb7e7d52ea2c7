"""How is a coverage in one SQLite file asked?"""

"""How are articles read that already lie in somebody's index?"""

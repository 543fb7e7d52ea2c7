"""What was read of late is kept, in bounded memory."""

from __future__ import annotations

from retrieval.index.cache import Cache


def test_what_is_used_stays_and_what_is_not_goes() -> None:
    kept: Cache[str] = Cache(40)
    for number in range(200):
        kept.put(number, f"value {number}", 1)
        assert kept.get(0) == "value 0"
        assert kept.get(number) == f"value {number}"
    assert kept.get(100) is None
    assert sum(kept.get(number) is not None for number in range(200)) <= 40


def test_a_value_that_would_drive_out_most_others_is_not_kept() -> None:
    kept: Cache[str] = Cache(40)
    kept.put("small", "s", 1)
    kept.put("large", "l", 11)
    assert (kept.get("small"), kept.get("large")) == ("s", None)

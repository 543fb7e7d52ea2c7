"""What is removed stays out until that is lifted; what is withdrawn leaves no byte."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from retrieval import (
    AmbiguousNameError,
    Archive,
    KeptOutError,
    UnknownArticleError,
    UnknownWordsError,
    enforce,
    kept_out,
    remove,
    undo,
    withdraw,
)
from tests.tools.coverage_maker import archive, write

FIRE = ["Fire in Oster", "A fire destroyed the harbour of Oster.", "Zebulon Quarx was arrested."]
RAIN = ["Rain in Oster", "Rain fell in Oster for three days."]
SNOW = ["Snow in Oster", "Snow fell in Oster for three days."]


def ids(opened: Archive) -> set[str]:
    return set(opened.digests())


def again(opened: Archive) -> int:
    """How many articles a reindex of everything leaves out."""
    return opened.reindex([opened.path.parent / "articles"]).left_out


def sound(opened: Archive) -> bool:
    return not opened.doctor().findings


def bytes_in(folder: Path, words: str) -> list[str]:
    """The files of the coverage that have the words."""
    wanted = words.casefold().encode()
    files = [each for each in folder.iterdir() if each.is_file()]
    return [each.name for each in files if wanted in each.read_bytes().lower()]


def test_what_is_removed_by_path_id_or_outlet_stays_out_until_that_is_lifted(
    tmp_path: Path,
) -> None:
    with archive(
        tmp_path, {"a/fire": FIRE, "a/rain": RAIN, "snow": [*SNOW, "source Gazette"]}
    ) as on:
        found = remove(on.path, str(tmp_path / "articles" / "a"))
        assert (found.kind, found.articles) == ("path", ("a/fire", "a/rain"))
        assert remove(on.path, "snow").kind == "id"
        assert (again(on), sound(on)) == (3, True)
        assert undo(on.path, "snow") == ("id",)
        assert undo(on.path, str(tmp_path / "articles" / "a")) == ("path",)
        assert (again(on), ids(on)) == (0, {"a/fire", "a/rain", "snow"})
        assert remove(on.path, "Gazette", kind="outlet").articles == ("snow",)
        assert (again(on), ids(on), sound(on)) == (1, {"a/fire", "a/rain"}, True)
        with pytest.raises(UnknownArticleError):
            undo(on.path, "Gazette", kind="id")


def test_a_name_with_two_meanings_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with archive(tmp_path, {"rain": RAIN}) as on:
        write(tmp_path / "rain", {"fire": FIRE})
        on.reindex([tmp_path / "rain"])
        monkeypatch.chdir(tmp_path)
        with pytest.raises(AmbiguousNameError, match="say which with --path or --id"):
            remove(on.path, "rain")
        assert remove(on.path, "rain", kind="id").articles == ("rain",)
        assert remove(on.path, "rain", kind="path").articles == ("fire",)


def test_what_is_withdrawn_leaves_no_byte_and_no_reindex_brings_it_back(tmp_path: Path) -> None:
    with archive(tmp_path, {"fire": FIRE, "rain": RAIN}) as on:
        corrected = [*FIRE[:2], "Zebulon Quarx was set free."]
        write(tmp_path / "articles", {"fire": corrected})
        on.reindex([tmp_path / "articles"])
        assert bytes_in(tmp_path, "Quarx") == ["coverage.db"]
        done = withdraw(on.path, "fire")
        assert (done.articles, done.wordings > 0, done.wiped) == (("fire",), True, True)
        assert bytes_in(tmp_path, "Quarx") == bytes_in(tmp_path, "harbour") == []
        assert (again(on), ids(on), sound(on)) == (1, {"rain"}, True)
        assert on.ask("Who was arrested in Oster?", since=date(2000, 1, 1)).corrections == ()
        on.path.unlink()
        assert again(on) == 1
        assert bytes_in(tmp_path, "Quarx") == []


def test_words_that_are_withdrawn_are_out_of_the_text_its_index_and_its_old_wordings(
    tmp_path: Path,
) -> None:
    with archive(tmp_path, {"fire": FIRE, "rain": RAIN}) as on:
        address = on.ask("What destroyed the harbour?").quotes[0].address
        with pytest.raises(UnknownWordsError):
            withdraw(on.path, address, words="Nobody Here")
        withdraw(on.path, address, words="zebulon  QUARX")
        assert bytes_in(tmp_path, "Quarx") == bytes_in(tmp_path, "zebulon") == []
        assert on.article("fire").body.endswith("\n\n[…] was arrested.")
        assert "fire" in {each.citation.article for each in on.ask("Who was arrested?").quotes}
        assert sound(on)
        write(tmp_path / "articles", {"fire": [*FIRE[:2], "Zebulon Quarx was set free."]})
        again(on)
        assert on.article("fire").body.endswith("\n\n[…] was set free.")
        answer = on.ask("Who was set free in Oster?", since=date(2000, 1, 1))
        assert "Quarx" not in json.dumps(answer.as_json())
        assert bytes_in(tmp_path, "Quarx") == []


def test_what_was_withdrawn_by_its_address_stays_out_under_another_id(tmp_path: Path) -> None:
    row = {"headline": "Fire", "text": "A fire fell on Oster.", "url": "https://oster.example/fire"}
    folder = tmp_path / "rows"
    folder.mkdir()
    (folder / "a.jsonl").write_text(json.dumps(row | {"id": "a"}))
    (folder / "rain.txt").write_text("Rain\n\nRain fell.\n")
    with Archive(tmp_path / "coverage.db") as on:
        on.reindex([folder])
        withdraw(on.path, "https://oster.example/fire")
        (folder / "a.jsonl").write_text(json.dumps(row | {"id": "b"}))
        summary = on.reindex([folder])
        assert (summary.left_out, ids(on)) == (1, {"rain"})


def test_a_coverage_from_before_a_withdrawal_is_purged_of_it(tmp_path: Path) -> None:
    with archive(tmp_path, {"fire": FIRE, "rain": RAIN}) as on:
        before = on.path.read_bytes()
        withdraw(on.path, "fire", words="Zebulon Quarx")
        remove(on.path, "rain")
    on.path.write_bytes(before)
    assert bytes_in(tmp_path, "Quarx") == ["coverage.db"]
    assert set(enforce(on.path)) == {"fire", "rain"}
    assert bytes_in(tmp_path, "Quarx") == []
    with Archive(on.path) as restored:
        assert (ids(restored), sound(restored)) == ({"fire"}, True)
        restored.close()
        on.path.write_bytes(before)  # without `nutgraf restore`
        again(restored)
        assert (ids(restored), sound(restored)) == ({"fire"}, True)
    assert bytes_in(tmp_path, "Quarx") == []


def test_a_damaged_list_of_what_stays_out_lets_nothing_back_in(tmp_path: Path) -> None:
    with archive(tmp_path, {"fire": FIRE, "rain": RAIN}) as on:
        withdraw(on.path, "fire")
        kept_out(on.path).path.write_text("{")
        with pytest.raises(KeptOutError, match="it says what stays out"):
            again(on)
        assert ids(on) == {"rain"}

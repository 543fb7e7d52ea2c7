"""The operator's table of names that mean the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import TableError
from retrieval.spelling.aliases import Aliases, built_in

SEEDS = Path(__file__).parents[3] / "seeds" / "aliases.toml"


def test_every_word_of_a_group_has_the_others_whatever_its_case_and_accents() -> None:
    aliases = Aliases([["Bakhmut", "Artemivsk"], ["Türkiye", "Turkey"]])
    assert aliases.others("BAKHMUT") == ("artemivsk",)
    assert aliases.others("Artemivsk's") == ("bakhmut",)
    assert aliases.others("Turkey") == ("turkiye",)
    assert aliases.others("Kyiv") == ()


def test_a_word_in_two_groups_has_the_others_of_both_once() -> None:
    aliases = Aliases([["Dnipro", "Dnieper"], ["Dnipro", "Dnipropetrovsk", "Dnieper"]])
    assert aliases.others("dnipro") == ("dnieper", "dnipropetrovsk")
    assert aliases.others("dnipropetrovsk") == ("dnipro", "dnieper")


def test_a_table_is_read_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "aliases.toml"
    path.write_text('same = [["Kyiv", "Kiev"]]', encoding="utf-8")
    assert Aliases.read(path).others("Kiev") == ("kyiv",)


def test_an_empty_table_has_no_aliases(tmp_path: Path) -> None:
    path = tmp_path / "aliases.toml"
    path.write_text("", encoding="utf-8")
    assert Aliases.read(path).others("Kiev") == ()


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("same = [", "not TOML"),
        ('groups = [["a", "b"]]', "unknown key 'groups'"),
        ('same = "Kyiv"', "a list of groups"),
        ('same = ["Kyiv"]', "group 1 of `same` must be a list of words"),
        ('same = [["Kyiv", "Kiev"], ["Odesa"]]', "group 2 of `same` has fewer than two words"),
        ("same = [[1, 2]]", "in quotation marks"),
        ('same = [["Azov", "Sea of Azov"]]', "'Sea of Azov'; each name is one word"),
        ('same = [["Azov", ""]]', "each name is one word"),
    ],
)
def test_a_table_of_another_form_is_refused_in_one_line(
    tmp_path: Path, written: str, reason: str
) -> None:
    path = tmp_path / "aliases.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(TableError) as caught:
        Aliases.read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.path == path


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_table_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        Aliases.read(tmp_path / name)


def test_a_table_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "aliases.toml"
    path.write_bytes(b'same = [["Kij\xf3w", "Kyiv"]]')
    with pytest.raises(TableError, match="not TOML"):
        Aliases.read(path)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kiev", "kyiv"),
        ("Artemivsk", "bakhmut"),
        ("Dnieper", "dnipro"),
        ("Dnepr", "dnipro"),
        ("Nikolaev", "mykolaiv"),
        ("Choïgou", "shoigu"),
        ("Zaporozhye", "zaporizhzhia"),
        ("Киев", "kyiv"),
    ],
)
def test_the_sample_table_knows_the_sample_coverage(written: str, meant: str) -> None:
    assert meant in Aliases.read(SEEDS).others(written)


def test_the_worlds_names_need_no_table() -> None:
    known = built_in()
    assert "kiev" in known.others("Kyiv")
    assert "artemivsk" in known.others("bakhmut")
    assert "turkiye" in known.others("Turkey")
    assert "bombay" in known.others("Mumbai")
    assert known.near("blackout") == ("outag",)


def test_an_operators_group_replaces_what_is_known_of_its_names() -> None:
    table = Aliases([["Kyiv", "Kijew"]]).over(built_in())
    assert table.others("Kyiv") == ("kijew",)
    assert table.others("Kiev") == ()
    assert "odesa" in table.others("Odessa")

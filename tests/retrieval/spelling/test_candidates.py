"""What a reader's word is read as, and what it is not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from retrieval.analysis.terms import fold, terms
from retrieval.spelling.aliases import Aliases
from retrieval.spelling.candidates import MOST, Reading, Word, latin, readings, skeleton
from retrieval.spelling.cyrillic import cases
from retrieval.spelling.transliteration import likeness
from retrieval.spelling.typos import slips


class Vocabulary:
    """A coverage's words, kept in memory: names in capitals, the others not."""

    def __init__(self, spellings: str) -> None:
        self.words = [
            Word(terms(each)[0], each, df, each[0].isupper())
            for df, each in enumerate(reversed(spellings.split()), start=1)
        ]

    def by_skeleton(self, key: str) -> Sequence[Word]:
        return [word for word in self.words if word.name and skeleton(fold(word.spelling)) == key]

    def by_shape(self, initial: str, shortest: int, longest: int) -> Sequence[Word]:
        folded = [(fold(word.spelling), word) for word in self.words]
        return [w for f, w in folded if f[0] == initial and shortest <= len(f) <= longest]

    def by_term(self, wanted: Sequence[str]) -> Sequence[Word]:
        return [word for word in self.words if word.term in wanted]

    def read(
        self, written: str, *, groups: Sequence[Sequence[str]] = (), english: str | None = None
    ) -> tuple[Reading, ...]:
        term = "".join(terms(written))
        return readings(
            written,
            term,
            known=next(iter(self.by_term([term])), None),
            by_skeleton=self.by_skeleton,
            by_shape=self.by_shape,
            by_term=self.by_term,
            aliases=Aliases(groups),
            is_english=None if english is None else english.split().__contains__,
        )

    def read_as(self, written: str) -> list[str]:
        return [reading.word.spelling for reading in self.read(written)]


COVERAGE = Vocabulary(
    "Makiivka Bakhmut Zelensky Odesa Kharkiv Zaporizhzhia Luhansk Voronezh Przewodow Prigozhin "
    "Kherson Ukraine Lukashenko Syria Washington explosion missiles soldiers barracks banner "
    "government said reported Moscow drones"
)

ONE_NAME = [
    "Makiivka Makeyevka Makiyivka Makeevka",
    "Bakhmut Bakhmout Bachmut",
    "Zelensky Zelenskyy Zelenskiy Selenskyj",
    "Zaporizhzhia Zaporozhye Zaporijia",
    "Kharkiv Kharkov",
    "Luhansk Lugansk",
    "Odesa Odessa",
    "Voronezh Voronej Woronesch",
    "Przewodow Przewodów",
    "Prigozhin Prigojine Prigoschin",
    "Lukashenko Loukachenko Lukaschenko",
    "Yevgeny Jewgeni",
    "Chernihiv Chernigov",
]

OTHER_NAMES = [
    "Korea Cairo",
    "Iran Iraq",
    "Mali Malay",
    "Putin Patton",
    "Austria Australia",
    "Slovakia Slovenia",
    "Niger Nigeria",
    "Gaza Giza",
    "Volodymyr Vladimir",
    "Biden Boden",
    "France Francis",
    "Golden Holden",
    "London Landon",
]


@pytest.mark.parametrize("names", ONE_NAME)
def test_the_spellings_of_one_name_have_one_skeleton_and_are_alike(names: str) -> None:
    first, *others = [fold(name) for name in names.split()]
    for other in others:
        assert skeleton(other) == skeleton(first) != ""
        assert likeness(first, other) > 0


@pytest.mark.parametrize("names", OTHER_NAMES)
def test_two_names_that_the_coverage_has_are_not_merged(names: str) -> None:
    both = Vocabulary(names)
    for name in names.split():
        assert both.read(name) == ()


@pytest.mark.parametrize("names", ["Makiivka Makeyevka", "Kharkiv Kharkov", "Luhansk Lugansk"])
def test_a_known_name_is_also_found_in_its_other_spelling(names: str) -> None:
    one, other = names.split()
    assert Vocabulary(names).read_as(one) == [other]
    assert Vocabulary(names).read_as(other) == [one]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Makeyevka", "Makiivka"),
        ("makiyivka's", "Makiivka"),
        ("Bakhmout", "Bakhmut"),
        ("Selenskyj", "Zelensky"),
        ("Odessa", "Odesa"),
        ("Kharkov", "Kharkiv"),
        ("Zaporozhye", "Zaporizhzhia"),
        ("Voronej", "Voronezh"),
        ("Prigojine", "Prigozhin"),
        ("explsion", "explosion"),
        ("explosoin", "explosion"),
        ("explosionn's", "explosion"),
        ("misiles", "missiles"),
        ("nissiles", "missiles"),
        ("baracks", "barracks"),
        ("sodliers", "soldiers"),
        ("reportng", "reported"),
        ("Ukarine", "Ukraine"),
    ],
)
def test_a_word_the_coverage_lacks_is_read_as_the_one_it_has(written: str, meant: str) -> None:
    assert COVERAGE.read_as(written)[0] == meant


@pytest.mark.parametrize(
    "written",
    ["banana", "tomato", "hope", "2023", "Kh-22", "T90", "abc", "recipe", "時間", "", "é"],
)
def test_a_word_that_is_no_slip_is_left_alone(written: str) -> None:
    assert COVERAGE.read_as(written) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Бахмуте", "Bakhmut"),
        ("Макеевке", "Makiivka"),
        ("Зеленский", "Zelensky"),
        ("Зеленского", "Zelensky"),
        ("Херсоне", "Kherson"),
        ("Харкові", "Kharkiv"),
        ("Украине", "Ukraine"),
        ("Сирии", "Syria"),
        ("Вашингтоном", "Washington"),
    ],
)
def test_a_cyrillic_name_in_any_case_is_read_as_the_latin_one(written: str, meant: str) -> None:
    assert COVERAGE.read_as(written)[0] == meant


@pytest.mark.parametrize("written", ["сколько", "Какой", "солдат", "в"])
def test_other_cyrillic_words_are_no_names(written: str) -> None:
    assert COVERAGE.read_as(written) == []


def test_an_alias_wins_and_weighs_all() -> None:
    groups = [["Bakhmut", "Artemivsk", "Артемовск"]]
    for written in ("Artemivsk", "Артемовск", "Артемовске"):
        assert COVERAGE.read(written, groups=groups)[0] == Reading(
            written, COVERAGE.by_term(["bakhmut"])[0], 1.0
        )
    assert COVERAGE.read("Bakhmut", groups=groups) == ()


def test_a_repair_weighs_less_the_shorter_the_word() -> None:
    (short,) = Vocabulary("tank").read("takn")
    (long,) = Vocabulary("explosion").read("explsoion")
    assert short.weight == pytest.approx(0.9 * 3 / 4)
    assert long.weight == pytest.approx(0.9 * 8 / 9)


def test_of_two_repairs_the_more_frequent_word_comes_first() -> None:
    assert Vocabulary("plant plank").read_as("planz") == []
    assert Vocabulary("planet planet planer").read_as("planez")[0] == "planet"
    assert Vocabulary("reactor rector").read_as("reacttor") == ["reactor"]
    assert Vocabulary("border bolder").read_as("boder")[0] == "border"


def test_an_english_word_is_no_slip_and_other_words_are_repaired_freely() -> None:
    vocabulary = Vocabulary("trial home")
    assert vocabulary.read_as("tribal") == ["trial"]
    assert vocabulary.read("tribal", english="tribal hope") == ()
    assert vocabulary.read("hope", english="tribal hope") == ()
    assert [each.word.spelling for each in vocabulary.read("hoje", english="tribal")] == ["home"]


def test_cyrillic_is_written_in_latin_letters() -> None:
    assert latin("Щербаков") == "shcherbakov"
    assert latin("Київ") == "kiyiv"
    assert latin("Kyiv") == "kyiv"
    assert cases("Киеве") == ("киеве", "киев")


@given(st.text(max_size=20))
def test_no_text_has_a_skeleton_of_other_letters_and_it_is_always_the_same(text: str) -> None:
    key = skeleton(fold(text))
    assert key == "" or (key.isascii() and key.isalpha() and key.islower())
    assert skeleton(fold(text)) == key


@given(st.text(max_size=20) | st.text("абвгдеїйьяТzkhaeiouy'’-1", max_size=14))
def test_any_word_is_read_in_order_without_repeats_and_always_alike(written: str) -> None:
    found = COVERAGE.read(written)
    assert found == COVERAGE.read(written)
    assert len(found) <= MOST
    assert len({reading.word.term for reading in found}) == len(found)
    assert all(0 < reading.weight <= 1 for reading in found)
    assert all(one.weight >= other.weight for one, other in pairwise(found))


@given(st.text("abcde", min_size=4, max_size=9))
def test_slips_are_all_words_one_edit_away(word: str) -> None:
    made = [meant for some in slips(word, every=True) for meant in some.meant]
    assert word not in made
    assert all(OSA.distance(word, meant) == 1 for meant in made)
    letters = len(word)
    swapped = {one != other for one, other in pairwise(word)}
    assert len(set(made)) >= 25 * letters + 1 + (True in swapped)
    assert {f"{word}x", f"x{word}", word[1:], word[:-1], f"x{word[1:]}", f"{word[:-1]}x"} <= {*made}

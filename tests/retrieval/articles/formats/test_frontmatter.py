"""What an article says of itself in its front matter."""

from __future__ import annotations

import pytest

from retrieval.articles.files import parse
from retrieval.articles.source import Source
from retrieval.errors import ArticleFormError
from retrieval.model import Article

BODY = "The ferry stayed at the quay on Tuesday, because of the wind.\n\nNobody was hurt by it."


def read(matter: str, body: str = BODY) -> Article:
    return parse(Source("ferry", "ferry.txt", "text", f"---\n{matter}\n---\n{body}".encode()))


def reason(matter: str) -> str:
    with pytest.raises(ArticleFormError) as caught:
        read(f"headline: No ferry\n{matter}")
    return caught.value.reason


def test_front_matter_gives_headline_outlet_url_day_and_language() -> None:
    article = read(
        'headline: "Storm | No ferry"\noutlet: Harbour Post\nurl: https://harbour.example/1\n'
        "published: 2024-02-06\nlanguage: en\nauthor: [ignored, 7]"
    )
    assert (article.kicker, article.headline) == ("Storm", "No ferry")
    assert (article.outlet, article.url) == ("Harbour Post", "https://harbour.example/1")
    assert (article.published, article.language) == ("2024-02-06", "en")
    assert article.body == BODY


def test_without_a_headline_in_it_the_first_line_after_it_is_one() -> None:
    article = read("outlet: Harbour Post", f"\nNo ferry\n\n{BODY}")
    assert (article.headline, article.paragraphs) == ("No ferry", 2)


@pytest.mark.parametrize("line", ["Storm | No ferry", "No ferry", "  Storm |  No ferry "])
def test_a_first_line_equal_to_its_headline_is_dropped(line: str) -> None:
    assert read("headline: Storm | No ferry", f"{line}\n\n{BODY}").body == BODY


def test_a_first_line_that_differs_from_its_headline_stays() -> None:
    assert read("headline: No ferry").body == BODY


def test_it_wins_over_the_outlet_line_which_is_still_no_paragraph() -> None:
    article = read("headline: No ferry\noutlet: Harbour Post", f"{BODY}\n\nsource site-1")
    assert (article.outlet, article.body) == ("Harbour Post", BODY)


@pytest.mark.parametrize("value", ["", "null", "~", '""', "'  '"])
def test_a_field_left_empty_is_as_good_as_missing(value: str) -> None:
    article = read(f"headline: No ferry\noutlet: {value}\npublished: {value}\nurl: {value}")
    assert (article.outlet, article.published, article.url) == (None, None, None)


@pytest.mark.parametrize("value", ["1_000", "yes", "0x1F", "2024-02-06", "12:30"])
def test_a_headline_that_looks_like_a_number_or_a_day_stays_as_written(value: str) -> None:
    assert read(f"headline: {value}").headline == value


def test_a_headline_over_several_lines_is_put_on_one() -> None:
    assert read("headline: |\n  No ferry\n  on Tuesday").headline == "No ferry on Tuesday"


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("2024-02-06", "2024-02-06"),
        ("'2024-02-06'", "2024-02-06"),
        ("2024-02-06T18:30:00+02:00", "2024-02-06T18:30:00+02:00"),
        ("2024-02-06T18:30Z", "2024-02-06T18:30Z"),
        ("2024-02-06 18:30:00", "2024-02-06T18:30:00"),
        ("2024-02-06 18:30:00 +0200", "2024-02-06T18:30:00+02:00"),
        ("20240206", "2024-02-06"),
    ],
)
def test_a_day_keeps_its_hour_and_zone(given: str, published: str) -> None:
    assert read(f"headline: No ferry\npublished: {given}").published == published


@pytest.mark.parametrize("given", ["2024-02-30", "2024-02", "06/02/2024", "1", "yesterday"])
def test_a_day_that_is_none_or_could_be_two_is_left_out_with_a_note(given: str) -> None:
    article = read(f"published: {given}")
    assert article.published is None
    assert article.notes[0].startswith("no day: ")


@pytest.mark.parametrize(
    "given", ["ftp://harbour.example", "harbour.example", "https://", "javascript:x", "http://["]
)
def test_a_url_that_is_no_web_address_is_left_out_with_a_note(given: str) -> None:
    article = read(f'url: "{given}"')
    assert (article.url, article.notes) == (None, ("no url: what it states is no web address",))


@pytest.mark.parametrize("value", ["[a, b]", "{a: b}", "!!int 7", '"\\uD83D"', '"\\0"'])
def test_a_field_that_is_no_text_costs_itself_alone(value: str) -> None:
    article = read(f"outlet: {value}")
    assert (article.outlet, article.paragraphs > 0) == (None, True)


@pytest.mark.parametrize(
    ("matter", "line"),
    [
        ("outlet: [never closed", "line 3"),
        ("outlet: !!python/object:os.system x", "line 3"),
        ("x: " + "[" * 5000, "line "),
        ("x: !!int seven", "line 3: a tag"),
        ("x: !!bool maybe", "line 3: a tag"),
        ("x: !!timestamp foo", "line 3: a tag"),
        ("x: !!int ''", "line 3: a tag"),
        ("x: !!set {a}", "line 3: a tag"),
        ("x: &a b\ny: *a", "line 4: an alias"),
        ("x: &a {b: c}\n<<: *a", "line 4: an alias"),
        ("? [a]\n: b", "line 3: a name that is no word"),
        ('x: "\\UFFFFFFFF"', "line 2"),
    ],
)
def test_bad_yaml_is_refused_with_its_line(matter: str, line: str) -> None:
    words = reason(matter)
    assert (line in words, "not YAML" in words) == (True, True)


def test_a_value_with_a_colon_or_half_a_quotation_costs_nothing() -> None:
    article = read('outlet: Post: a paper\nurl: "https://harbour.example/1\nbroken line')
    assert (article.outlet, article.url) == ("Post: a paper", "https://harbour.example/1")


def test_front_matter_without_an_end_ends_at_a_blank_line_after_several_names() -> None:
    raw = f"---\nheadline: No ferry\noutlet: Harbour Post\n\n{BODY}".encode()
    article = parse(Source("ferry", "ferry.txt", "text", raw))
    assert (article.headline, article.outlet, article.body) == ("No ferry", "Harbour Post", BODY)


def test_what_a_field_holds_in_fields_of_its_own_is_taken() -> None:
    article = read("source:\n  name: Harbour Post\n  list: [[a], b]\ndate: !!timestamp 2024-02-06")
    assert (article.outlet, article.published) == ("Harbour Post", "2024-02-06")


@pytest.mark.parametrize("line", ["published: false", "draft: true", "status: draft"])
def test_what_is_not_published_is_left_out(line: str) -> None:
    assert "left out" in reason(line)


def test_front_matter_that_is_no_mapping_or_has_no_end_is_refused_with_its_line() -> None:
    with pytest.raises(ArticleFormError, match=r"line 2: .*name: value"):
        read("- No ferry\n- Harbour Post")
    with pytest.raises(ArticleFormError, match=r"line 1: .* without an end"):
        parse(Source("ferry", "ferry.txt", "text", f"---\nheadline: No ferry\n\n{BODY}".encode()))


def test_empty_front_matter_says_nothing() -> None:
    assert read("", f"No ferry\n\n{BODY}") == parse(
        Source("ferry", "ferry.txt", "text", f"No ferry\n\n{BODY}".encode())
    )

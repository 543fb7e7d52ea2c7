"""Made-up pages in the shapes of many sites are read as the article that they were made of."""

from __future__ import annotations

from statistics import fmean

import pytest

from tests.tools.saved_pages.__main__ import ALL, read, refused
from tests.tools.saved_pages.articles import LANGUAGES, made
from tests.tools.saved_pages.no_articles import NO_ARTICLES
from tests.tools.saved_pages.other_shapes import UNDATED

ENGLISH, *OTHERS = LANGUAGES


def test_pages_of_every_shape_are_read_as_their_articles() -> None:
    given = made(ENGLISH, 0)
    found = [read(name, shape, given) for name, shape in ALL.items()]
    assert {each.name for each in found if each.f < 0.9} == set()
    assert {each.name for each in found if not each.headline} == set()
    assert {each.name for each in found if each.day is False} == set()
    assert all(each.day is None for each in found if each.name in UNDATED)


def test_a_page_that_holds_no_article_is_read_as_none() -> None:
    assert all(refused(name, made(ENGLISH, 0)) for name in NO_ARTICLES)


@pytest.mark.slow
@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_pages_in_other_languages_and_scripts_are_read_as_well(language: object) -> None:
    given = made(language, 1)  # type: ignore[arg-type]
    found = [read(name, shape, given) for name, shape in ALL.items()]
    assert fmean(each.f for each in found) > 0.95
    assert all(each.day is not False for each in found)
    assert all(refused(name, given) for name in NO_ARTICLES)

"""Texts of press libraries: many articles in a file, each with the library's words around it."""

from __future__ import annotations

from typing import Final

import pytest

from tests.retrieval.articles.formats.reading import articles, words

FIRST: Final = (
    "The ferry between Oster and Lindholm sailed again on Monday, two days after the storm."
)
SECOND: Final = "Harbour master Ilse Brandt said 41 boats had broken loose and three had sunk."
HEADLINES: Final = ("Ferry to Lindholm sails again", "Council pays for the pier")
OUTLETS: Final = ("Oster Post", "Lindholm Courier")

GENIOS: Final = """{outlet} vom 0{n}.01.2023, S. 4

{headline}

{first}

{second}

Quelle: {outlet} vom 0{n}.01.2023, S. 4
Ressort: Lokales
Dokumentnummer: 202301021{n}
Dauerhafte Adresse des Dokuments: https://www.genios.example/document/OP__{n}
Alle Rechte vorbehalten: (c) {outlet}

"""
EUROPRESSE: Final = """{outlet}
Région, lundi {n} janvier 2023, p. OST4

{headline}

Jo Hale

{first}

{second}

Cet article est paru dans {outlet}

© 2023 {outlet}. Tous droits réservés. Le présent document est protégé par les lois.

news·2023010{n}·OP·1234

"""
PROQUEST: Final = """____________________________________________________________

Document {n} of 2

{headline}

Author: Hale, Jo

Publication info: {outlet}; Oster [Oster]. 0{n} Jan 2023: A.4.

Abstract: None available.

Full text: {first}

{second}

Subject: Ferries; Storms

Title: {headline}

Publication title: {outlet}

Publication date: Jan {n}, 2023

ISSN: 12345678

"""


@pytest.mark.parametrize("form", [GENIOS, EUROPRESSE, PROQUEST])
def test_each_article_of_a_press_library_is_read_without_the_librarys_words(form: str) -> None:
    raw = "".join(
        form.format(n=n, headline=headline, outlet=outlet, first=FIRST, second=SECOND)
        for n, headline, outlet in zip((1, 2), HEADLINES, OUTLETS, strict=True)
    )
    found = articles(raw.encode(), "a.txt")
    assert [each.headline for each in found] == list(HEADLINES)
    assert [each.outlet for each in found] == list(OUTLETS)
    assert [each.published for each in found] == ["2023-01-01", "2023-01-02"]
    assert [words(each) for each in found] == [[FIRST, SECOND]] * 2


def test_a_line_with_outlet_day_and_author_below_a_headline_states_them() -> None:
    text = f"{HEADLINES[0]}\nOster Post · 2 Jan 2023 · By Jo Hale\n\n{FIRST}\n\n{SECOND}\n"
    [article] = articles(text.encode(), "a.txt")
    assert (article.headline, article.outlet) == (HEADLINES[0], "Oster Post")
    assert (article.published, words(article)) == ("2023-01-02", [FIRST, SECOND])

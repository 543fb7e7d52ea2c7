"""A plain text and the lines around it that say what it is of."""

from __future__ import annotations

from typing import Final

import pytest

from tests.retrieval.articles.formats.reading import articles, words

HEADLINE: Final = "Ferry service to Lindholm resumes after storm"
FIRST: Final = (
    "The ferry sailed again on Monday, two days after the storm Greta closed the harbour."
)
SECOND: Final = "Harbour master Ilse Brandt said 41 boats had broken loose and three had sunk."
TEXT: Final = f"{FIRST}\n\n{SECOND}\n"
URL: Final = "https://oster-post.example/ferry"


@pytest.mark.parametrize(
    ("text", "published", "outlet", "url"),
    [
        (f"{HEADLINE}\n\nBy Jo Hale\n2 January 2023\n\n{TEXT}", "2023-01-02", None, None),
        (f"{HEADLINE}\nOster Post, January 2, 2023\n\n{TEXT}", "2023-01-02", "Oster Post", None),
        (f"Oster Post\nMonday, January 2, 2023\n\n{HEADLINE}\n\n{TEXT}", "2023-01-02", "Oster Post",
         None),
        (f"Headline: {HEADLINE}\nPublished: 2 Jan 2023\nAuthor: Jo\nText:\n{TEXT}", "2023-01-02",
         None, None),
        (f"{HEADLINE}\n\nDate: 2023-01-02\nSource: Oster Post\nURL: {URL}\n\n{TEXT}", "2023-01-02",
         "Oster Post", URL),
        (f"{URL}\n\n{HEADLINE}\n\n{TEXT}", None, None, URL),
        (f"{HEADLINE}\n\n{TEXT}\n<{URL}>\n", None, None, URL),
        (f"{HEADLINE}\n{'-' * 40}\n\n{TEXT}\n{'-' * 20}\n(c) 2023 Oster Post.\n", None, None, None),
        (f"{HEADLINE}\n\nPubliziert\n\n{TEXT}", None, None, None),
        (f"{HEADLINE}\n\nОпубліковано: 2 січня 2023\n\n{TEXT}", "2023-01-02", None, None),
        (f"{HEADLINE}\n\n{TEXT}\nRead also: Council pays for the pier\n", None, None, None),
    ],
)  # fmt: skip
def test_lines_around_a_text_say_what_it_is_of_and_are_not_quoted(
    text: str, published: str | None, outlet: str | None, url: str | None
) -> None:
    [article] = articles(text.encode(), "a.txt")
    assert (article.headline, words(article)) == (HEADLINE, [FIRST, SECOND])
    assert (article.published, article.outlet, article.url) == (published, outlet, url)


def test_the_time_on_a_line_above_an_update_heads_it() -> None:
    [article] = articles(f"{HEADLINE}\n\n10:45\n{FIRST}\n\n9.30 Uhr\n{SECOND}\n".encode())
    assert words(article, "heading") == ["10:45", "9.30 Uhr"]
    assert words(article) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADLINE}\n\nANCHOR: {FIRST}\n\nBRANDT: {SECOND}\n",
        f"{HEADLINE}\n\n2 January 2023\n\n{FIRST}\n\n3 January 2023\n\n{SECOND}\n",
        f"{HEADLINE}\n\nKyiv, 2 January 2023\n\n{FIRST}\n\n{SECOND}\n",
    ],
)
def test_turns_of_speech_days_of_a_diary_and_datelines_stay(text: str) -> None:
    [article] = articles(text.encode(), "a.txt")
    assert article.headline == HEADLINE
    assert article.outlet is None
    assert article.published is None
    assert FIRST in article.body
    assert SECOND in article.body


def test_a_table_below_a_line_of_its_program_and_a_day_in_three_columns_is_read() -> None:
    table = f'title;text;year;month;day\nA;"{FIRST}";2023;1;2\n'
    for above in ("sep=;\n", "# exported 2024-05-01\n", "\n\n"):
        [article] = articles(f"{above}{table}".encode(), "a.csv")
        assert (words(article), article.published) == ([FIRST], "2023-01-02")


def test_utf_16_without_a_mark_is_told_in_any_script() -> None:
    text = "Пором знову ходить\n\nПором вийшов у море в понеділок.\n\nЧовен затонув уночі.\n"
    for encoding in ("utf-16-le", "utf-16-be"):
        [article] = articles(text.encode(encoding), "a.txt")
        assert words(article) == ["Пором вийшов у море в понеділок.", "Човен затонув уночі."]

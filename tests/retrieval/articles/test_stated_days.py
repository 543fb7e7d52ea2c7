"""The day that an article states as its own, however it is written."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from retrieval.articles.stated_days import stated_day

READ = {
    "2023-01-02": "2023-01-02",
    "2023-01-02T10:00:00.123Z": "2023-01-02T10:00:00.123Z",
    "2023-01-02T10:00:00+0000": "2023-01-02T10:00:00Z",
    "2023-01-02 9:00:09 -0400": "2023-01-02T09:00:09-04:00",
    "2023-01-02 10:00:00 EST": "2023-01-02T10:00:00-05:00",
    "2023-01-02 10:00:00 +0300 MSK": "2023-01-02T10:00:00+03:00",
    "2023-01-02T10:00:00-05:00[America/New_York]": "2023-01-02T10:00:00-05:00",
    "2023-01-02, 10:00": "2023-01-02T10:00:00",
    "2023/1/2": "2023-01-02",
    "20230102": "2023-01-02",
    "20230102T100000Z": "2023-01-02T10:00:00Z",
    "1672653600": "2023-01-02T10:00:00Z",
    "Mon, 02 Jan 2023 10:00:00 GMT": "2023-01-02T10:00:00Z",
    "Mon, 2 Jan 2023 10:00:00 +0100": "2023-01-02T10:00:00+01:00",
    "Mon Jan 02 10:00:00 +0000 2023": "2023-01-02T10:00:00Z",
    "Jan. 2, 2023": "2023-01-02",
    "January 2nd, 2023 at 5pm": "2023-01-02T17:00:00",
    "Monday, January 2, 2023 10:00 AM ET": "2023-01-02T10:00:00-05:00",
    "02-Jan-2023": "2023-01-02",
    "02.01.2023 10:00": "2023-01-02T10:00:00",
    "13/01/2023": "2023-01-13",
    "01/13/2023": "2023-01-13",
    "2. Januar 2023, 14:30 Uhr": "2023-01-02T14:30:00",
    "2 січня 2023 р., 10:15": "2023-01-02T10:15:00",
    "2 января 2023 г.": "2023-01-02",
    "2 de enero de 2023": "2023-01-02",
    "lundi 2 janvier 2023 à 10h30": "2023-01-02T10:30:00",
    "2 stycznia 2023": "2023-01-02",
    "2023. január 2.": "2023-01-02",
    "2 Ocak 2023": "2023-01-02",
    "2 tháng 1, 2023": "2023-01-02",
    "٢ يناير ٢٠٢٣": "2023-01-02",
    "2 มกราคม 2566": "2023-01-02",
    "2023年1月2日": "2023-01-02",
    "2023년 1월 2일": "2023-01-02",
    "2023年1月2日(月)10時05分": "2023-01-02T10:05:00",
    "2023년 1월 2일 월요일 오후 3:05": "2023-01-02T15:05:00",
    "lunedì 2 gennaio 2023, ore 10:00": "2023-01-02T10:00:00",
    "2 stycznia 2023 r.": "2023-01-02",
    "2023. gada 2. janvāris": "2023-01-02",
    "2. siječnja 2023.": "2023-01-02",
    "2 јануара 2023": "2023-01-02",
    "2023-01-02 10:00 Europe/Kyiv": "2023-01-02T10:00:00+02:00",
    "2023-01-02+01:00": "2023-01-02",
    "/Date(1672653600000)/": "2023-01-02T10:00:00Z",
}


def test_a_day_is_read_as_newspapers_agencies_and_programs_write_it() -> None:
    assert {text: stated_day(text) for text in READ} == READ
    assert stated_day(1672653600000) == "2023-01-02T10:00:00Z"
    assert stated_day({"$date": "2023-01-02T10:00:00Z"}) == "2023-01-02T10:00:00Z"


NONE = """2023 | 2023-01 | Jan 2023 | 01/02/2023 | 02.01.23 | yesterday | 10:00 | 2023-02-30
| 2 days ago | 2023-01-02T24:30:00Z | The ferry sank on 2 January 2023 | 2023-01-02 to 2023-01-05
| January 2 and February 3, 2023 | true"""


@pytest.mark.parametrize("text", [*map(str.strip, NONE.split("|")), "", "9" * 40, "x" * 5000])
def test_what_is_no_day_or_could_be_two_is_never_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        stated_day(text)


def test_the_operator_says_the_order_of_figures_and_the_zone() -> None:
    assert stated_day("01/02/2023", order="dmy") == "2023-02-01"
    assert stated_day("01/02/23", order="mdy") == "2023-01-02"
    kyiv = ZoneInfo("Europe/Kyiv")
    assert stated_day("2 січня 2023, 10:15", zone=kyiv) == "2023-01-02T10:15:00+02:00"
    assert stated_day("2023-01-02", zone=kyiv) == "2023-01-02"

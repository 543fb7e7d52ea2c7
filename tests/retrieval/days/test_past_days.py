"""The day of a past event, told against the article's own: 60 cases of the kinds that news has."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.days.mentioned import spoken
from retrieval.days.prefilter import signs_in

PUBLISHED = date(2023, 1, 4)  # a Wednesday
CASES = """
The strike came on Monday. | 2023-01-02
The strike came on Sunday night. | 2023-01-01
The ministry said on Wednesday that the toll had risen. | 2023-01-04
On Tuesday the army withdrew. | 2023-01-03
Saturday's strike killed 63 soldiers. | 2022-12-31
The toll rose Thursday, the ministry said. | 2022-12-29
The governor announced Friday that schools would close. | 2022-12-30
The building was hit last Friday. | 2022-12-30
Shelling went on until Monday. |
The ship sank on 14 April 2022. | 2022-04-14
The ship sank on April 14, 2022. | 2022-04-14
The ship sank on 14 April. | 2022-04-14
On 2 January the general staff confirmed the strike. | 2023-01-02
On January 2, the general staff confirmed the strike. | 2023-01-02
The strike of 31 December killed dozens. | 2022-12-31
On Dec. 31 a strike killed dozens. | 2022-12-31
The truce of the 24th of December did not hold. | 2022-12-24
The invasion began on 24 February 2022. | 2022-02-24
Kherson was entered on 11 November. | 2022-11-11
On Monday, 2 January, the army admitted the loss. | 2023-01-02
On Saturday, December 31, a strike hit the school. | 2022-12-31
On Saturday 31 December 2022 a strike hit the school. | 2022-12-31
The strike hit on Saturday (31 December). | 2022-12-31
On 2022-12-31 a strike hit the school. | 2022-12-31
The strike hit the school yesterday. | 2023-01-03
The dam broke yesterday morning. | 2023-01-03
Today the ministry raised the toll. | 2023-01-04
The ministry raised the toll earlier today. | 2023-01-04
Three days ago a strike hit the school. | 2023-01-01
Two days ago the power failed. | 2023-01-02
A week ago the bridge was destroyed. | 2022-12-28
On New Year's Eve a strike hit the school. | 2022-12-31
A strike hit the school on New Year's Day. | 2023-01-01
On Christmas Day the shelling went on. | 2022-12-25
On the night of 31 December the school was hit. | 2022-12-31
The school was hit on the evening of 1 January 2023. | 2023-01-01
The drones came on Monday morning. | 2023-01-02
The port was shelled early on Tuesday. | 2023-01-03
The prisoners came home late on Saturday. | 2022-12-31
The order was signed on 21 September 2022. | 2022-09-21
The order of September 21 sent men to the front. | 2022-09-21
The bridge was blown up on 8 October. | 2022-10-08
The missile fell in Poland on 15 November 2022. | 2022-11-15
The deal was signed on Oct. 29, 2022. | 2022-10-29
By Sunday the fire was out. | 2023-01-01
Since Monday the town has been without water. |
The mayor died on Tuesday, his office said. | 2023-01-03
The talks will begin next Monday. |
The prisoners are due home on the following Monday. |
Next week the ministers meet. |
The council meets every Tuesday. |
The Sunday Times has seen the letter. |
Three of 12 may have died. |
The march on Kyiv was stopped. |
The pact ends in 2030. |
The law will apply from 1 March 2023. |
The ministers will meet on Friday. |
Tomorrow the schools open again. |
The train is due on Saturday. |
The two sides are to meet on Sunday. |
"""


def told(text: str) -> str:
    """The days that `text` speaks of up to the article's own, as one word."""
    found = spoken(text, PUBLISHED, signs_in(text))
    return " ".join(sorted({day.first.isoformat() for day in found if day.first <= PUBLISHED}))


ROWS = [tuple(map(str.strip, line.split("|"))) for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("text", "day"), ROWS, ids=[text for text, _ in ROWS])
def test_the_day_of_a_past_event_is_told_against_the_articles(text: str, day: str) -> None:
    assert told(text) == day

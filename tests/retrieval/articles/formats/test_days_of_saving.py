"""A day of saving, fetching or changing is no day of publication; an edited post says so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.locales.english import ENGLISH
from bot.locales.languages import LANGUAGES
from retrieval import Archive, Reading
from tests.retrieval.articles.formats.reading import articles
from tests.retrieval.articles.formats.test_exports import FIRST, SECOND, channel, post

ROW = {
    "title": "Ferry resumes",
    "content": f"{FIRST}\n\n{SECOND}",
    "url": "https://oster.example/a",
}
SAVED = "2024-05-06T10:00:00+0200"
WALLABAG = {"is_archived": 0, "is_starred": 0, "created_at": SAVED, "updated_at": SAVED}


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        (WALLABAG | {"published_at": "2023-01-02T09:00:00+0100"}, "2023-01-02"),
        (WALLABAG | {"published_at": None}, None),
        (WALLABAG, None),
        ({"created_at": SAVED, "published_at": ""}, None),
        ({"created_at": SAVED, "published": None}, None),
        ({"created": SAVED, "savedAt": SAVED}, None),
        ({"created_at": SAVED, "date_added": SAVED}, None),
        ({"created": SAVED, "favorite": False, "highlights": ""}, None),
        ({"createdAt": SAVED, "modifiedAt": SAVED, "hasContent": True}, None),
        ({"time": SAVED, "toread": "yes", "shared": "no"}, None),
        ({"timestamp": SAVED}, None),
        ({"scraped_at": SAVED, "time": SAVED}, None),
        ({"updated": SAVED}, None),
        ({"modified": SAVED, "dateModified": SAVED}, None),
        ({"crawled": SAVED, "date": "2023-01-02"}, "2023-01-02"),
        ({"created_at": SAVED}, "2024-05-06"),
        ({"created_at": SAVED, "updated_at": SAVED}, "2024-05-06"),
        ({"published": True, "created_at": SAVED}, "2024-05-06"),
    ],
)
def test_a_day_of_saving_is_no_day_of_publication(
    fields: dict[str, object], day: str | None
) -> None:
    (article,) = articles(json.dumps([ROW | fields]).encode(), "a.json")
    assert (article.published or "")[:10] == (day or "")
    assert ("published=" in article.mapping) == (day is not None)
    reason = "no day: what it states is when it was saved or changed, not published"
    assert article.notes == (() if day else (reason,))


def test_the_operator_may_take_it_for_the_day_all_the_same() -> None:
    (article,) = articles(
        json.dumps([ROW | WALLABAG]).encode(), "a.json", Reading(published="created_at")
    )
    assert article.published == "2024-05-06T10:00:00+02:00"


def test_a_json_feed_s_day_of_change_is_none_of_publication() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Oster Post", "items": [
        {"id": "1", "url": ROW["url"], "content_text": ROW["content"], "date_modified": SAVED},
    ]}  # fmt: skip
    (article,) = articles(json.dumps(feed).encode(), "a.json")
    assert article.published is None


def test_a_post_that_was_edited_says_so_and_what_it_said_before_stays_known(
    tmp_path: Path,
) -> None:
    file = tmp_path / "result.json"
    file.write_bytes(channel(post(1, f"{FIRST}\n\n{SECOND}"), post(2, "It rained in Oster.")))
    edited = {"edited": "2023-01-05T12:00:00", "edited_unixtime": "1672912800"}
    with Archive(tmp_path / "coverage.db") as archive:
        archive.reindex([file])
        new = f"{FIRST}\n\n{SECOND.replace('41', '47')}"
        same = {"edited_unixtime": "1672650100"}  # when it was sent
        file.write_bytes(channel(post(1, new, **edited), post(2, "It rained in Oster.", **same)))
        assert archive.reindex([file]).changed == 1
        answer = archive.ask("How many boats had broken loose?", since=date(2023, 1, 1))
    assert answer.quotes[0].marks == ("edited 2023-01-05", "headline_from_words")
    assert ENGLISH.marked(answer.quotes[0].marks)[0] == "changed on 5 Jan 2023"
    assert LANGUAGES["uk"].marked(answer.quotes[0].marks)[0].startswith("змінено 5")
    (correction,) = answer.corrections
    assert "41 boats" in str(correction.before)
    assert "47 boats" in str(correction.after)

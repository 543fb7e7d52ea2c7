"""From the built package and an empty folder to a bot that answers, as docs/articles.md tells."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.retrieval.articles.formats.test_exports import line, word
from tests.telegram.server import TelegramServer
from tests.tools.packed import environment, shell
from tests.web.site import Reply, running

ROOT = Path(__file__).parents[2]
SITE = "https://oster.example"
STORM = "Harbour master Ilse Brandt said 41 boats had broken loose and three had sunk."
RSS = """<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Oster Post</title>
<link>{site}/</link><item><title>{title}</title><link>{site}/{name}</link><guid>{name}</guid>
<pubDate>Mon, 02 Jan 2023 10:00:00 +0100</pubDate>
<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item></channel></rss>"""
LETTER = """From: Oster Post <news@oster.example>
Subject: The mayor of Lindholm steps down
Date: Mon, 2 Jan 2023 10:00:00 +0200
Content-Type: text/plain; charset=utf-8

The mayor of Lindholm, Jens Holm, steps down in March after eleven years in his office.
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><title>A new lighthouse</title></head><body><nav>
<a href=/>Home</a></nav><article><h1>A new lighthouse</h1><p>The new lighthouse of Oster was lit
on Friday for the first time, its keeper Anna Koval said.</p><p>It is 34 metres high, and its light
is seen from ships that are 20 miles away, she told those who had come.</p></article></body></html>
"""
FILES = {
    "storm.md": f"---\ntitle: The storm at Lindholm\ndate: 2023-01-02\n---\n\n{STORM}\n",
    "lighthouse.html": PAGE,
    "table.csv": 'title,content,date\n"Fish","Fishermen landed 12 tonnes of cod.",2023-01-03\n',
    "export.jsonl": json.dumps(
        {"headline": "School", "text": "The school of Oster has 97 pupils.", "id": "school"}
    ),
    "letter.eml": LETTER,
    "old feed.rss": RSS.format(
        site=SITE, name="bridge", title="A bridge", text="The bridge is 880 metres long. " * 5
    ),
}
FED = "The ferry between Oster and Lindholm carried 5,120 passengers in the week of the feast."

pytestmark = [pytest.mark.slow, pytest.mark.beside]


def commands() -> list[str]:
    """The lines of the evening."""
    page = (ROOT / "docs" / "articles.md").read_text(encoding="utf-8")
    found = re.search(r"\n## An evening\n.*?```sh\n(.*?)```", page, re.DOTALL)
    assert found
    return found[1].splitlines()


def test_an_evening_from_an_empty_folder_to_a_bot_that_answers(
    installed: Path, tmp_path: Path, telegram: TelegramServer
) -> None:
    mine, downloads = tmp_path / "mine", tmp_path / "home" / "Downloads" / "coverage"
    mine.mkdir()
    downloads.mkdir(parents=True)
    for name, text in FILES.items():
        (downloads / name).write_text(text, encoding="utf-8")
    (downloads / "court.docx").write_bytes(
        word(line("The court", "Title"), line("The court of Oster sentenced nine smugglers."))
    )
    variables = environment(installed, tmp_path / "home") | {
        "NUTGRAF_PRIVATE_ADDRESSES": "true",
        "NUTGRAF_TELEGRAM_API": telegram.url,
    }
    *before, token, run = commands()
    assert (token.split("=")[0], run) == ("export NUTGRAF_TOKEN", "nutgraf run")
    with running() as site:
        feed = RSS.format(site=site.url, name="week", title="A busy week", text=FED)
        site.pages["/feed"] = Reply(feed.encode(), headers={"Content-Type": "application/rss+xml"})
        done = {
            each: shell(each.replace(SITE, site.url), folder=mine, environment=variables)
            for each in before
        }
    said = {each.replace("nutgraf ", ""): done[each].stdout for each in before}
    assert "two missiles" in said['echo "How many missiles hit the Moskva?" | demo'].lower()
    assert "config.toml: written" in said["init"]
    assert "1 added" in said[f"add {SITE}/feed"]
    assert said["reindex"].startswith("7 added, 0 changed, 0 removed, 1 unchanged: 8 articles")
    assert "skipped" not in said["reindex"]
    assert len(said["list"].splitlines()) >= 8
    assert STORM in said['ask "How many boats had broken loose?"']
    bot = subprocess.Popen(
        ["bash", "-c", f"exec {run}"],
        cwd=mine,
        env=variables | {"NUTGRAF_TOKEN": telegram.token},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        telegram.wait_until_polling(60)
        ada = telegram.user("Ada")
        ada.says("How many passengers did the ferry carry in the week of the feast?")
        assert "5,120 passengers" in telegram.wait_for_message(ada).text
    finally:
        bot.send_signal(signal.SIGTERM)
        log, _ = bot.communicate(timeout=30)
    assert bot.returncode == 0, log.decode()

"""Each command that the guides show an operator is run by a test, or it is said why none can."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import site
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from retrieval import __version__
from tests.tools.packed import Packed

ROOT: Final = Path(__file__).parents[2]
GUIDE: Final = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
ARTICLES: Final = (ROOT / "docs" / "articles.md").read_text(encoding="utf-8")
ADD: Final = "tests/bot/commands/test_add.py::"
TABLES: Final = "tests/bot/commands/operating/test_"
HERE: Final = "tests/bot/test_operating_commands.py"
INSTALL: Final = f"{HERE}::test_the_lines_of_the_installation_run_below_another_root"
BACKUP: Final = "tests/bot/commands/test_backup.py::test_what_was_backed_up_is_put_back"
UNITS: Final = (
    "tests/bot/commands/operating/test_service.py::test_for_opt_the_units_are_those_of_the_guide"
)
WATCHED: Final = (
    "tests/end_to_end/test_watched.py::"
    "test_what_a_feed_publishes_is_answered_from_and_the_watch_ends_with_the_bot"
)
LOAD: Final = "tests/end_to_end/test_load.py::"
KILLED: Final = "tests/end_to_end/test_killed.py::"
SYSTEMD: Final = "wants a systemd that runs: tried by hand, which the guide tells"
ENGINE: Final = "wants a container engine: tried by hand, which the guide tells"
LONG: Final = "takes minutes to an hour: run by hand for the table; shorter ones are tests"

RUN: Final = {
    "sudo python3 -m venv /opt/nutgraf": INSTALL,
    "sudo /opt/nutgraf/bin/python -m pip install --require-hashes --find-links ."
    " -r nutgraf-*-requirements.txt": INSTALL,
    "sudo mkdir /etc/nutgraf": INSTALL,
    "sudo /opt/nutgraf/bin/nutgraf init --config /etc/nutgraf/config.toml": INSTALL,
    "sudo install -m 600 /dev/null /etc/nutgraf/token": INSTALL,
    "/opt/nutgraf/bin/nutgraf service | sudo tee /etc/systemd/system/nutgraf.service": UNITS,
    "/opt/nutgraf/bin/nutgraf service reindex"
    " | sudo tee /etc/systemd/system/nutgraf-reindex.service": UNITS,
    "/opt/nutgraf/bin/nutgraf service --timer"
    " | sudo tee /etc/systemd/system/nutgraf-reindex.timer": UNITS,
    "/opt/nutgraf/bin/nutgraf service feeds"
    " | sudo tee /etc/systemd/system/nutgraf-feeds.service": UNITS,
    "/opt/nutgraf/bin/nutgraf service feeds --timer"
    " | sudo tee /etc/systemd/system/nutgraf-feeds.timer": UNITS,
    "sudo NUTGRAF_CONFIG=/etc/nutgraf/config.toml /opt/nutgraf/bin/nutgraf stats": INSTALL,
    "nutgraf run --webhook https://bot.example.org/telegram --listen 127.0.0.1:8080": (
        "tests/bot/telegram/test_webhook.py::"
        "test_questions_are_answered_through_restarts_and_strangers_are_refused"
    ),
    "nutgraf run --webhook https://203.0.113.7:8443/ --listen 0.0.0.0:8443"
    " --certificate bot.pem --key bot.key": (
        "tests/bot/telegram/test_webhook.py::test_a_certificate_of_our_own_is_enough"
    ),
    "nutgraf backup /var/backups/nutgraf": BACKUP,
    "nutgraf restore /var/backups/nutgraf": BACKUP,
    "nutgraf backup": BACKUP,
    "nutgraf restore": BACKUP,
    "nutgraf run": "tests/end_to_end/test_run.py::test_two_readers_a_restart_and_a_clean_end",
    "nutgraf run --watch": WATCHED,
    "nutgraf run --log json": (
        "tests/bot/telegram/watched/test_lines.py::"
        "test_a_bot_that_meets_trouble_writes_nothing_but_objects"
    ),
    "nutgraf watch": WATCHED,
    "nutgraf watch --once": (
        "tests/bot/commands/test_watch.py::"
        "test_once_asks_each_feed_once_and_says_which_could_not_be_read"
    ),
    "nutgraf add": ADD + "test_a_sites_address_is_enough",
    "nutgraf add https://oster.example/": ADD + "test_a_sites_address_is_enough",
    "nutgraf add https://oster.example/ --back 2020-01-01 # or: --back all": (
        ADD + "test_an_article_alone_is_fetched_and_its_sites_past_as_json"
    ),
    "nutgraf add https://oster.example/feed": ADD + "test_a_sites_address_is_enough",
    "nutgraf reindex FOLDER": (
        "tests/bot/commands/test_reindex.py::"
        "test_json_says_what_was_done_and_how_far_the_coverage_goes"
    ),
    'echo "How many missiles hit the Moskva?" | nutgraf demo': (
        "tests/bot/commands/test_newcomer.py::"
        "test_demo_answers_from_the_samples_and_leaves_what_is_yours_alone"
    ),
    "nutgraf init": (
        "tests/bot/commands/test_newcomer.py::"
        "test_init_writes_a_configuration_that_is_read_and_never_writes_over_one"
    ),
    "nutgraf list": ADD + "test_a_feed_that_is_written_into_the_settings_is_read_by_a_reindex",
    'nutgraf ask "How many boats had broken loose?"': (
        "tests/bot/test_cli.py::test_ask_takes_words_and_answers_for_people"
    ),
    "nutgraf reindex": ADD + "test_a_feed_that_is_written_into_the_settings_is_read_by_a_reindex",
    "nutgraf withdraw": (
        "tests/bot/commands/test_taking_out.py::"
        "test_what_is_withdrawn_is_out_of_both_files_and_no_restore_brings_it_back"
    ),
    "nutgraf service": UNITS,
    "nutgraf health": (
        "tests/bot/telegram/watched/test_health.py::"
        "test_a_bot_tells_prometheus_what_it_does_and_says_whether_it_is_well"
    ),
    "nutgraf stats": INSTALL,
    "nutgraf unanswered": (
        TABLES + "usage_tables.py::test_days_and_what_was_asked_in_vain_are_tables"
    ),
    "nutgraf disliked": (
        TABLES + "disliked.py::test_what_three_readers_dislike_is_told_by_the_terms_that_they_share"
    ),
    "nutgraf eval": (
        TABLES + "disliked.py::"
        "test_whole_questions_are_told_where_they_are_kept_and_become_a_set_to_measure"
    ),
    "nutgraf doctor": (
        "tests/bot/commands/test_doctor.py::test_the_command_says_that_there_are_no_faults"
    ),
    "nutgraf doctor --repair": (
        "tests/bot/commands/test_repair.py::test_nothing_is_marked_in_a_sound_coverage"
    ),
    "systemd-analyze security --offline=true docs/operating/nutgraf.service": (
        "tests/bot/test_operating.py::test_systemd_itself_finds_the_units_hard"
    ),
    "systemd-analyze verify": f"{HERE}::test_systemd_itself_reads_the_units_without_a_word",
    "python -m tests.tools.load": (
        LOAD
        + "test_thirty_questions_a_second_for_a_minute_are_answered_once_at_once_in_flat_memory"
    ),
    "python -m tests.tools.load --kill": (
        LOAD + "test_a_kill_under_load_loses_nothing_and_repeats_only_what_was_being_sent"
    ),
    "python -m tests.tools.load --weather --seconds 120 --passages 5000": (
        LOAD + "test_two_minutes_of_bad_weather_lose_and_repeat_nothing"
    ),
}
"""Commands -> the tests that run them, or the same with places and numbers of a test's own."""

NOT_RUN: Final = {
    "mkdir articles": "only makes a folder",
    "cp ~/Downloads/coverage/* articles/": "names a folder of one's own",
    'export NUTGRAF_TOKEN="the token that @BotFather gave you"': "wants a token of one's own",
    "sudo nano /etc/nutgraf/token # the token and nothing else": "an editor wants a person",
    "sudo systemctl enable --now nutgraf nutgraf-reindex.timer": SYSTEMD,
    "sudo systemctl enable --now nutgraf-feeds.timer": SYSTEMD,
    "sudo systemctl start nutgraf-reindex": SYSTEMD,
    "systemctl enable --now nutgraf": SYSTEMD,
    "systemctl stop nutgraf": SYSTEMD,
    "sudo systemctl stop nutgraf": SYSTEMD,
    "systemd-analyze security nutgraf": SYSTEMD,
    "systemctl status": SYSTEMD,
    "docker build -f docs/operating/Containerfile -t nutgraf .": ENGINE,
    "sudo install -m 400 -o 10001 token.txt /etc/nutgraf/token": "gives a file to another user",
    "docker run": ENGINE,
    "docker exec nutgraf nutgraf reindex": ENGINE,
    "docker compose": ENGINE,
    "ARTICLES=/path/to/articles docker compose -f docs/operating/compose.yaml up -d --build": (
        ENGINE
    ),
    "docker compose -f docs/operating/compose.yaml exec nutgraf nutgraf reindex": ENGINE,
    "docker buildx imagetools inspect python:3.12-slim": "asks a registry of images",
    'pip install "nutgraf[socks]"': "wants nutgraf on a package index",
    "python -m tests.tools.load --weather --rate 3 --seconds 120 --passages 2000": LONG,
    "python -m tests.tools.load --weather --seconds 60 --passages 2000": LONG,
    "python -m tests.tools.kills --reindex 500 --bot 50": LONG,
    "python -m tests.tools.kills --reindex 500 --bot 0": LONG,
    "python -m tests.tools.kills --reindex 0 --bot 50": LONG,
    "python -m tests.tools.kills --reindex 0 --bot 20 --hurry": LONG,
    "python -m tests.tools.kills --reindex 0 --bot 0 --cluster 50": LONG,
    "python -m tests.tools.kills --reindex 0 --bot 0 --cluster 15 --seed 313": LONG,
    "python -m tests.tools.smallest": "wants a memory cgroup and most of an hour",
    "make slow": "runs these tests",
}


def blocks(text: str) -> list[str]:
    """The commands in its blocks for a shell."""
    found = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = "\n".join(found).replace("\\\n", " ").splitlines()
    return [" ".join(line.split()) for line in lines if line]


def commands() -> set[str]:
    """Those in blocks of both guides, and in the sentences of the one for whoever runs the bot."""
    marks = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", GUIDE, flags=re.M | re.S))
    named = re.compile(r"(nutgraf|python|systemctl|systemd-analyze|docker|make|pip|sudo) .")
    found = {*blocks(GUIDE), *blocks(ARTICLES), *filter(named.match, marks)}
    return {each if not each.startswith("docker run") else "docker run" for each in found}


def test_each_command_of_the_guide_is_run_or_said_not_to_be() -> None:
    found = commands()
    assert len(found) > 40
    assert found - RUN.keys() - NOT_RUN.keys() == set()
    assert (RUN.keys() | NOT_RUN.keys()) - found == set()
    assert RUN.keys().isdisjoint(NOT_RUN)


@pytest.mark.parametrize("place", sorted({*RUN.values()}))
def test_what_runs_a_command_is_there(place: str) -> None:
    file, _, name = place.partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.slow
def test_the_lines_of_the_installation_run_below_another_root(
    packed: Packed, tmp_path: Path
) -> None:
    """From a release's folder, and with what this test's own Python has, so that nothing is
    fetched."""
    release, root = tmp_path / "release", tmp_path / "root"
    release.mkdir()
    shutil.copy(packed.wheel, release)
    digest = hashlib.sha256(packed.wheel.read_bytes()).hexdigest()
    needed = release / f"nutgraf-{__version__}-requirements.txt"
    needed.write_text(f"nutgraf=={__version__} --hash=sha256:{digest}\n")
    (root / "etc" / "systemd" / "system").mkdir(parents=True)
    (root / "opt").mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(site.getsitepackages()),
    }
    environment |= {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_IGNORE_INSTALLED": "1"}
    run = [line for line, test in RUN.items() if test == INSTALL and line.startswith("sudo")]
    for line in run:
        there = re.sub(r"(^|[ =])(/opt/|/etc/)", rf"\1{root}\2", line.removeprefix("sudo "))
        assert str(root) in there
        there = there.replace("python3 ", f"{sys.executable} ")
        done = subprocess.run(
            ["sh", "-c", there], cwd=release, env=environment, capture_output=True, text=True
        )
        assert done.returncode == ("stats" in line), (line, done.stderr)
    assert "/etc/nutgraf/readers.db: nothing kept of readers yet" in done.stderr
    assert (root / "etc/nutgraf/token").stat().st_mode & 0o777 == 0o600

    program = [str(root / "opt/nutgraf/bin/nutgraf")]
    version = subprocess.run([*program, "--version"], env=environment, capture_output=True)
    assert b"nutgraf, version" in version.stdout
    service = subprocess.run([*program, "service"], env=environment, capture_output=True, text=True)
    assert (service.returncode, service.stdout) == (1, "")
    assert "which is hidden from the service" in service.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd's own tool")
@pytest.mark.slow
def test_systemd_itself_reads_the_units_without_a_word(tmp_path: Path) -> None:
    units = []
    for unit in (ROOT / "docs/operating").glob("nutgraf*.*"):
        text = unit.read_text(encoding="utf-8").replace("/opt/nutgraf/bin/nutgraf", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
        units.append(str(tmp_path / unit.name))
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    assert not [line for line in done.stderr.splitlines() if "nutgraf" in line]

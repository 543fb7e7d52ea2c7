"""A cluster behind nginx, by TLS and with a password: who is let in, what else is said, and that
the password stands nowhere."""

from __future__ import annotations

import base64
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from retrieval import Archive, ArchiveUnreachableError
from tests.opensearch.answers import answers_of
from tests.opensearch.cluster import Node
from tests.opensearch.made_up import asked_of, some, written
from tests.opensearch.nginx import PASSWORD, USER, Nginx, nginx, nginx_lacks

pytestmark = pytest.mark.slow
SECRETS = (PASSWORD, base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode())
QUESTION = "What about it?"


@pytest.fixture(scope="module")
def before(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """Nginx before the node."""
    if reason := nginx_lacks():
        pytest.skip(f"no nginx to test with: {reason}")
    with nginx(tmp_path_factory.mktemp("nginx"), node.port) as started:
        yield started


@pytest.fixture(scope="module")
def address(before: Nginx, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A coverage that was indexed through it, and answers as a file does."""
    folder, articles = tmp_path_factory.mktemp("coverage"), some(600)
    source = written(folder / "articles.jsonl", articles)
    made = before.address("whole", f"t{uuid4().hex[:12]}")
    with Archive(folder / "file.db") as file, opened(before, made) as cluster:
        for each in (file, cluster):
            each.reindex([source])
        questions = asked_of(articles, 5)
        assert answers_of(cluster, questions) == answers_of(file, questions)
    return made


def opened(before: Nginx, address: str, password: str | None = PASSWORD) -> Archive:
    return Archive(address, password=password, ca=before.ca)


@pytest.mark.parametrize(
    ("way", "line"),
    [
        ("expired", "its certificate has expired"),
        ("other", "its certificate is another host's"),
        ("gone", "what stands before it answers 502, for no node does"),
        ("late", "what stands before it answers 504, for no node does"),
        ("closed", "what stands before it answers 503, for no node does"),
        ("page", "what answers there is no OpenSearch"),
        ("moved", "it answers 301, that it is elsewhere"),
    ],
)
def test_what_nginx_says_itself_is_a_clear_line(
    before: Nginx, address: str, caplog: pytest.LogCaptureFixture, way: str, line: str
) -> None:
    caplog.set_level(logging.DEBUG)
    name = address.rpartition("/")[2]
    with pytest.raises(ArchiveUnreachableError) as raised:
        opened(before, before.address(way, name)).ask(QUESTION)
    assert line in str(raised.value)
    assert not any(each in caplog.text + repr(raised.value) for each in SECRETS)


def test_requests_that_are_too_large_for_it_say_which_setting_to_change(
    before: Nginx, tmp_path: Path
) -> None:
    source = written(tmp_path / "articles.jsonl", some(100))
    with (
        opened(before, before.address("small", f"t{uuid4().hex[:12]}")) as archive,
        pytest.raises(ArchiveUnreachableError, match="client_max_body_size"),
    ):
        archive.reindex([source])


@pytest.mark.parametrize(("password", "status"), [("marlin", 401), (None, 401)])
def test_whoever_has_not_the_password_is_not_let_in(
    before: Nginx, address: str, password: str | None, status: int
) -> None:
    with pytest.raises(ArchiveUnreachableError, match=rf"does not let the user in \({status}\)"):
        opened(before, address, password).ask(QUESTION)


def test_a_stranger_that_signed_is_not_trusted_and_is_shown_no_password(
    before: Nginx, address: str
) -> None:
    logged = (before.folder / "access.log").read_text().count("\n")
    for ca in (before.stranger, None):
        with pytest.raises(ArchiveUnreachableError, match="is not trusted; name the authority"):
            Archive(address, password=PASSWORD, ca=ca)
    assert (before.folder / "access.log").read_text().count("\n") == logged


def test_the_commands_take_the_password_from_the_environment_or_a_file_and_show_it_nowhere(
    before: Nginx, address: str, tmp_path: Path
) -> None:
    secret, wrong = tmp_path / "secret", tmp_path / "wrong"
    secret.write_text(f"{PASSWORD}\n")
    wrong.write_text("marlin\n")
    said = ""
    for code, line, variables in (
        (0, "coverage", {"PASSWORD": PASSWORD}),
        (0, "coverage", {"PASSWORD_FILE": str(secret)}),
        (1, "it does not let the user in (401)", {"PASSWORD_FILE": str(wrong)}),
        (1, "no password for the user of the cluster", {}),
        (1, "is not trusted", {"PASSWORD": PASSWORD, "CA": str(before.stranger)}),
    ):
        done = command(before, address, tmp_path, variables)
        said += done.stdout + done.stderr
        assert done.returncode == code, said
        assert line in done.stdout + done.stderr
        if code:
            assert done.stderr.startswith("error: ")
            assert done.stderr.count("\n") == 1
    logs = "".join((before.folder / each).read_text() for each in ("access.log", "error.log"))
    assert not any(each in said + logs for each in (*SECRETS, "marlin"))


def command(
    before: Nginx, address: str, folder: Path, given: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """`nutgraf ask --json` with these NUTGRAF_ARCHIVE_ variables."""
    variables = {"CA": str(before.ca)} | given
    environment = {f"NUTGRAF_ARCHIVE_{name}": said for name, said in variables.items()}
    environment |= {"NUTGRAF_DATABASE": address, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", QUESTION],
        env=os.environ | environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )

"""The address of a cluster, and its password, in the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.archives import password_of
from bot.config import ConfigError, load
from bot.masking import masked
from retrieval import ClusterAddress

ADDRESS = "opensearch+https://bot@search1:9200,search2:9200/oster"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NUTGRAF_ARCHIVE_PASSWORD", raising=False)
    written = tmp_path / "config.toml"
    written.write_text(f'database = "{ADDRESS}"')
    return written


def test_the_database_may_be_a_cluster(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = load(file)
    assert isinstance(config.database, ClusterAddress)
    assert str(config.database) == ADDRESS
    with pytest.raises(ConfigError, match="works over a file alone"):
        _ = config.file
    monkeypatch.setenv("NUTGRAF_DATABASE", "other.db")
    assert load(file).file == file.parent / "other.db"


def test_a_wrong_address_is_one_line_that_does_not_show_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "opensearch+https://bot:swordfish@search1/oster"
    file.write_text(f'database = "{wrong}"')
    with pytest.raises(ConfigError, match=r"database: a password must not stand in it") as raised:
        load(file)
    assert "swordfish" not in str(raised.value)
    monkeypatch.setenv("NUTGRAF_DATABASE", "opensearch+http://search1/oster")
    with pytest.raises(ConfigError, match="NUTGRAF_DATABASE: without TLS only this machine"):
        load(file)


def test_the_password_comes_from_the_environment_or_a_file_and_is_masked(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConfigError, match="no password for the user of the cluster"):
        password_of(load(file))
    monkeypatch.setenv("NUTGRAF_ARCHIVE_PASSWORD", "swordfish")
    assert password_of(load(file)) == "swordfish"
    assert masked("it was swordfish") == "it was TOKEN"
    secret = file.parent / "secret"
    secret.write_text("marlin-spike\n")
    monkeypatch.setenv("NUTGRAF_ARCHIVE_PASSWORD_FILE", str(secret))
    with pytest.raises(ConfigError, match="both are set; keep one"):
        password_of(load(file))
    monkeypatch.delenv("NUTGRAF_ARCHIVE_PASSWORD")
    assert password_of(load(file)) == "marlin-spike"
    secret.write_text("\n")
    with pytest.raises(ConfigError, match="the file is empty"):
        password_of(load(file))
    secret.write_text("one\ntwo\n")
    with pytest.raises(ConfigError, match="several lines; leave the password's alone"):
        password_of(load(file))
    secret.write_bytes("пароль".encode("utf-16"))
    with pytest.raises(ConfigError, match="not in UTF-8"):
        password_of(load(file))
    secret.write_text("\ufeffпароль:@/%\r\n")
    assert password_of(load(file)) == "пароль:@/%"
    secret.unlink()
    with pytest.raises(ConfigError, match="the file cannot be read"):
        password_of(load(file))
    monkeypatch.setenv("NUTGRAF_DATABASE", "opensearch+http://127.0.0.1/oster")
    assert password_of(load(file)) is None  # no user, no password


def test_a_password_in_the_file_is_no_key(file: Path) -> None:
    file.write_text(f'database = "{ADDRESS}"\narchive_password = "swordfish"')
    with pytest.raises(ConfigError, match="archive_password: no such key") as raised:
        load(file)
    assert "swordfish" not in str(raised.value)

"""Where a coverage lies in a cluster: `opensearch+https://bot@search1:9200,search2:9200/oster`."""

from __future__ import annotations

import ipaddress
import re
from typing import Final, NamedTuple
from urllib.parse import unquote

from retrieval.errors import ArchiveAddressError

PORT: Final = 9200
_SCHEME: Final = re.compile(r"opensearch\+(https?)://", re.IGNORECASE)
_FORM: Final = "opensearch+https://USER@HOST:PORT,HOST:PORT/NAME"
_HOST: Final = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_USER: Final = re.compile(r"[^\x00-\x20\x7f]{1,100}")


class Host(NamedTuple):
    """A node, or what stands before it, and the port on which it is asked."""

    name: str
    port: int


class ClusterAddress(NamedTuple):
    """The coverage `name` in the cluster of these hosts, asked by TLS if `secure`, as the `user` if
    there is one. As text it is what an operator wrote; a password is never in it."""

    hosts: tuple[Host, ...]
    name: str
    user: str | None = None
    secure: bool = True

    def __str__(self) -> str:
        user = f"{self.user}@" if self.user else ""
        hosts = ",".join(f"{_bracketed(each.name)}:{each.port}" for each in self.hosts)
        return f"opensearch+http{'s' * self.secure}://{user}{hosts}/{self.name}"


def cluster_address(text: str) -> ClusterAddress | None:
    """The address that the text is; None where it speaks of a file. Raises ArchiveAddressError."""
    return parsed(text) if text.lower().startswith("opensearch") and "://" in text else None


def parsed(text: str) -> ClusterAddress:
    """The address that the text is. Raises ArchiveAddressError, which never shows the text."""
    scheme = _SCHEME.match(text)
    if scheme is None:
        raise ArchiveAddressError(f"write it as {_FORM}")
    secure = scheme[1].lower() == "https"
    where, slash, name = text[scheme.end() :].partition("/")
    who, at, hosts_text = where.rpartition("@")
    if "?" in text or "#" in text:
        raise ArchiveAddressError(f"nothing follows its name; write it as {_FORM}")
    if not slash or not name.rstrip("/"):
        raise ArchiveAddressError(f"the coverage's name is missing at its end; write it as {_FORM}")
    hosts = tuple(dict.fromkeys(_host(each) for each in hosts_text.split(",")))
    if not secure and not all(_is_here(each.name) for each in hosts):
        raise ArchiveAddressError(
            "without TLS only this machine may be asked, such as 127.0.0.1; write opensearch+https"
        )
    return ClusterAddress(hosts, _named(name.rstrip("/")), _user(who) if at else None, secure)


def _host(text: str) -> Host:
    if not text:
        raise ArchiveAddressError(f"a host is missing in it; write it as {_FORM}")
    found = _HOST.fullmatch(text)
    port = int(found["port"] or PORT) if found else 0
    if found is None:
        raise ArchiveAddressError("one of its hosts is none; write each as HOST:PORT")
    if not 0 < port < 2**16:
        raise ArchiveAddressError("one of its ports is none; ports go from 1 to 65535")
    name = found["name"].strip("[]").lower()
    if found["name"].startswith("[") and not _is_ip(name):
        raise ArchiveAddressError("one of its hosts is none; write each as HOST:PORT")
    return Host(name, port)


def _user(text: str) -> str:
    user, colon, _ = text.partition(":")
    if colon:
        raise ArchiveAddressError(
            "a password must not stand in it; give it by NUTGRAF_ARCHIVE_PASSWORD or "
            "archive_password_file"
        )
    user = unquote(user)
    if not _USER.fullmatch(user) or ":" in user:
        raise ArchiveAddressError("the name of its user, before the @, is none")
    return user


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ArchiveAddressError(
            "the coverage's name at its end has lower-case letters, digits, - and _ alone, begins "
            "with a letter or digit, and is no longer than 100"
        )
    return name


def _is_here(host: str) -> bool:
    return host == "localhost" or (_is_ip(host) and ipaddress.ip_address(host).is_loopback)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host

"""Where a coverage lies in a cluster: `opensearch+https://bot@search1:9200,search2:9200/oster`."""

from __future__ import annotations

import ipaddress
import re
from typing import Final, NamedTuple
from urllib.parse import unquote

from retrieval.errors import ArchiveAddressError

PORT: Final = 9200
_SCHEME: Final = re.compile(r"opensearch\+(https?)://", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\s*(?:opensearch[+a-z]*:|[a-z][a-z0-9+.-]+://)", re.IGNORECASE)
"""What is meant as one, if not as it is to be."""
_WEB: Final = re.compile(r"(https?)://", re.IGNORECASE)
_HOST: Final = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_INDEX: Final = re.compile(r"[^\s\"\\/<>|?#:A-Z+_-][^\s\"\\/<>|?#:A-Z]{0,254}")
_USER: Final = re.compile(r"[^\x00-\x20\x7f]{1,100}")


class _Form(NamedTuple):
    """How an address is written, and where the password of its user is given."""

    text: str
    password: str


_ARCHIVE: Final = _Form(
    "opensearch+https://USER@HOST:PORT,HOST:PORT/NAME",
    "NUTGRAF_ARCHIVE_PASSWORD or archive_password_file",
)
_OTHERS: Final = _Form(
    "https://USER@HOST:PORT,HOST:PORT/INDEX", "NUTGRAF_COVERAGE_PASSWORD or password_file"
)


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


class IndexAddress(ClusterAddress):
    """The index `name`, or those of an alias or a pattern, whose documents are somebody's articles.
    As text it names no user."""

    def __str__(self) -> str:
        return str(ClusterAddress(*self)._replace(user=None)).removeprefix("opensearch+")


def credentials(address: ClusterAddress, password: str | None) -> tuple[str, str] | None:
    """The name and password that its user shows: UTF-8 once they are sent as Latin-1, as urllib3
    sends them; None where there is no user."""
    if address.user is None:
        return None
    name, secret = ((each or "").encode().decode("latin-1") for each in (address.user, password))
    return name, secret


def cluster_address(text: str) -> ClusterAddress | None:
    """The address that the text is; None where it is a path. Raises ArchiveAddressError, for the
    address of something else too."""
    return parsed(text) if _ADDRESS.match(text) else None


def parsed(text: str) -> ClusterAddress:
    """The address that the text is. Raises ArchiveAddressError, which never shows the text."""
    scheme = _SCHEME.match(text)
    if scheme is None:
        raise ArchiveAddressError(f"write it as {_ARCHIVE.text}")
    found = _parted(text[scheme.end() :], secure=scheme[1].lower() == "https", form=_ARCHIVE)
    return found._replace(name=_named(found.name))


def index_address(text: str) -> IndexAddress:
    """The address of an index that the text is. Raises ArchiveAddressError, as `parsed` does."""
    scheme = _WEB.match(text)
    if scheme is None:
        raise ArchiveAddressError(f"write it as {_OTHERS.text}")
    found = _parted(text[scheme.end() :], secure=scheme[1].lower() == "https", form=_OTHERS)
    if not _INDEX.fullmatch(found.name):
        raise ArchiveAddressError("the index at its end is none; name one, an alias or a pattern")
    return IndexAddress(*found)


def _parted(text: str, *, secure: bool, form: _Form) -> ClusterAddress:
    """What stands behind the scheme; its name as it is written."""
    where, slash, name = text.partition("/")
    who, at, hosts_text = where.rpartition("@")
    if "?" in text or "#" in text:
        raise ArchiveAddressError(f"nothing follows its name; write it as {form.text}")
    if not slash or not name.rstrip("/"):
        raise ArchiveAddressError(f"the name is missing at its end; write it as {form.text}")
    hosts = tuple(dict.fromkeys(_host(each, form) for each in hosts_text.split(",")))
    if not secure and not all(_is_here(each.name) for each in hosts):
        raise ArchiveAddressError(
            "without TLS only this machine may be asked, such as 127.0.0.1; write "
            + form.text.partition(":")[0]
        )
    return ClusterAddress(hosts, name.rstrip("/"), _user(who, form) if at else None, secure)


def _host(text: str, form: _Form) -> Host:
    if not text:
        raise ArchiveAddressError(f"a host is missing in it; write it as {form.text}")
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


def _user(text: str, form: _Form) -> str:
    user, colon, _ = text.partition(":")
    if colon:
        raise ArchiveAddressError(f"a password must not stand in it; give it by {form.password}")
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

"""Debian's nginx before a node: TLS by an authority of the tests' own, and basic authentication."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from tests.opensearch.cluster import ports

USER: Final = "bot"
PASSWORD: Final = "swordfish-of-larnholm"
WAYS: Final = {
    "whole": "proxy_pass http://127.0.0.1:{node};",
    "small": "client_max_body_size 1k; proxy_pass http://127.0.0.1:{node};",
    "gone": "proxy_pass http://127.0.0.1:{dead};",
    "late": "proxy_read_timeout 200ms; proxy_pass http://127.0.0.1:{mute};",
    "closed": "return 503;",
    "page": "default_type text/html; return 200 '<h1>Welcome to nginx!</h1>';",
    "moved": "return 301 https://localhost:{whole}$request_uri;",
}
"""What it does with a call, by the name of the way: see `Nginx.ports`."""
_CERTIFICATES: Final = {
    "whole": ("DNS:localhost,IP:127.0.0.1", 2),
    "expired": ("DNS:localhost,IP:127.0.0.1", -1),
    "other": ("DNS:search.example", 2),
}
"""By its name for whom a certificate is, and for how many days."""
_STARTS: Final = 20.0
_SERVER: Final = """
server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/{certificate}.crt;
    ssl_certificate_key {folder}/{certificate}.key;
    auth_basic "coverage";
    auth_basic_user_file {folder}/users;
    location / {{ {way} }}
}}
"""
_WHOLE: Final = """
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    client_max_body_size 32m;
    {servers}
}}
"""


class Nginx(NamedTuple):
    """It listens for calls that go each of the WAYS, and with each certificate; `ca` signed those,
    and did not sign the `stranger`'s. What it logs stands in the folder."""

    ports: dict[str, int]
    ca: Path
    stranger: Path
    folder: Path

    def address(self, way: str, name: str) -> str:
        """The coverage's address that way."""
        return f"opensearch+https://{USER}@localhost:{self.ports[way]}/{name}"


def nginx_lacks() -> str | None:
    """What this machine lacks to run it; None for nothing."""
    missing = [each for each in ("nginx", "openssl") if _program(each) is None]
    return f"{' and '.join(missing)} not found; install it" if missing else None


@contextmanager
def nginx(folder: Path, node: int) -> Iterator[Nginx]:
    """Nginx before the node that listens at this port."""
    names = [*WAYS, "expired", "other"]
    free = ports(len(names) + 1)
    places = dict(zip(names, free, strict=False))
    ca, stranger = authority(folder, "ca"), authority(folder, "stranger")
    for name, (whose, days) in _CERTIFICATES.items():
        certify(folder, ca, name, whose, days)
    hashed = _run(["openssl", "passwd", "-apr1", PASSWORD])
    (folder / "users").write_text(f"{USER}:{hashed}")
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        known = {"node": node, "dead": free[-1], "mute": mute.getsockname()[1], **places}
        servers = "".join(
            _SERVER.format(
                port=port,
                folder=folder,
                certificate=name if name in _CERTIFICATES else "whole",
                way=WAYS.get(name, WAYS["whole"]).format(**known),
            )
            for name, port in places.items()
        )
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "conf").write_text(_WHOLE.format(user=user, folder=folder, servers=servers))
        with _started(folder):
            yield Nginx(places, ca, stranger, folder)


@contextmanager
def _started(folder: Path) -> Iterator[None]:
    program = _program("nginx")
    assert program
    command = [program, "-p", str(folder), "-c", str(folder / "conf")]
    with open(folder / "said", "wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        until = time.monotonic() + _STARTS
        while not (folder / "pid").exists() or not (folder / "pid").read_text().strip():
            waits = process.poll() is None and time.monotonic() < until
            assert waits, (folder / "said").read_text()
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(20)


def authority(folder: Path, name: str) -> Path:
    """An authority's certificate, with its key beside it."""
    made = folder / f"{name}.pem"
    how = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name} -out {made}".split()
    _run(["openssl", *how, "-keyout", str(folder / f"{name}.key")])
    return made


def certify(folder: Path, ca: Path, name: str, whose: str, days: int) -> None:
    """Has the authority sign a certificate for these hosts, which lasts so many days from now."""
    key, asked = folder / f"{name}.key", folder / f"{name}.csr"
    how = f"req -new -newkey rsa:2048 -nodes -subj /CN={name} -keyout {key} -out {asked}".split()
    _run(["openssl", *how])
    (folder / "san").write_text(f"subjectAltName={whose}\n")
    sign = ["x509", "-req", "-in", str(asked), "-CA", str(ca), "-CAcreateserial"]
    sign += ["-CAkey", str(ca.with_suffix(".key")), "-extfile", str(folder / "san")]
    _run(["openssl", *sign, "-days", str(days), "-out", str(folder / f"{name}.crt")])


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout

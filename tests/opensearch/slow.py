"""A proxy before a node that lets each of its replies wait."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer


@contextmanager
def slowed(port: int) -> Iterator[tuple[int, Callable[[float], None]]]:
    """The proxy's port before the node's, and what says how many seconds replies wait."""
    waits = [0.0]

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            with closing(socket.create_connection(("127.0.0.1", port))) as node:
                back = threading.Thread(target=_pass, args=(node, self.request, waits), daemon=True)
                back.start()
                _pass(self.request, node, [0.0])
                back.join()

    class Server(ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.server_address[1], lambda seconds: waits.__setitem__(0, seconds)
        finally:
            server.shutdown()
            thread.join()


def _pass(source: socket.socket, to: socket.socket, waits: list[float]) -> None:
    """Hands on what comes until there is no more."""
    with suppress(OSError):
        while said := source.recv(65536):
            time.sleep(waits[0])
            to.sendall(said)
    for each in (source, to):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)

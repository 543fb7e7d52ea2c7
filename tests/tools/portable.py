"""A part of the tests where nothing is there that only POSIX has: `python -m tests.tools.portable`.

It is no Windows: files are locked and processes end as they do here. What it shows is that nothing
asks for what Windows has not, and goes the way for Windows where the program names it.
"""

from __future__ import annotations

import importlib.abc
import multiprocessing.util
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NoReturn

import filelock
import pytest

ROOT: Final = Path(__file__).parents[2]
MODULES: Final = frozenset("fcntl grp posix_ipc pty pwd resource syslog termios tty".split())
OF_OS: Final = (
    "chown fork forkpty getegid geteuid getgid getloadavg getpgid getuid killpg lchown major minor "
    "mkfifo nice posix_spawn sched_getaffinity setpgid setsid statvfs sysconf uname wait wait3 "
    "wait4 waitid O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK O_PATH P_PID ST_RDONLY WNOHANG "
    "WNOWAIT WSTOPPED"
).split()
OF_SIGNAL: Final = (
    "SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPROF SIGSTOP SIGUSR1 SIGUSR2 SIGXCPU ITIMER_PROF "
    "alarm pthread_kill pthread_sigmask setitimer sigwait"
).split()
FILES: Final = tuple(
    f"tests/{each}"
    for each in (
        "bot/backend bot/commands bot/readers bot/test_config.py "
        "bot/test_config_found.py bot/test_token.py retrieval/articles/test_conversion.py "
        "retrieval/inversion retrieval/reindex retrieval/store"
    ).split()
)
"""Where files are opened, locked and replaced, and processes started and ended."""
OF_POSIX: Final = (
    "tests/bot/backend/test_machine.py::test_memory_is_what_groups_of_either_version_leave",
    "tests/bot/commands/test_newcomer.py"
    "::test_demo_answers_from_the_samples_and_leaves_what_is_yours_alone",  # in $XDG_CACHE_HOME
    "tests/bot/commands/test_reindex.py",  # in a terminal of its own
    "tests/bot/test_config_found.py::test_another_users_file_further_up_is_passed_over",
    "tests/retrieval/articles/test_conversion.py"
    "::test_what_converts_knows_no_secret_writes_nowhere_else_and_leaves_nothing_running",
    "tests/retrieval/store/test_lock.py"
    "::test_where_there_are_no_such_locks_a_reindex_needs_none[locks]",
)
"""Tests that ask for POSIX themselves."""
_NEEDED: Final = (filelock, multiprocessing.util)
"""What other packages have looked up by the time that it is hidden, as they find their own on
Windows."""


class _Hiding(importlib.abc.MetaPathFinder):
    def find_spec(
        self,
        name: str,
        path: Sequence[str] | None,  # noqa: ARG002
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        """No module for a name that is hidden."""
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


class _Windows:
    """`sys` as the program sees it."""

    platform = "win32"

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


def hide() -> None:
    """From now on nothing is there that only POSIX has, for the program alone."""
    sys.meta_path.insert(0, _Hiding())
    for name in MODULES:
        sys.modules.pop(name, None)


def pytest_configure() -> None:
    hide()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Any:
    """The program's own modules, those imported until now, see a Windows."""
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in ("bot", "retrieval"):
                for seen, shown in _SHOWN:
                    if vars(module).get(seen.__name__) is seen:
                        patch.setattr(module, seen.__name__, shown)
        return (yield)


class _Without:
    """A module without some of its names."""

    def __init__(self, module: ModuleType, names: Sequence[str]) -> None:
        self._module, self._names = module, frozenset(names)

    def __getattr__(self, name: str) -> Any:
        if name in self._names:
            raise AttributeError(f"module {self._module.__name__!r} has no attribute {name!r}")
        return getattr(self._module, name)


_SHOWN: Final = (
    (sys, _Windows()),
    (os, _Without(os, OF_OS)),
    (signal, _Without(signal, OF_SIGNAL)),
    (socket, _Without(socket, ["AF_UNIX"])),
)


def main() -> NoReturn:
    """Run the part of the tests."""
    command = [sys.executable, "-m", "pytest", "-p", "tests.tools.portable", "-m", "not slow"]
    left_out = [f"--{'deselect' if '::' in each else 'ignore'}={each}" for each in OF_POSIX]
    done = subprocess.run([*command, *left_out, *(sys.argv[1:] or FILES)], cwd=ROOT)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()

"""The command `nutgraf` without a process of its own, which takes longer to start than to run."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot import cli
from tests.tools.schemas import check


def here(
    *arguments: object, folder: Path, given: str = "", **variables: object
) -> CompletedProcess[str]:
    """What `nutgraf` does in a folder with these variables, and what it prints to no terminal; with
    --json that is as its schema says."""
    words = [str(each) for each in arguments]
    stdin, stdout, stderr = (_stream(text) for text in (given, "", ""))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name, value in variables.items():
            patch.setenv(name, str(value))
        patch.setattr(sys, "argv", ["nutgraf", *words])
        for name, stream in (("stdin", stdin), ("stdout", stdout), ("stderr", stderr)):
            patch.setattr(sys, name, stream)
        code = _code()
    printed, said = map(_printed, (stdout, stderr))
    check(words, printed)
    return CompletedProcess(words, code, printed, said)


def _code() -> int:
    try:
        cli.main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _stream(text: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")


def _printed(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()

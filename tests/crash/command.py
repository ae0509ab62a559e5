"""The command in a process group of its own, and what is left of it."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

COMMAND = [sys.executable, "-m", "assets.cli"]
ROOT = Path(__file__).parents[2]
SECONDS = 240
"""How long anything here may take on a busy machine."""


def start(
    *arguments: str | Path,
    limits: Mapping[int, int] | None = None,
    preexec: Callable[[], None] | None = None,
) -> subprocess.Popen[str]:
    """Start the command, under limits of the system where some are given."""

    def set_up() -> None:
        for kind, value in (limits or {}).items():
            resource.setrlimit(kind, (value, value))
        if preexec:
            preexec()

    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        preexec_fn=set_up,
    )


def run(
    *arguments: str | Path, limits: Mapping[int, int] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    process = start(*arguments, limits=limits)
    try:
        out, err = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def run_in(
    root: Path, *more: str, limits: Mapping[int, int] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `gijiroku run` on the corpus in a folder."""
    return run(
        "run", "--corpus", root / "corpus", "--outputs", root / "outputs", *more, limits=limits
    )


def processes_of(group: int) -> list[int]:
    """The processes of a group that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] not in "ZX":
            found.append(int(stat.parent.name))
    return found


def are_gone(group: int, seconds: float = 20) -> bool:
    """Whether no process of a group runs any more, at once or soon."""
    end = time.monotonic() + seconds
    while processes_of(group):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True

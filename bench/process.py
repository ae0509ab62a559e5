"""A whole process, measured."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter


@dataclass(frozen=True)
class Measured:
    """A whole process: wall seconds, processor seconds (user and system, of its children too),
    peak memory of its largest process, and what it printed.
    """

    seconds: float
    processor_seconds: float
    peak_bytes: int
    printed: str


def measure(command: list[str], folder: Path | None = None) -> Measured:
    """Run a command in a folder to its end and account for it, the start of the process counted in.

    Raises
    ------
    SystemExit
        Where the command fails.
    """
    begun = perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} failed:\n{printed}")
    # ru_maxrss counts KiB on Linux; of the process or of its largest child that has ended.
    return Measured(
        perf_counter() - begun,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss * 1024,
        printed,
    )

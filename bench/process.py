"""Measurement of a whole process."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter


@dataclass(frozen=True)
class Measured:
    """Time, memory and output of a whole process.

    There are wall seconds, processor seconds (user and system, with its children), peak memory of
    its largest process in bytes, and printed text.
    """

    seconds: float
    processor_seconds: float
    peak_bytes: int
    printed: str


def measure(command: list[str], folder: Path | None = None) -> Measured:
    """Run a command to its end, and measure it with its start.

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
    # ru_maxrss is in KiB on Linux, of the process or of its largest ended child.
    return Measured(
        perf_counter() - begun,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss * 1024,
        printed,
    )

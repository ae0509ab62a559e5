"""The processes that read collections side by side, and that end with the command."""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait


def processes_wanted() -> int:
    """As many processes as this process may use processors."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_workers(processes: int) -> ProcessPoolExecutor:
    """Start processes, and return before they are ready."""
    # A fork would copy no threads, and polars has some.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_load)
    # A pool starts its processes when it gets its first tasks.
    for _ in range(processes):
        pool.submit(os.getpid)
    return pool


def _load() -> None:
    _follow_parent()
    # One thread a process: the collections are what runs side by side. Set before polars starts;
    # the process that makes the release has them all.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    import pipeline.run.collections  # noqa: F401


def _follow_parent() -> None:
    """End when the command ends, however it does; what stops it from a keyboard is its affair."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # The command holds the other end of a pipe, which the system closes for it, also when it is
    # killed. What is written by then is whole or of no account, so nothing is to be done first.
    command = parent_process()
    if command is not None:
        wait([command.sentinel])
        os._exit(1)

"""The processes that read collections in parallel.

They end with the command.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait


def processes_wanted() -> int:
    """Return the number of processors that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_workers(processes: int) -> ProcessPoolExecutor:
    """Start processes, and return before they are ready."""
    # A fork would not copy the threads of polars.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_load)
    # First tasks, since a pool starts its processes with them.
    for _ in range(processes):
        pool.submit(os.getpid)
    return pool


def _load() -> None:
    _follow_parent()
    # One thread a process, since collections run in parallel. Set before polars starts; the process
    # that makes the release keeps all threads.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    import pipeline.run.collections  # noqa: F401


def _follow_parent() -> None:
    """End when the command ends, however it does.

    Signals from the keyboard are left to the command.
    """
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # The command holds the other end of a pipe, which the system closes even when the command is
    # killed. Written files are whole or ignored by then, so there is nothing to clean up.
    command = parent_process()
    if command is not None:
        wait([command.sentinel])
        os._exit(1)

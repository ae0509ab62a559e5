"""The processes that read collections in parallel.

They end with the command.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import Any, TypeVar

from pipeline.messages import MessageError, message

Result = TypeVar("Result")

STOPPING = {signal.SIGINT, signal.SIGTERM}
"""What a person or a service stops the command with."""

STARTING = threading.Lock()
"""Held while processes are started. One that is left half started complains: wait for it to end."""

QUIET_TRACKER = "ignore:resource_tracker"
"""A filter of warnings, as Python takes it from the environment."""


class WorkerEndedError(MessageError, RuntimeError):
    """A worker process was ended from outside; the message gives the remedy."""


def processes_wanted() -> int:
    """Return the number of processors that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_workers(processes: int, module: str) -> ProcessPoolExecutor:
    """Start processes, and return before they are ready.

    Parameters
    ----------
    module
        The module of their tasks, which they load first.
    """
    # The tracker of the pool's semaphores reads this when it starts. It frees them where the
    # command is stopped, and would warn of them.
    stated = os.environ.get("PYTHONWARNINGS", "")
    if QUIET_TRACKER not in stated:
        os.environ["PYTHONWARNINGS"] = ",".join(filter(None, [stated, QUIET_TRACKER]))
    # A fork would not copy the threads of polars.
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_load, initargs=(module,)
    )
    # A pool starts its processes when it gets its first tasks.
    with _undisturbed():
        for _ in range(processes):
            submit(pool, os.getpid)
    return pool


def submit(pool: Executor, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
    """Give a pool a task.

    Raises
    ------
    WorkerEndedError
        Where one of its processes was ended.
    """
    try:
        return pool.submit(function, *arguments)
    except BrokenExecutor as error:
        raise WorkerEndedError(message("worker_ended")) from error
    except OSError as error:
        # The pool is being closed by a thread of its own; a shortage has a number.
        if error.errno is not None:
            raise
        raise WorkerEndedError(message("worker_ended")) from error


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put off what stops this process until those that it starts are complete.

    They inherit that it is held back, and so end without a traceback where Ctrl-C reaches them
    before they know what to do.
    """
    with STARTING:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        came: list[int] = []
        before = {
            stopping: signal.signal(stopping, lambda number, _: came.append(number))
            for stopping in STOPPING
        }
        held_back = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, held_back)
            for stopping, handler in before.items():
                signal.signal(stopping, handler)
    for number in came:
        signal.raise_signal(number)


def _load(module: str) -> None:
    _follow_parent()
    # One thread a process, since collections run in parallel. Set before polars starts; the process
    # that makes the release keeps all threads.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    import_module(module)


def _follow_parent() -> None:
    """End when the command ends, however it does.

    Signals from the keyboard are left to the command.
    """
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # The command holds the other end of a pipe, which the system closes even when the command is
    # killed. Written files are whole or ignored by then, so there is nothing to clean up.
    command = parent_process()
    if command is not None:
        wait([command.sentinel])
        os._exit(1)

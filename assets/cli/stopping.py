"""A command that is told to stop (Ctrl-C, SIGTERM) says so in one line and ends.

It ends at once, wherever it is, for what it writes is whole or of no account at any moment, as
kills prove. Its workers end with it.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from pipeline.messages import message
from pipeline.run.workers import STARTING

SIGNALS = (signal.SIGINT, signal.SIGTERM)
EXIT_SIGNALLED = 128
"""What a shell adds the number of a signal to."""

STDOUT, STDERR = 1, 2
SHOW_CURSOR = b"\r\x1b[K\x1b[?25h"
"""Ends a line of progress, behind which the cursor is hidden."""

_ending = threading.Lock()


@contextmanager
def stopping_when_told() -> Iterator[None]:
    """End this process with 128 and the number of the signal, while what is inside runs."""
    if threading.current_thread() is not threading.main_thread():
        # Only the main thread may say what signals do, and it is not the command that runs here.
        yield
        return
    command = os.getpid()

    def handle(number: int, _: object) -> None:
        # The processes that a pool starts have no handlers of the command; this is for a fork by a
        # library, between it and what it becomes.
        if os.getpid() != command:
            os._exit(EXIT_SIGNALLED + number)
        end(number)

    before = {number: signal.signal(number, handle) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def stopping_at_once() -> Iterator[None]:
    """End also within a long call, or where Dagster has handlers of its own, by a thread.

    To be entered within `stopping_when_told`.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    receiver, sender = os.pipe()
    os.set_blocking(sender, False)
    before = signal.set_wakeup_fd(sender, warn_on_full_buffer=False)
    threading.Thread(target=_wait, args=(receiver,), daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        # The thread ends when nobody can write to it any more.
        os.close(sender)


def end(number: int) -> None:
    """Say which signal it was and end, when no process is half started. Does not return."""
    STARTING.acquire()
    # Two may come here: the main thread, and the one that waits.
    _ending.acquire()
    said = message("stopped", signal=signal.Signals(number).name)
    line = f"gijiroku: {said}\n"
    # Not by the streams, whose locks the thread that was stopped may hold.
    with suppress(OSError):
        if os.isatty(STDOUT):
            os.write(STDOUT, SHOW_CURSOR)
        os.write(STDERR, line.encode())
    os._exit(EXIT_SIGNALLED + number)


def _wait(receiver: int) -> None:
    while received := os.read(receiver, 1):
        if received[0] in SIGNALS:
            end(received[0])
    os.close(receiver)

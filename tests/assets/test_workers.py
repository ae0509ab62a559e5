from __future__ import annotations

import subprocess
import sys

import assets.workers
from assets.workers import start_workers

IN_A_NEW_PROCESS = """
import os
import sys
from assets import workers

def threads():
    return len(os.listdir("/proc/self/task"))

def loaded():
    return "assets.runs" in sys.modules

# Flushed, for a fork copies what waits to be printed, and each copy would print it again.
os.register_at_fork(
    before=lambda: print(threads(), "polars" in sys.modules, flush=True)
)
with workers.start_workers(2) as pool:
    print(pool.submit(loaded).result())
"""


def test_the_workers_are_forked_while_there_is_one_thread() -> None:
    command = [sys.executable, "-c", IN_A_NEW_PROCESS]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    expected = ["1 False", "1 False", "True"] if sys.platform == "linux" else ["True"]
    assert printed.splitlines() == expected


def test_nothing_is_forked_where_polars_is_loaded() -> None:
    import polars  # noqa: F401

    assert not assets.workers._may_fork()
    with start_workers(2) as pool:
        assert pool.submit(abs, -1).result() == 1

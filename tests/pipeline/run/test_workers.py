from __future__ import annotations

import os

import polars as pl

from pipeline.run.workers import processes_wanted, start_workers


def test_workers_use_one_thread_each_and_leave_ctrl_c_to_the_command() -> None:
    with start_workers(2, "pipeline.run.collections") as pool:
        assert pool.submit(pl.thread_pool_size).result() == 1
        assert pool.submit(os.getpid).result() != os.getpid()


def test_there_are_as_many_as_processors() -> None:
    assert 1 <= processes_wanted() <= (os.cpu_count() or 1)

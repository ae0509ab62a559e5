from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipeline.release.refusal import BusyError, NotPublishableError
from pipeline.run.passing import may_pass


@pytest.fixture
def locked_database(tmp_path: Path) -> Iterator[Path]:
    """A database that somebody else is writing to."""
    path = tmp_path / "busy.db"
    writer = sqlite3.connect(path)
    writer.execute("CREATE TABLE made_up (number INTEGER)")
    writer.execute("BEGIN EXCLUSIVE")
    yield path
    writer.close()


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EAGAIN, "Resource temporarily unavailable"),
        OSError(errno.EBUSY, "Device or resource busy"),
        OSError(errno.ESTALE, "Stale file handle"),
        OSError(errno.ETIMEDOUT, "Connection timed out"),
        BlockingIOError("without a number"),
    ],
    ids=repr,
)
def test_these_may_pass(error: Exception) -> None:
    assert may_pass(error)
    wrapped = RuntimeError("while reading")
    wrapped.__cause__ = error
    assert may_pass(wrapped)


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EACCES, "Permission denied"),
        FileNotFoundError(errno.ENOENT, "No such file or directory"),
        NotPublishableError("nothing is published"),
        ValueError("bad input"),
        sqlite3.OperationalError("no such table: runs"),
    ],
    ids=repr,
)
def test_these_do_not_pass(error: Exception) -> None:
    assert not may_pass(error)


def test_a_locked_database_may_pass(locked_database: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{locked_database}", connect_args={"timeout": 0})
    with pytest.raises(sa.exc.OperationalError, match="locked") as refused, engine.begin() as one:
        one.execute(sa.text("INSERT INTO made_up VALUES (1)"))
    assert may_pass(refused.value)
    engine.dispose()


def test_a_missing_table_does_not_pass(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(sa.exc.OperationalError, match="no such table") as refused:
        engine.connect().execute(sa.text("SELECT * FROM made_up"))
    assert not may_pass(refused.value)
    engine.dispose()


def test_a_further_kind_passes_where_it_is_named() -> None:
    busy = BusyError("another release is being made")
    assert not may_pass(busy)
    assert may_pass(busy, (BusyError,))

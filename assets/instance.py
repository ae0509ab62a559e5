"""The Dagster instance: SQLite files in the outputs, made on first use."""

from __future__ import annotations

import atexit
import fcntl
import glob
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from functools import cache
from pathlib import Path

import dagster as dg
import sqlalchemy as sa

from assets.partitions import COLLECTIONS
from pipeline.files.replacing import replacing
from pipeline.messages import MessageError, message
from pipeline.run.shortages import shortage

INSTANCE_YAML = """\
# Settings of the Dagster instance of gijiroku. Made on first use; yours to change.
telemetry:
  enabled: false
nux:
  enabled: false
# Steps print nothing. To capture it Dagster starts processes that answer Ctrl-C with a traceback.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
storage:
  sqlite:
    base_dir:
      env: DAGSTER_HOME
"""


RUNS, EVENTS = "runs.db", "index.db"
"""Databases that every run writes to."""

FORMER = {
    "module: assets.event_log": "module: dagster._core.storage.event_log",
    "class: KeptOpenEventLogStorage": "class: ConsolidatedSqliteEventLogStorage",
}
"""Names in older settings, with those of Dagster's own that read the same files."""

SETTINGS, NEW, LOCK = "dagster.yaml", ".dagster.new", ".dagster.lock"


class InstanceError(MessageError, RuntimeError):
    """No working instance; the message gives reason and remedy."""


def instance_home(outputs: Path) -> Path:
    """Return the folder of the Dagster instance, made if missing.

    It is made in a temporary folder, by one process at a time, and appears whole: a process that is
    killed, or finds the disk full, leaves nothing that a later run could take for an instance.

    Raises
    ------
    InstanceError
        Where Dagster cannot use a folder of that path.
    OSError, sqlalchemy.exc.SQLAlchemyError
        Where it cannot be made.
    """
    store = (outputs / "store").resolve()
    home = store / "dagster"
    _refuse_name(home)
    if (home / SETTINGS).exists():
        _mend_settings(home / SETTINGS)
        return home
    with _alone(store):
        if (home / SETTINGS).exists():
            return home
        new = store / NEW
        shutil.rmtree(new, ignore_errors=True)
        try:
            _make(new)
            _appear(new, home)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return home


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    """Wait until no other process makes an instance there."""
    store.mkdir(parents=True, exist_ok=True)
    with (store / LOCK).open("w") as lock:
        # The system releases the lock when its holder ends, however that happens.
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def open_instance(outputs: Path) -> dg.DagsterInstance:
    """Open the Dagster instance of `outputs`, once a process.

    It sets DAGSTER_HOME. Opening takes most of a second, since Dagster compares its tables with its
    migrations.

    Raises
    ------
    InstanceError
        Where it is damaged.
    OSError, sqlalchemy.exc.SQLAlchemyError
        Where it cannot be made, or the system lacks a resource.
    """
    home = instance_home(outputs)
    os.environ["DAGSTER_HOME"] = str(home)
    try:
        # Missing tables are made now, as where somebody has put only the settings there.
        with nullcontext() if _databases(home, RUNS) else _alone(home.parent):
            instance = dg.DagsterInstance.get()
        atexit.register(instance.dispose)
        # Early use, so that a half-made instance fails here.
        instance.get_runs_count()
        instance.get_dynamic_partitions(str(COLLECTIONS.name))
        # Dagster closes its connections after each use, and the last connection to a database with
        # a write-ahead log makes a checkpoint. One that stays open spares all others that work.
        for database in _databases(home, RUNS, EVENTS):
            kept_open = sqlite3.connect(database)
            kept_open.execute("SELECT count(*) FROM sqlite_master")
            atexit.register(kept_open.close)
    except Exception as error:
        if shortage(error):
            raise
        reason = str(error).strip().split("\n")[0]
        raise InstanceError(message("instance_damaged", folder=home, reason=reason)) from error
    return instance


def _refuse_name(home: Path) -> None:
    """Refuse a path that Dagster would read as pattern or URL escape."""
    is_kept = sa.make_url(f"sqlite:///{home}").database == str(home)
    if glob.has_magic(str(home)) or not is_kept:
        raise InstanceError(message("instance_name", folder=home))


def _databases(home: Path, *names: str) -> list[Path]:
    return [path for name in names for path in home.rglob(name)]


def _mend_settings(file: Path) -> None:
    """Replace names in older settings by the present ones."""
    stated = file.read_bytes()
    mended = stated
    for former, now in FORMER.items():
        key, value = (part.encode() for part in former.split(": "))
        mended = re.sub(rb"\b%b: *[\"']?%b[\"']?" % (key, re.escape(value)), now.encode(), mended)
    if mended != stated:
        with replacing(file) as new:
            new.write_bytes(mended)


def _make(home: Path) -> None:
    """Make settings and empty tables of an instance in a new folder."""
    home.mkdir()
    (home / SETTINGS).write_text(INSTANCE_YAML, encoding="utf-8")
    before = os.environ.get("DAGSTER_HOME")
    os.environ["DAGSTER_HOME"] = str(home)
    try:
        with dg.DagsterInstance.get() as instance:
            instance.get_runs_count()
    finally:
        os.environ.pop("DAGSTER_HOME")
        if before is not None:
            os.environ["DAGSTER_HOME"] = before
    for database in home.rglob("*.db"):
        # Writes the log into the database, since only that file is sure to be moved.
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _appear(new: Path, home: Path) -> None:
    """Move a whole instance to its place.

    A folder without settings keeps its files, and gets those that it lacks.
    """
    if not home.exists() or not any(home.iterdir()):
        new.rename(home)
        return
    # The settings come last: their presence means that the rest is complete.
    for path in sorted(new.iterdir(), key=lambda path: path.name == SETTINGS):
        if not (home / path.name).exists():
            path.rename(home / path.name)

"""The Dagster instance: SQLite files under the outputs, made on first use."""

from __future__ import annotations

import atexit
import os
import sqlite3
from functools import cache
from pathlib import Path

import dagster as dg

INSTANCE_YAML = """\
# Settings of the Dagster instance of gijiroku. Made on first use; yours to change.
telemetry:
  enabled: false
nux:
  enabled: false
run_storage:
  module: dagster._core.storage.runs
  class: SqliteRunStorage
  config:
    base_dir:
      env: DAGSTER_HOME
schedule_storage:
  module: dagster._core.storage.schedules
  class: SqliteScheduleStorage
  config:
    base_dir:
      env: DAGSTER_HOME
event_log_storage:
  module: assets.event_log
  class: KeptOpenEventLogStorage
  config:
    base_dir:
      env: DAGSTER_HOME
"""


def instance_home(outputs: Path) -> Path:
    """The folder of the Dagster instance, with its settings; made where it is not there."""
    home = (outputs / "store" / "dagster").resolve()
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "dagster.yaml"
    if not settings.exists():
        settings.write_text(INSTANCE_YAML, encoding="utf-8")
    return home


@cache
def open_instance(outputs: Path) -> dg.DagsterInstance:
    """Open the Dagster instance of `outputs`, once a process; DAGSTER_HOME names it from then on.

    Opening takes most of a second, since Dagster compares its tables with its migrations.
    """
    os.environ["DAGSTER_HOME"] = str(instance_home(outputs))
    instance = dg.DagsterInstance.get()
    atexit.register(instance.dispose)
    # Dagster closes its connection to the runs after each use, and the last to close a database
    # with a write-ahead log pays for a checkpoint. One that stays open spares all others that.
    kept_open = sqlite3.connect(Path(os.environ["DAGSTER_HOME"]) / "runs.db")
    kept_open.execute("SELECT count(*) FROM runs")
    atexit.register(kept_open.close)
    return instance

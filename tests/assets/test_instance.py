from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from assets.instance import instance_home, open_instance
from assets.partitions import fill_partitions
from tests.assets.partition_runs import run_collection

FORMER_YAML = """\
telemetry:
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
# A line of the operator's own.
"""


def test_the_settings_are_those_that_dagster_offers(tmp_path: Path) -> None:
    stated = yaml.safe_load((instance_home(tmp_path) / "dagster.yaml").read_text(encoding="utf-8"))
    assert stated["storage"] == {"sqlite": {"base_dir": {"env": "DAGSTER_HOME"}}}
    assert stated["telemetry"] == {"enabled": False}


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_former_names_are_mended_however_they_are_quoted(tmp_path: Path, quote: str) -> None:
    home = tmp_path / "store/dagster"
    home.mkdir(parents=True)
    stated = FORMER_YAML
    for name in ("assets.event_log", "KeptOpenEventLogStorage"):
        stated = stated.replace(name, f"{quote}{name}{quote}")
    # A comment in another encoding is the operator's affair.
    (home / "dagster.yaml").write_bytes(stated.encode() + b"# \x83R\x81[\n")
    instance_home(tmp_path)
    mended = (home / "dagster.yaml").read_bytes()
    assert b"module: dagster._core.storage.event_log\n" in mended
    assert b"class: ConsolidatedSqliteEventLogStorage\n" in mended
    assert mended.endswith(b"# \x83R\x81[\n")
    assert [path.name for path in home.iterdir()] == ["dagster.yaml"]


@pytest.mark.usefixtures("on_disk")
def test_an_instance_made_with_our_own_event_log_goes_on(
    collection_of: Callable[..., Path], memo: str, tmp_path: Path
) -> None:
    corpus, outputs = collection_of({"memo.txt": memo.encode()}).parent, tmp_path / "outputs"
    home = outputs / "store/dagster"
    home.mkdir(parents=True)
    (home / "dagster.yaml").write_text(FORMER_YAML, encoding="utf-8")
    instance = open_instance(outputs)
    fill_partitions(instance, corpus)
    assert run_collection("made-up", corpus, outputs).success
    assert (home / "event_log.db").exists()
    mended = (home / "dagster.yaml").read_text(encoding="utf-8")
    assert "assets.event_log" not in mended
    assert "# A line of the operator's own." in mended

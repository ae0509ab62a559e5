"""A record on which the software fails, on its way through the assets to a release."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from assets.cli import main
from tests.pipeline.run.survival import MARK, MARKED, NUMBER_OF_RECORDS, make_fail, records

pytestmark = pytest.mark.long

TERMS = 'record_kind = "verbatim"\nbody.ja = "架空"\npublisher.ja = "架空"\nlicense.name = "x"\n'


def run(root: Path) -> int:
    folders = ["--corpus", str(root / "corpus"), "--outputs", str(root / "outputs")]
    return main(["run", "--processes", "1", *folders])


def table(root: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(root / f"outputs/latest/parquet/{name}.parquet")


@pytest.mark.parametrize(
    ("stage", "where"),
    [
        ("ingestion", "ingestion.source_text:decode"),
        ("segmentation", "segmentation.segment:classify"),
        ("normalisation", "normalisation.attendance.attendance:entries"),
    ],
)
def test_the_other_records_are_released_and_the_failing_one_is_named(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    stage: str,
    where: str,
) -> None:
    for name, files in {"made-up": records(), "other": {"one.txt": records()["01.txt"]}}.items():
        folder = tmp_path / "corpus" / name
        folder.mkdir(parents=True)
        (folder / "collection.toml").write_text(TERMS, encoding="utf-8")
        for file, content in files.items():
            (folder / file).write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        make_fail(patch, where)
        assert run(tmp_path) == 1
    printed = capsys.readouterr().out
    assert f"ERROR {MARKED}: document_readable: " in printed
    assert "LookupError: made up" in printed
    (logged,) = [record for record in caplog.records if record.name == "gijiroku"]
    assert logged.exc_info is not None
    assert table(tmp_path, "meetings").height == NUMBER_OF_RECORDS
    assert table(tmp_path, "remarks").height == 3 * NUMBER_OF_RECORDS
    status = dict(table(tmp_path, "documents").select("document_id", "status").iter_rows())
    assert status.pop(MARKED) == "quarantined"
    assert set(status.values()) == {"parsed"}
    assert len(status) == NUMBER_OF_RECORDS
    (issue,) = table(tmp_path, "quality_issues").iter_rows(named=True)
    assert (issue["document_id"], issue["stage"]) == (MARKED, stage)
    # Once the software no longer fails, its rows come, and its status changes.
    (tmp_path / "corpus/made-up/07.txt").write_bytes(records()["07.txt"] + b"\n")
    assert run(tmp_path) == 0
    assert table(tmp_path, "meetings").height == NUMBER_OF_RECORDS + 1
    assert MARK in "".join(table(tmp_path, "remarks")["text"])
    changes = table(tmp_path, "changes").filter(
        pl.col("table_name") == "documents", pl.col("column_name") == "status"
    )
    assert changes.select("row_key", "old_value", "new_value").rows() == [
        (MARKED, "quarantined", "parsed")
    ]

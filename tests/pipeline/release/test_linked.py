"""Linked rows in a release: what the next one keeps of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.release.dry_run import preview
from pipeline.release.publish import release
from pipeline.release.refusal import NotPublishableError
from pipeline.run.store import Store
from schemas import LINKED_TABLES

RunStages = Callable[[Path, Path], None]


def read(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(folder / f"parquet/{name}.parquet")


def test_a_release_has_the_persons_and_bodies_of_its_records(published: Path) -> None:
    assert read(published, "persons")["person_id"].to_list() == [
        "made-up-north/p/坂本",
        "made-up-north/p/青木",
        "made-up-south/p/石川",
        "made-up-south/p/青木",
    ]
    assert read(published, "organizations")["organization_id"].to_list() == [
        "made-up-north/o/北の架空観測会議",
        "made-up-south/o/南の架空観測会議",
    ]
    rows = read(published, "attendance")
    assert rows["person_id"].null_count() == 0
    assert set(rows["person_basis"]) == {"listed"}
    remarks = read(published, "remarks").select("person_id", "person_basis", "person_reason")
    # The greeting of the chair of the north, whom the list names; the others are not recorded.
    assert remarks.rows()[0] == ("made-up-north/p/坂本", "role", None)
    assert set(remarks.rows()[1:]) == {(None, None, "not_recorded")}


def test_the_store_has_no_links(outputs: Path) -> None:
    rows = Store(outputs).read("attendance", "made-up-north")
    for name in ("person_id", "person_basis", "person_reason", "organization_id"):
        assert rows[name].null_count() == rows.height


def edit(corpus: Path, old: str, new: str) -> None:
    memo = corpus / "made-up-north/memo.txt"
    text = memo.read_text(encoding="utf-8")
    assert old in text
    memo.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.long
def test_a_corrected_date_changes_the_meeting_and_no_person(
    corpus: Path, outputs: Path, published: Path, run_stages: RunStages
) -> None:
    edit(corpus, "４月１日（月）", "４月８日（月）")
    run_stages(corpus, outputs)
    said = preview(corpus, outputs)
    run = release(corpus, outputs)
    assert said.row_counts == run.row_counts
    before, now = read(published, "attendance"), read(run.path, "attendance")
    assert before["person_id"].equals(now["person_id"])
    assert set(before["attendance_id"]) != set(now["attendance_id"])
    assert read(run.path, "persons")["former_ids"].null_count() == 4
    again = release(corpus, outputs)
    assert not again.is_new


def test_who_takes_the_place_of_a_person_takes_no_id(
    corpus: Path, outputs: Path, run_stages: RunStages
) -> None:
    # 青木委員 goes, and an official of the name comes.
    edit(corpus, "青木委員、坂本委員", "坂本委員、青木課長（文科省）")
    run_stages(corpus, outputs)
    run = release(corpus, outputs)
    assert "made-up-north/p/青木-2" in read(run.path, "persons")["person_id"]
    assert "made-up-north/p/青木" not in read(run.path, "persons")["person_id"]


def test_an_id_that_left_two_releases_ago_is_not_given_to_a_namesake(
    corpus: Path, outputs: Path, run_stages: RunStages
) -> None:
    def published_after(old: str, new: str) -> list[str]:
        edit(corpus, old, new)
        run_stages(corpus, outputs)
        return read(release(corpus, outputs).path, "persons")["person_id"].to_list()

    left = published_after("青木委員、坂本委員", "坂本委員")
    assert "made-up-north/p/青木" not in left
    # A release between them that says nothing about it.
    assert published_after("霧も", "靄も") == left
    namesake = published_after("坂本委員", "坂本委員、青木課長（文科省）")
    assert "made-up-north/p/青木-2" in namesake
    assert "made-up-north/p/青木" not in namesake


def test_a_damaged_last_release_is_refused(
    corpus: Path, outputs: Path, run_stages: RunStages
) -> None:
    edit(corpus, "霧も", "靄も")
    run_stages(corpus, outputs)
    (outputs / "releases/1.0.0/parquet/persons.parquet").write_bytes(b"nothing")
    with pytest.raises(NotPublishableError, match=r"1\.0\.0"):
        release(corpus, outputs)
    assert {path.name for path in (outputs / "releases").glob("1*")} == {"1.0.0"}


def test_a_last_release_from_before_the_linked_tables_gives_no_ids(
    corpus: Path, outputs: Path
) -> None:
    from pipeline.release.linked import linked_rows
    from pipeline.release.version import last_release

    folder = outputs / "releases/1.0.0/parquet"
    for name in LINKED_TABLES:
        (folder / f"{name}.parquet").unlink()
    linked = linked_rows(Store(outputs), ["made-up-north"], last_release(outputs))
    assert linked.tables["persons"].height == 2
    assert corpus.exists()

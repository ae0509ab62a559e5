"""Releases as files: which of them are read, and what comes of several collections."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.release.diff.difference import row_changes
from pipeline.release.diff.snapshot import Snapshot, published_snapshot, staged_snapshot
from pipeline.release.refusal import NotPublishableError
from pipeline.release.version import read_release
from schemas import LINKED_TABLES, RELEASE_TABLES
from schemas.changes import Changes

Change = Callable[[pl.DataFrame], pl.DataFrame]


@pytest.fixture
def previous(published: Path, tmp_path: Path) -> Path:
    """A copy of the made-up release with its two collections, to be changed."""
    return shutil.copytree(published, tmp_path / "1.0.0")


def rewrite(release: Path, table_name: str, change: Change) -> None:
    file = release / f"parquet/{table_name}.parquet"
    change(pl.read_parquet(file)).write_parquet(file)


def frames(previous: Path, now: Path) -> list[pl.DataFrame]:
    return list(row_changes(published_snapshot(read_release(previous)), staged_snapshot(now)))


def upper(text: pl.Expr) -> pl.Expr:
    return text.str.replace("。", "！")


@pytest.fixture
def tables_read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Tables that are read, each with whether whole rows of it came."""
    found = []
    read = Snapshot.read

    def noted(self: Snapshot, name: str, *query: Any) -> pl.DataFrame:
        rows = read(self, name, *query)
        found.append((name, set(rows.columns) == set(self.columns[name])))
        return rows

    monkeypatch.setattr(Snapshot, "read", noted)
    return found


def test_of_the_same_release_no_table_is_read(
    published: Path, previous: Path, tables_read: list[tuple[str, bool]]
) -> None:
    assert frames(previous, published) == []
    assert {name for name, _ in tables_read} == {"documents"}
    assert not any(whole for _, whole in tables_read)


def test_rows_are_read_only_of_tables_that_differ(
    published: Path, previous: Path, tables_read: list[tuple[str, bool]]
) -> None:
    rewrite(previous, "remarks", lambda rows: rows.with_columns(upper(pl.col("text"))))
    assert len(frames(previous, published)) == 2
    # Documents and meetings say where the remarks come from.
    whole = {name for name, whole in tables_read if whole}
    assert whole == {"documents", "meetings", "remarks"}


def test_a_file_written_otherwise_with_the_same_rows_has_no_changes(
    published: Path, previous: Path
) -> None:
    rewrite(previous, "remarks", lambda rows: rows)
    written = (previous / "parquet/remarks.parquet").read_bytes()
    assert written != (published / "parquet/remarks.parquet").read_bytes()
    assert frames(previous, published) == []


def test_only_collections_that_differ_are_compared(published: Path, previous: Path) -> None:
    in_south = pl.col("remark_id").str.starts_with("made-up-south")
    rewrite(
        previous,
        "remarks",
        lambda rows: rows.with_columns(
            pl.when(in_south).then(upper(pl.col("text"))).otherwise("text").alias("text")
        ),
    )
    (found,) = frames(previous, published)
    # Both of the south; the keys were left as they are.
    assert found.select("ordinal", "column_name", "old_value").rows() == [
        (1, "text", "=SUM(A1:A3)と書いた札を掲げる！"),
        (2, "text", r'印は\nの二文字で、\も要る！"以上"とする。'),
    ]
    assert found["row_key"].str.starts_with("made-up-south/2024-06-03/2/r-").all()


def test_changes_are_numbered_through_all_collections(published: Path, previous: Path) -> None:
    rewrite(previous, "remarks", lambda rows: rows.with_columns(upper(pl.col("text"))))
    north, south = frames(previous, published)
    assert north["ordinal"].to_list() == [1, 2, 3]
    assert south["ordinal"].to_list() == [4, 5]
    Changes.validate(pl.concat([north, south]), lazy=True)


def test_a_collection_whose_name_begins_another_is_another(
    published: Path, previous: Path, tmp_path: Path
) -> None:
    """`made-up` and `made-up-north` and `made-up.x`: rows of one are not taken for the other's."""
    now = shutil.copytree(published, tmp_path / "now")
    for name in RELEASE_TABLES:
        for folder, others in ((previous, ("made-up", "made-up.x")), (now, ("made-up",))):
            north = pl.read_parquet(folder / f"parquet/{name}.parquet").filter(
                pl.concat_str(pl.first().cast(pl.String)).str.starts_with("made-up-north")
            )
            copies = [
                north.with_columns(pl.col(pl.String).str.replace("^made-up-north", other))
                for other in others
            ]
            rewrite(folder, name, lambda rows, copies=copies: pl.concat([rows, *copies]))
    (gone,) = frames(previous, now)
    assert set(gone["change_type"]) == {"delete"}
    assert gone["row_key"].str.starts_with("made-up.x/").all()
    # One document, one meeting, three headings, two persons, three remarks, and the blocks.
    counts = dict(gone.group_by("table_name").len().iter_rows())
    blocks = counts.pop("blocks")
    # The bodies and persons of both meetings, and what is known of each.
    linked = {name: counts.pop(name) for name in LINKED_TABLES}
    assert linked == {"organizations": 1, "organization_names": 1, "persons": 2, "memberships": 2}
    assert counts == {
        "documents": 1,
        "meetings": 1,
        "agenda_items": 3,
        "attendance": 2,
        "remarks": 3,
    }
    assert blocks > 9


def test_rows_of_no_collection_are_compared_too(published: Path, previous: Path) -> None:
    stray = pl.col("attendance_id").str.replace("^.*/", "")
    rewrite(previous, "attendance", lambda rows: rows.with_columns(attendance_id=stray))
    found = pl.concat(frames(previous, published))
    assert set(found["table_name"]) == {"attendance"}
    assert found.group_by("change_type").len().sort("change_type").rows() == [
        ("delete", 4),
        ("insert", 4),
    ]


def test_a_table_of_other_code_is_compared_by_its_key(
    published: Path, previous: Path, tmp_path: Path
) -> None:
    votes = pl.DataFrame({"vote_id": ["v1", "v2", "v3"], "result": ["yes", "no", None]})
    keys = {"votes": ["vote_id"]}
    now = tmp_path / "now"
    (now / "parquet").mkdir(parents=True)
    votes.write_parquet(previous / "parquet/votes.parquet")
    changed = votes.with_columns(result=pl.Series(["yes", "yes", None])).slice(1)
    changed.write_parquet(now / "parquet/votes.parquet")
    before, after = (Snapshot(folder, {"votes": votes.schema}, keys) for folder in (previous, now))
    (found,) = row_changes(before, after)
    assert found.select("row_key", "change_type", "column_name", "old_value").rows() == [
        ("v2", "update", "result", "no"),
        ("v1", "delete", None, None),
    ]


def test_the_table_changes_itself_is_not_compared(published: Path, previous: Path) -> None:
    change = {"ordinal": 1, "table_name": "remarks", "row_key": "x", "change_type": "insert"}
    rewrite(
        previous,
        "changes",
        lambda rows: pl.concat([rows, pl.DataFrame([change])], how="diagonal_relaxed"),
    )
    assert frames(previous, published) == []


@pytest.mark.parametrize("name", ["documents", "remarks"])
def test_a_damaged_file_is_named(published: Path, previous: Path, name: str) -> None:
    (previous / f"parquet/{name}.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(NotPublishableError, match=r"release 1\.0\.0 is damaged: .*Restore /"):
        frames(previous, published)

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.release.diff.comparison import compare
from pipeline.release.diff.snapshot import published_snapshot, staged_snapshot
from pipeline.release.publish import ReleaseRun, release
from pipeline.release.version import Reason, Reasons, last_release, next_version

Change = Callable[[pl.DataFrame], pl.DataFrame]


@pytest.fixture
def again(
    corpus: Path, outputs: Path, run_stages: Callable[[Path, Path], None]
) -> Callable[[], ReleaseRun]:
    """Run everything once more on the copy of the made-up corpus."""

    def run() -> ReleaseRun:
        run_stages(corpus, outputs)
        return release(corpus, outputs)

    return run


@pytest.fixture
def version_after(published: Path, outputs: Path) -> Callable[..., tuple[str, str]]:
    """Version and reason of the made-up release, where tables of the last one were different."""

    def decide(**changes: Change) -> tuple[str, str]:
        for table_name, change in changes.items():
            file = outputs / f"releases/1.0.0/parquet/{table_name}.parquet"
            change(pl.read_parquet(file)).write_parquet(file)
        last = last_release(outputs)
        assert last is not None
        differing = compare(published_snapshot(last), staged_snapshot(published))
        found = next_version(last, differing.reasons)
        return found.version, found.reason

    return decide


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def rename(outputs: Path, version: str) -> None:
    """Make the last release one of another version."""
    folder = outputs / "releases/1.0.0"
    edit(folder / "datapackage.json", '"version": "1.0.0",\n  "v', f'"version": "{version}",\n  "v')
    folder.rename(outputs / "releases" / version)


def test_the_first_release_is_1_0_0(tmp_path: Path) -> None:
    assert last_release(tmp_path) is None
    first = next_version(None, Reasons([], [], []))
    assert (first.version, first.reason, first.reason_ja) == (
        "1.0.0",
        "first release",
        "最初の版",
    )


def test_the_same_corpus_is_no_new_version(again: Callable[[], ReleaseRun]) -> None:
    run = again()
    assert (run.version, run.is_new, run.reason) == ("1.0.0", False, "nothing changed")


def test_rows_added_are_a_minor_version(corpus: Path, again: Callable[[], ReleaseRun]) -> None:
    edit(corpus / "made-up-north/memo.txt", "以上\n", "l 雨も見たい。\n以上\n")
    run = again()
    assert (run.version, run.is_new) == ("1.1.0", True)
    # The remark, and the block that it stands in.
    assert run.reason == "1 row of blocks added; 1 row of remarks added"
    stated = json.loads((run.path / "datapackage.json").read_text(encoding="utf-8"))
    assert stated["version_reason"] == run.reason
    assert stated["version_reason_ja"] == "blocks の1行を追加；remarks の1行を追加"


def test_a_value_corrected_is_a_patch(corpus: Path, again: Callable[[], ReleaseRun]) -> None:
    edit(corpus / "made-up-north/memo.txt", "みどり会館", "みなと会館")
    run = again()
    assert (run.version, run.reason) == (
        "1.0.1",
        "1 row of documents corrected; 1 row of meetings corrected",
    )
    meetings = pl.read_parquet(run.path / "parquet/meetings.parquet")
    assert meetings["venue"].to_list() == ["みなと会館", "さざなみ会館"]


@pytest.mark.long
def test_a_remark_corrected_is_a_patch(corpus: Path, again: Callable[[], ReleaseRun]) -> None:
    edit(corpus / "made-up-north/memo.txt", "霧も見たい", "靄も見たい")
    run = again()
    assert (run.version, run.reason) == (
        "1.0.1",
        "1 row of documents corrected; 1 row of remarks corrected",
    )


@pytest.mark.long
def test_a_text_that_only_moved_is_a_patch(corpus: Path, again: Callable[[], ReleaseRun]) -> None:
    edit(corpus / "made-up-north/memo.txt", "概 要：", "\n\n概 要：")
    run = again()
    assert (run.version, run.reason) == ("1.0.1", "1 row of documents corrected")


@pytest.mark.long
def test_another_publisher_is_a_patch(corpus: Path, again: Callable[[], ReleaseRun]) -> None:
    edit(corpus / "made-up-north/collection.toml", "架空府", "架空省")
    assert again().version == "1.0.1"


def test_terms_corrected_are_a_patch_without_a_row(
    corpus: Path, again: Callable[[], ReleaseRun]
) -> None:
    edit(corpus / "made-up-north/collection.toml", "terms/2.0", "terms/2.1")
    run = again()
    assert (run.version, run.reason) == (
        "1.0.1",
        "places in the text, descriptions, sources or terms corrected",
    )
    assert run.row_counts["changes"] == 0


def test_a_collection_withdrawn_is_a_patch(corpus: Path, again: Callable[[], ReleaseRun]) -> None:
    shutil.rmtree(corpus / "made-up-south")
    run = again()
    assert run.version == "1.0.1"
    assert "1 row of meetings withdrawn" in run.reason
    assert run.row_counts["meetings"] == 1


@pytest.mark.long
def test_a_collection_that_comes_back_is_a_minor_version(
    corpus: Path, tmp_path: Path, again: Callable[[], ReleaseRun]
) -> None:
    away = shutil.move(corpus / "made-up-south", tmp_path / "away")
    again()
    shutil.move(away, corpus / "made-up-south")
    assert again().version == "1.1.0"


def test_a_column_removed_is_a_major_version(version_after: Callable[..., tuple[str, str]]) -> None:
    version = version_after(meetings=lambda rows: rows.with_columns(chair=pl.lit("坂本委員")))
    assert version == ("2.0.0", "column meetings.chair removed")


def test_a_column_retyped_is_a_major_version(version_after: Callable[..., tuple[str, str]]) -> None:
    version = version_after(meetings=lambda rows: rows.with_columns(pl.col("floor").cast(str)))
    assert version == ("2.0.0", "column meetings.floor retyped")


def require(outputs: Path, table_name: str, column: str, required: bool) -> None:
    """Let the last release state that a column is always filled, or that it may be null."""
    file = outputs / "releases/1.0.0/datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    (resource,) = [each for each in descriptor["resources"] if each["name"] == table_name]
    (field,) = [each for each in resource["schema"]["fields"] if each["name"] == column]
    field["constraints"] = {**field.get("constraints", {}), "required": required}
    file.write_text(json.dumps(descriptor), encoding="utf-8")


def test_a_column_that_may_be_null_now_is_a_major_version(
    outputs: Path, version_after: Callable[..., tuple[str, str]]
) -> None:
    require(outputs, "meetings", "title", required=True)
    assert version_after() == ("2.0.0", "column meetings.title may be null")


def test_a_column_that_is_always_filled_now_breaks_nothing(published: Path, outputs: Path) -> None:
    require(outputs, "meetings", "format", required=False)
    last = last_release(outputs)
    assert last is not None
    found = compare(published_snapshot(last), staged_snapshot(published))
    assert not any(found.reasons)


def test_another_time_zone_is_a_major_version(
    version_after: Callable[..., tuple[str, str]],
) -> None:
    in_utc = pl.col("starts_at").dt.convert_time_zone("UTC")
    version = version_after(meetings=lambda rows: rows.with_columns(in_utc))
    assert version == ("2.0.0", "column meetings.starts_at retyped")


def test_a_column_added_is_a_minor_version(version_after: Callable[..., tuple[str, str]]) -> None:
    version = version_after(meetings=lambda rows: rows.drop("weekday_stated"))
    assert version == ("1.1.0", "column meetings.weekday_stated added")


def test_a_table_added_is_a_minor_version(
    outputs: Path, version_after: Callable[..., tuple[str, str]]
) -> None:
    (outputs / "releases/1.0.0/parquet/agenda_items.parquet").unlink()
    assert version_after() == ("1.1.0", "table agenda_items added")


def test_a_table_removed_is_a_major_version(
    outputs: Path, version_after: Callable[..., tuple[str, str]]
) -> None:
    folder = outputs / "releases/1.0.0/parquet"
    shutil.copy(folder / "remarks.parquet", folder / "votes.parquet")
    assert version_after() == ("2.0.0", "table votes removed")


def test_another_key_is_a_major_version(
    outputs: Path, version_after: Callable[..., tuple[str, str]]
) -> None:
    file = outputs / "releases/1.0.0/datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        if resource["name"] in ("remarks", "remarks-parquet"):
            resource["schema"]["primaryKey"] = ["meeting_id", "ordinal"]
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    assert version_after() == ("2.0.0", "key of remarks changed")


def test_the_gravest_change_decides(version_after: Callable[..., tuple[str, str]]) -> None:
    version = version_after(
        meetings=lambda rows: rows.head(1).with_columns(pl.col("term").cast(pl.Int64)),
        remarks=lambda rows: rows.with_columns(text=pl.lit("?")),
    )
    assert version == ("2.0.0", "column meetings.term retyped")


def test_rows_added_count_more_than_values_corrected(
    version_after: Callable[..., tuple[str, str]],
) -> None:
    version = version_after(
        meetings=lambda rows: rows.head(1),
        remarks=lambda rows: rows.with_columns(text=pl.lit("?")),
    )
    assert version == ("1.1.0", "1 row of meetings added")


def test_as_many_rows_with_other_keys_are_rows_added(
    version_after: Callable[..., tuple[str, str]],
) -> None:
    def of_others(rows: pl.DataFrame) -> pl.DataFrame:
        named = [f"made-up-north/2024-04-01/1/a-{number:08}" for number in range(rows.height)]
        return rows.with_columns(
            attendance_id=pl.Series(named),
            name_text=pl.lit("?"),
            attendee_group=pl.lit("!"),
        )

    version = version_after(attendance=of_others)
    assert version == (
        "1.1.0",
        "4 rows of attendance added; 4 rows of attendance withdrawn",
    )


def test_ordinals_that_are_counted_otherwise_are_a_patch(
    version_after: Callable[..., tuple[str, str]],
) -> None:
    # Of blocks they are a part of the key.
    version = version_after(blocks=lambda rows: rows.with_columns(pl.col("ordinal") + 100))
    assert version[0] == "1.0.1"


@pytest.mark.parametrize(
    ("before", "after"), [("1.10.0", "1.10.1"), ("1.9.9", "1.9.10"), ("12.0.3", "12.0.4")]
)
def test_numbers_are_counted_up_as_numbers(
    outputs: Path, version_after: Callable[..., tuple[str, str]], before: str, after: str
) -> None:
    rename(outputs, before)
    assert version_after()[0] == after


def test_the_last_release_is_the_one_with_the_highest_numbers(
    outputs: Path, published: Path
) -> None:
    for version in ("1.10.0", "1.9.0", "1.2.30"):
        copy = shutil.copytree(published, outputs / "releases" / version)
        descriptor = (copy / "datapackage.json").read_text(encoding="utf-8")
        stated = descriptor.replace('"version": "1.0.0"', f'"version": "{version}"')
        (copy / "datapackage.json").write_text(stated, encoding="utf-8")
    last = last_release(outputs)
    assert last is not None
    assert last.path == outputs / "releases/1.10.0"


def test_what_is_no_release_is_not_taken_for_one(outputs: Path) -> None:
    for name in (".staging-x1", "9.0", "9.0.0-draft", "v9.0.0", "notes"):
        (outputs / "releases" / name).mkdir()
    last = last_release(outputs)
    assert last is not None
    assert last.path.name == "1.0.0"
    assert last.version == "1.0.0"


def test_a_major_version_begins_anew_below(
    outputs: Path, version_after: Callable[..., tuple[str, str]]
) -> None:
    rename(outputs, "1.4.7")
    file = outputs / "releases/1.4.7/parquet/meetings.parquet"
    pl.read_parquet(file).with_columns(chair=pl.lit(None)).write_parquet(file)
    assert version_after()[0] == "2.0.0"


def test_a_minor_version_begins_anew_below(
    outputs: Path, version_after: Callable[..., tuple[str, str]]
) -> None:
    rename(outputs, "1.4.7")
    file = outputs / "releases/1.4.7/parquet/meetings.parquet"
    pl.read_parquet(file).head(1).write_parquet(file)
    assert version_after()[0] == "1.5.0"


def test_rows_withdrawn_are_named_beside_what_raises_the_version_more(
    corpus: Path, again: Callable[[], ReleaseRun]
) -> None:
    edit(corpus / "made-up-south/collection.toml", "publisher", "publlisher")
    run = again()
    assert run.version == "1.1.0"
    for words in ("quality_issues added", "1 row of meetings withdrawn", "of remarks withdrawn"):
        assert words in run.reason
    assert "meetings の1行を取り下げ" in run.reason.ja
    assert run.reason in (run.path / "CHANGES.md").read_text(encoding="utf-8")


def test_withdrawals_are_named_once() -> None:
    gone, more = Reason("1 row gone", "1行なし"), Reason("1 row more", "1行追加")
    assert Reasons([], [], [more, gone], (gone,)).gravest() == ("patch", [more, gone])
    assert Reasons([], [more], [gone], (gone,)).gravest() == ("minor", [more, gone])
    assert Reasons([more], [], [gone], (gone,)).gravest() == ("major", [more, gone])
    assert Reasons([], [], []).gravest() == (None, [])

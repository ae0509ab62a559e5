from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.release.files.csv import write_csv
from pipeline.release.files.parquet import ParquetFile
from pipeline.release.metadata.checksums import parsed_checksums
from pipeline.release.verify import UnverifiableError, verify
from pipeline.release.version import NoReleaseError, find_release
from schemas import LANGUAGE_TABLES, RELEASE_TABLES
from schemas.csv_files import csv_columns, csv_names
from tests.pipeline.release.faults import (
    FAULTS,
    Fault,
    change_descriptor,
    describe_anew,
    line_ended_otherwise,
)

FILES = [
    "CHANGES.md",
    "CITATION.cff",
    "README.md",
    "SHA256SUMS",
    "croissant.json",
    "datapackage.json",
    "excel/gijiroku.xlsx",
    "index.html",
    "quality.json",
    *(f"csv/{name}.csv" for name in RELEASE_TABLES if csv_columns(RELEASE_TABLES[name])),
    *(f"parquet/{name}.parquet" for name in RELEASE_TABLES),
]
FLIPS = [0x01, 0x20, 0x80, 0xFF]
"""Bits to be flipped in a byte: the lowest, the one of the case of a letter, the highest, all."""

Change = Callable[[pl.DataFrame], pl.DataFrame]


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    """A copy of the release, to be altered."""
    return shutil.copytree(published, tmp_path / "release")


def forge(release: Path, table_name: str, change: Change) -> None:
    """Alter rows in Parquet and CSV, and every hash and size with them."""
    file = release / f"parquet/{table_name}.parquet"
    rows = change(pl.read_parquet(file))
    with ParquetFile(file, RELEASE_TABLES[table_name]) as parquet:
        parquet.write(rows)
    in_csv = rows.select(csv_names(RELEASE_TABLES[table_name]))
    write_csv(release / f"csv/{table_name}.csv", in_csv, begin=True)
    describe_anew(release)


def set_in_last_row(column: str, value: object) -> Change:
    is_last = pl.int_range(pl.len()) == pl.len() - 1
    return lambda rows: rows.with_columns(
        pl.when(is_last)
        .then(pl.lit(value, dtype=rows.schema[column]))
        .otherwise(column)
        .alias(column)
    )


def test_a_release_is_whole(published: Path) -> None:
    found = verify(published)
    assert found.faults == []
    # Beside the blocks: 2 documents, 2 meetings, 4 agenda items, 4 attendances, 5 remarks, and
    # 2 bodies, each with a name and 2 persons, who hold one position each.
    counts = json.loads((published / "datapackage.json").read_bytes())["row_counts"]
    others = ("blocks", *LANGUAGE_TABLES)
    expected = 17 + 2 * (1 + 1 + 2 + 2)
    assert found.row_count - sum(counts[name] for name in others) == expected
    assert found.file_count == len(FILES)


FEW = ("csv/remarks.csv", "parquet/remarks.parquet", "datapackage.json", "SHA256SUMS")
"""Those that are altered whenever tests run; all others where there is more time."""


def test_all_files_are_altered_below(published: Path) -> None:
    files = [path for path in published.rglob("*") if path.is_file()]
    assert sorted(path.relative_to(published).as_posix() for path in files) == sorted(FILES)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in FEW else pytest.mark.long) for name in FILES]
)
def test_one_altered_byte_is_found_anywhere(copy: Path, name: str) -> None:
    file = copy / name
    content = file.read_bytes()
    places = {*range(0, len(content), max(1, len(content) // 16)), len(content) - 1}
    for place in sorted(places):
        for flip in FLIPS:
            altered = bytearray(content)
            altered[place] ^= flip
            file.write_bytes(altered)
            faults = verify(copy).faults
            assert faults, (place, flip)
            assert all(name in f"{fault.file} {fault.reason}" for fault in faults)
    file.write_bytes(content)
    assert verify(copy).faults == []


def test_every_byte_of_the_checksums_counts(published: Path) -> None:
    content = (published / "SHA256SUMS").read_bytes()
    stated = parsed_checksums(content)
    unnoticed = []
    for place in range(len(content)):
        for flip in FLIPS:
            altered = bytearray(content)
            altered[place] ^= flip
            try:
                if parsed_checksums(bytes(altered)) == stated:
                    unnoticed.append((place, flip))
            except ValueError:
                continue
    assert unnoticed == []


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_cut_emptied_or_gone_is_named(copy: Path, name: str) -> None:
    file = copy / name
    content = file.read_bytes()
    for shorter in (content[:-1], b""):
        file.write_bytes(shorter)
        assert any(name in f"{fault.file} {fault.reason}" for fault in verify(copy).faults)
    file.unlink()
    assert any(name in f"{fault.file} {fault.reason}" for fault in verify(copy).faults)


@pytest.mark.parametrize(
    "fault",
    [
        line_ended_otherwise,
        # One of each check; the others where there is more time.
        *(
            pytest.param(fault, marks=[] if fault is faults[0] else [pytest.mark.long])
            for faults in FAULTS.values()
            for fault in faults
        ),
    ],
    ids=lambda fault: fault.__name__,
)
def test_whatever_fails_a_check_of_the_export_is_a_fault(copy: Path, fault: Fault) -> None:
    fault(copy)
    try:
        assert verify(copy).faults
    except UnverifiableError:
        # The tables are described otherwise, and the checksums are those of that description.
        assert fault.__name__ in {"header_wrong", "column_not_defined"}


@pytest.mark.parametrize(
    ("table_name", "change", "file", "reason"),
    [
        (
            "attendance",
            set_in_last_row("presence", "perhaps"),
            "csv/attendance.csv",
            "presence: the code table does not have 'perhaps'",
        ),
        ("remarks", set_in_last_row("char_count", 0), "parquet/remarks.parquet", "of char_count"),
        ("remarks", set_in_last_row("text", ""), "csv/remarks.csv", "differs"),
        (
            "meetings",
            set_in_last_row("weekday_stated", "曜"),
            "parquet/meetings.parquet",
            "of weekday_stated",
        ),
        (
            "attendance",
            lambda rows: rows.with_columns(attendance_id=pl.col("attendance_id").first()),
            "parquet/attendance.parquet",
            "uniqueness of the key",
        ),
        (
            "remarks",
            set_in_last_row("agenda_item_id", "made-up/nowhere"),
            "parquet/remarks.parquet",
            "agenda_item_id leads to no row: made-up/nowhere",
        ),
        (
            "agenda_items",
            set_in_last_row("parent_id", "made-up/nowhere"),
            "parquet/agenda_items.parquet",
            "parent_id leads to no row: made-up/nowhere",
        ),
        (
            "documents",
            set_in_last_row("sha256", "0" * 64),
            "datapackage.json",
            "corpus_hash",
        ),
    ],
)
def test_rows_that_do_not_hold_are_found_though_all_hashes_fit(
    copy: Path, table_name: str, change: Change, file: str, reason: str
) -> None:
    forge(copy, table_name, change)
    first, *_ = verify(copy).faults
    assert first.file == file
    assert reason in first.reason


def test_a_release_of_other_schemas_is_neither_whole_nor_altered(copy: Path) -> None:
    def describe_otherwise(descriptor: dict[str, object]) -> None:
        descriptor["code_version"] = "0123456789ab"
        fields = descriptor["resources"][7]["schema"]["fields"]  # type: ignore[index]
        fields[-1]["description"] = "Another one."

    change_descriptor(copy, describe_otherwise)
    with pytest.raises(UnverifiableError, match=r"schemas of attendance .* 0123456789ab"):
        verify(copy)


def test_a_release_of_other_schemas_that_was_altered_is_altered(copy: Path) -> None:
    change_descriptor(copy, lambda stated: stated["resources"][0].pop("schema"))
    (copy / "README.md").write_text("another", encoding="utf-8")
    assert [fault.file for fault in verify(copy).faults] == ["README.md"]


def test_a_descriptor_that_is_none_is_a_fault(copy: Path) -> None:
    change_descriptor(copy, lambda stated: stated.update(resources=None), hash_anew=False)
    (fault,) = verify(copy).faults
    assert fault.file == "datapackage.json"


def test_a_release_is_found_by_version_by_path_and_as_the_latest(pristine: Path) -> None:
    outputs = pristine / "outputs"
    folder = (outputs / "releases/1.0.0").resolve()
    assert find_release(outputs, "latest") == folder
    assert find_release(outputs, "1.0.0") == folder
    assert find_release(Path("elsewhere"), str(folder)) == folder


def test_a_version_may_be_the_name_of_a_folder_here(
    pristine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pristine / "outputs/releases")
    assert find_release(Path("outputs"), "1.0.0") == Path("1.0.0").resolve()


@pytest.mark.parametrize("name", ["9.9.9", "latest", "some/where"])
def test_a_release_that_is_not_there_is_not_found(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoReleaseError, match="no such release"):
        find_release(tmp_path, name)

"""The whole data package, validated by frictionless: every file, and every table of CSV."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from frictionless import Package, Report

OF_THE_ROW_BEFORE = "(the value of the row before)"

RESOURCES = [
    "documents",
    "documents-parquet",
    "blocks-parquet",
    "meetings",
    "meetings-parquet",
    "agenda_items",
    "agenda_items-parquet",
    "attendance",
    "attendance-parquet",
    "remarks",
    "remarks-parquet",
    "quality_issues",
    "quality_issues-parquet",
    "organizations",
    "organizations-parquet",
    "organization_names",
    "organization_names-parquet",
    "persons",
    "persons-parquet",
    "memberships",
    "memberships-parquet",
    "terms",
    "terms-parquet",
    "sentences-parquet",
    "tokens-parquet",
    "changes",
    "changes-parquet",
]


def validate(release: Path) -> Report:
    """Validate the whole package: every resource that it has."""
    return Package(str(release / "datapackage.json")).validate()


def test_frictionless_finds_nothing_wrong_with_any_resource(published: Path) -> None:
    report = validate(published)
    assert report.valid, report.flatten(["message"])
    assert [(task.name, task.valid) for task in report.tasks] == [(n, True) for n in RESOURCES]
    assert [task.warnings for task in report.tasks] == [[]] * len(RESOURCES)


WHENEVER_TESTS_RUN = {("remarks", 0.5), ("remarks-parquet", 0.1)}
"""In a file of each kind; in others and elsewhere where there is more time."""


@pytest.mark.parametrize(
    ("name", "place"),
    [
        pytest.param(
            name, place, marks=[] if (name, place) in WHENEVER_TESTS_RUN else [pytest.mark.long]
        )
        for name in ("remarks", "remarks-parquet", "blocks-parquet", "documents")
        for place in (0.1, 0.5, 0.9)
    ],
)
def test_frictionless_finds_a_changed_byte_of_any_file(
    published: Path, tmp_path: Path, name: str, place: float
) -> None:
    release = shutil.copytree(published, tmp_path / "release")
    table, _, kind = name.partition("-")
    file = release / f"{kind or 'csv'}/{table}.{kind or 'csv'}"
    content = bytearray(file.read_bytes())
    content[int(len(content) * place)] ^= 0x01
    file.write_bytes(content)
    report = validate(release)
    assert not report.valid
    # Tables that refer to an altered row are not valid either.
    assert ("hash-count", name) in {
        (error.type, task.name) for task in report.tasks for error in task.errors
    }


def test_a_shorter_parquet_file_is_found_by_its_size(published: Path, tmp_path: Path) -> None:
    release = shutil.copytree(published, tmp_path / "release")
    file = release / "parquet/remarks.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    assert {kind for (kind,) in validate(release).flatten(["type"])} == {"hash-count", "byte-count"}


def write_value(release: Path, table_name: str, column: str, value: str) -> None:
    """Write a value into the last row of a CSV file."""
    file = release / f"csv/{table_name}.csv"
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    rows[-1][column] = rows[-2][column] if value == OF_THE_ROW_BEFORE else value
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_the_schema_stated_finds_wrong_values(published: Path, tmp_path: Path) -> None:
    release = shutil.copytree(published, tmp_path / "release")
    write_value(release, "attendance", "presence", "perhaps")
    write_value(release, "attendance", "attendance_id", OF_THE_ROW_BEFORE)
    write_value(release, "meetings", "starts_at", "10:00")
    write_value(release, "remarks", "meeting_id", "made-up-north/2024-04-01/9")
    found: dict[str, set[str]] = {}
    for task in validate(release).tasks:
        # The size, too, is most often another one.
        found[task.name] = {error.type for error in task.errors} - {"byte-count"}
    assert {name: errors for name, errors in found.items() if errors} == {
        "attendance": {"hash-count", "constraint-error", "primary-key"},
        "meetings": {"hash-count", "type-error"},
        "remarks": {"hash-count", "foreign-key"},
    }


@pytest.mark.long
@pytest.mark.parametrize(
    ("table_name", "column", "value", "error"),
    [
        ("attendance", "presence", "perhaps", "constraint-error"),
        ("meetings", "starts_at", "10:00", "type-error"),
        ("remarks", "meeting_id", "made-up-north/2024-04-01/9", "foreign-key"),
        ("attendance", "attendance_id", OF_THE_ROW_BEFORE, "primary-key"),
        ("documents", "sha256", "12ab", "constraint-error"),
        ("meetings", "format", "", "constraint-error"),
        ("meetings", "date_basis", "guessed", "constraint-error"),
        ("meetings", "start_time", "10時", "type-error"),
        ("remarks", "ordinal", "0", "constraint-error"),
        ("remarks", "ordinal", "first", "type-error"),
        ("agenda_items", "parent_id", "nowhere", "foreign-key"),
    ],
)
def test_the_schema_stated_finds_a_wrong_value_of_any_table(
    published: Path, tmp_path: Path, table_name: str, column: str, value: str, error: str
) -> None:
    release = shutil.copytree(published, tmp_path / "release")
    write_value(release, table_name, column, value)
    found = {kind for (kind,) in validate(release).flatten(["type"])}
    # The hash, and most often the size, is another one too.
    assert found - {"hash-count", "byte-count"} == {error}
    assert "hash-count" in found

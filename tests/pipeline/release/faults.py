"""Faults of a staged release, by the check that each has to fail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.files.csv import write_csv
from pipeline.release.files.rows_hash import rows_hash
from pipeline.release.metadata.identity import content_hash
from schemas import RELEASE_TABLES
from schemas.csv_files import csv_names

Fault = Callable[[Path], None]


def replace(file: Path, old: bytes, new: bytes) -> None:
    content = file.read_bytes()
    assert content.count(old) == 1
    file.write_bytes(content.replace(old, new))


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def describe_anew(staged: Path) -> None:
    """State size and hash of every data file, and of all content, as they are now."""

    def as_they_are(descriptor: dict[str, Any]) -> None:
        for resource in descriptor["resources"]:
            file = staged / resource["path"]
            resource["bytes"] = file.stat().st_size
            resource["hash"] = f"sha256:{sha256(file)}"
            if "rows_hash" in resource:
                resource["rows_hash"] = f"sha256:{rows_hash(file)}"

    change_descriptor(staged, as_they_are)


def change_descriptor(
    staged: Path, change: Callable[[dict[str, Any]], None], *, hash_anew: bool = True
) -> None:
    file = staged / "datapackage.json"
    descriptor = json.loads(file.read_bytes())
    change(descriptor)
    if hash_anew:
        descriptor["content_hash"] = content_hash(descriptor)
    file.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    list_anew(staged)


def list_anew(staged: Path) -> None:
    """State the checksum of every file as it is now."""
    sums = staged / "SHA256SUMS"
    sums.unlink(missing_ok=True)
    files = sorted(file for file in staged.rglob("*") if file.is_file())
    lines = [f"{sha256(file)}  {file.relative_to(staged).as_posix()}\n" for file in files]
    sums.write_text("".join(lines), encoding="utf-8")


def cell_altered(staged: Path) -> None:
    replace(staged / "csv/remarks.csv", "霧も見たい".encode(), "靄も見たい".encode())
    describe_anew(staged)


def null_became_nought(staged: Path) -> None:
    replace(staged / "csv/meetings.csv", b",,1,stated,,,2024,", b",0,1,stated,,,2024,")
    describe_anew(staged)


def minute_altered(staged: Path) -> None:
    replace(staged / "csv/meetings.csv", b"T11:30:00+09:00", b"T11:30:00+00:00")
    describe_anew(staged)


def row_missing(staged: Path) -> None:
    file = staged / "csv/attendance.csv"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))
    describe_anew(staged)


def row_too_many(staged: Path) -> None:
    file = staged / "csv/attendance.csv"
    content = file.read_bytes()
    file.write_bytes(content + content.splitlines(keepends=True)[-1])
    describe_anew(staged)


def all_rows_missing(staged: Path) -> None:
    file = staged / "csv/remarks.csv"
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[0])
    describe_anew(staged)


def cell_not_of_its_type(staged: Path) -> None:
    replace(staged / "csv/meetings.csv", b",90,\xe3\x81\xbf", b",an hour,\xe3\x81\xbf")
    describe_anew(staged)


def checksum_wrong(staged: Path) -> None:
    replace(staged / "SHA256SUMS", sha256(staged / "README.md").encode(), b"0" * 64)


def readme_altered(staged: Path) -> None:
    replace(staged / "README.md", b"# gijiroku 1.0.0", b"# gijiroku 9.0.0")


def file_not_listed(staged: Path) -> None:
    (staged / "notes.txt").write_text("later", encoding="utf-8")


def listed_file_missing(staged: Path) -> None:
    (staged / "README.md").unlink()


def file_listed_no_more(staged: Path) -> None:
    sums = staged / "SHA256SUMS"
    lines = sums.read_bytes().splitlines(keepends=True)
    sums.write_bytes(b"".join(line for line in lines if b"README.md" not in line))


def size_wrong(staged: Path) -> None:
    change_descriptor(staged, lambda stated: stated["resources"][3].update(bytes=12))


def hash_wrong(staged: Path) -> None:
    change_descriptor(staged, lambda stated: stated["resources"][3].update(hash="sha256:12"))


def rows_hash_wrong(staged: Path) -> None:
    change_descriptor(staged, lambda stated: stated["resources"][2].update(rows_hash="sha256:12"))


def header_wrong(staged: Path) -> None:
    def swap(stated: dict[str, Any]) -> None:
        fields = stated["resources"][3]["schema"]["fields"]
        fields[0], fields[1] = fields[1], fields[0]

    change_descriptor(staged, swap)


def resource_not_described(staged: Path) -> None:
    # The last one, in which no CSV file is described.
    change_descriptor(staged, lambda stated: stated["resources"].pop())


def resource_that_is_not_there(staged: Path) -> None:
    change_descriptor(staged, lambda stated: stated["resources"][0].update(path="csv/votes.csv"))


def no_licences(staged: Path) -> None:
    change_descriptor(staged, lambda stated: stated.update(licenses=[]))


def no_sources(staged: Path) -> None:
    change_descriptor(staged, lambda stated: stated.pop("sources"), hash_anew=False)


def file_hidden_below(staged: Path) -> None:
    """A file of the name that is not listed at the top."""
    (staged / "csv/SHA256SUMS").write_text("later", encoding="utf-8")


def link_added(staged: Path) -> None:
    (staged / "later.csv").symlink_to("nowhere.csv")


def line_ended_otherwise(staged: Path) -> None:
    """With a vertical tab, which ends a line to Python, but not to sha256sum."""
    sums = staged / "SHA256SUMS"
    sums.write_bytes(sums.read_bytes().replace(b"\n", b"\v", 1))


def content_hash_wrong(staged: Path) -> None:
    change_descriptor(staged, lambda stated: stated.update(content_hash="0" * 64), hash_anew=False)


def corpus_hash_wrong(staged: Path) -> None:
    change_descriptor(staged, lambda stated: stated.update(corpus_hash="0" * 64))


def source_altered(staged: Path) -> None:
    """Another publisher, so that the content is not what its hash says."""
    change_descriptor(
        staged,
        lambda stated: stated["sources"][0].update(publisher="Made-up"),
        hash_anew=False,
    )


def column_not_defined(staged: Path) -> None:
    change_descriptor(
        staged, lambda stated: stated["resources"][3]["schema"]["fields"][4].pop("description_ja")
    )


def history_missing(staged: Path) -> None:
    change_descriptor(staged, lambda stated: stated.pop("history"))


def rewrite(staged: Path, table_name: str, table: pa.Table) -> None:
    pq.write_table(table, staged / f"parquet/{table_name}.parquet")
    describe_anew(staged)


def without_descriptions(staged: Path) -> None:
    table = pq.read_table(staged / "parquet/remarks.parquet")
    bare = [field.remove_metadata() for field in table.schema]
    rewrite(staged, "remarks", table.cast(pa.schema(bare, metadata=table.schema.metadata)))


def without_description_of_the_table(staged: Path) -> None:
    table = pq.read_table(staged / "parquet/remarks.parquet")
    rewrite(staged, "remarks", table.replace_schema_metadata(None))


def null_allowed(staged: Path) -> None:
    table = pq.read_table(staged / "parquet/remarks.parquet")
    lax = pa.schema([field.with_nullable(True) for field in table.schema], table.schema.metadata)
    rewrite(staged, "remarks", table.cast(lax))


def out_of_order(staged: Path) -> None:
    table = pq.read_table(staged / "parquet/meetings.parquet")
    file = staged / "csv/meetings.csv"
    header, *rows = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(header + b"".join(reversed(rows)))
    rewrite(staged, "meetings", table.take(list(range(table.num_rows))[::-1]))


def out_of_order_within_a_meeting(staged: Path) -> None:
    table = pq.read_table(staged / "parquet/remarks.parquet")
    file = staged / "csv/remarks.csv"
    header, first, second, *rest = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(header + second + first + b"".join(rest))
    rewrite(staged, "remarks", table.take([1, 0, *range(2, table.num_rows)]))


def status_altered(staged: Path) -> None:
    """Another status in both files, which no issue gives a reason for."""
    table = pq.read_table(staged / "parquet/documents.parquet")
    at = table.column_names.index("status")
    status = pa.array([*table["status"].to_pylist()[:-1], "partial"], pa.large_string())
    file = staged / "csv/documents.csv"
    before, after = file.read_bytes().rsplit(b"parsed", 1)
    file.write_bytes(before + b"partial" + after)
    rewrite(staged, "documents", table.set_column(at, table.schema.field(at), status))


def link_altered(staged: Path, column: str, value: str | None, table: str = "attendance") -> None:
    rows = pq.read_table(staged / f"parquet/{table}.parquet")
    place = rows.schema.get_field_index(column)
    values = [value, *rows[column].to_pylist()[1:]]
    altered = pa.array(values, rows.schema.field(place).type)
    changed = rows.set_column(place, rows.schema.field(place), altered)
    names = csv_names(RELEASE_TABLES[table])
    write_csv(
        staged / f"csv/{table}.csv", pl.DataFrame(pl.from_arrow(changed)).select(names), begin=True
    )
    rewrite(staged, table, changed)


def person_that_is_not_there(staged: Path) -> None:
    link_altered(staged, "person_id", "made-up-north/p/誰か")


def person_without_reason(staged: Path) -> None:
    link_altered(staged, "person_id", None)


def person_with_a_reason(staged: Path) -> None:
    link_altered(staged, "person_reason", "ambiguous")


def person_twice_in_a_meeting(staged: Path) -> None:
    link_altered(staged, "person_id", "made-up-north/p/坂本")


def remark_without_reason(staged: Path) -> None:
    link_altered(staged, "person_id", None, "remarks")


FAULTS: dict[str, list[Fault]] = {
    "release_links_hold": [
        person_that_is_not_there,
        person_without_reason,
        person_with_a_reason,
        person_twice_in_a_meeting,
        remark_without_reason,
    ],
    "release_csv_equals_parquet": [
        cell_altered,
        null_became_nought,
        minute_altered,
        row_missing,
        row_too_many,
        all_rows_missing,
        cell_not_of_its_type,
    ],
    "release_parquet_as_stated": [
        without_descriptions,
        without_description_of_the_table,
        null_allowed,
        out_of_order,
        out_of_order_within_a_meeting,
    ],
    "release_status_follows_issues": [status_altered],
    "release_metadata": [
        size_wrong,
        hash_wrong,
        rows_hash_wrong,
        header_wrong,
        resource_not_described,
        resource_that_is_not_there,
        no_licences,
        no_sources,
        content_hash_wrong,
        corpus_hash_wrong,
        source_altered,
    ],
    "release_machine_readable": [column_not_defined, history_missing],
    "release_checksums": [
        checksum_wrong,
        readme_altered,
        file_not_listed,
        listed_file_missing,
        file_listed_no_more,
        file_hidden_below,
        link_added,
    ],
}

BREAKING_RULES_TOO = {
    null_became_nought,
    cell_not_of_its_type,
    header_wrong,
    resource_that_is_not_there,
    # A row more or less is a blank more or less in the pages.
    row_missing,
    row_too_many,
}
"""Faults that fail the check of the rules for machine-readable data as well."""

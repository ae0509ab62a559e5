"""The government's rules for machine-readable data, applied to the CSV files.

行政データにおける機械可読性に関するルール (31 March 2026): one datum a cell, no line end inside a
record, blank and zero kept apart, unique alphanumeric headers in the first row, code tables
supplied, Western dates, long format, encoding and byte order mark stated, definitions and update
history.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.messages import message
from pipeline.release.files.paths import parquet_path
from pipeline.release.files.read_back import ONE_DATUM, WESTERN, ReadBack
from schemas import RELEASE_TABLES
from schemas.csv_files import csv_columns, csv_tables

HEADER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Csv:
    """A CSV file of a release, its description and its cells.

    `stated` is its resource in `datapackage.json`, `read` what was read back of the file.
    """

    release: Path
    stated: Mapping[str, Any]
    read: ReadBack

    @property
    def name(self) -> str:
        """The name of the table."""
        return str(self.stated["name"])

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The columns as `datapackage.json` describes them."""
        return list(self.stated["schema"]["fields"])

    @property
    def header(self) -> list[str]:
        """The cells of the first row."""
        return self.read.header

    def unlike(self, forms: Mapping[type[pl.DataType], str]) -> Iterator[tuple[str, str]]:
        """Yield columns of these types with their first cell of another form."""
        for column in csv_columns(RELEASE_TABLES[self.name]):
            if column.dtype.base_type() in forms and column.name in self.read.unlike:
                yield column.name, self.read.unlike[column.name]


def one_datum_a_cell(csv: Csv) -> Iterator[str]:
    """Find lists, in the types of columns and in cells."""
    for field in pq.read_schema(csv.release / parquet_path(csv.name)):
        if pa.types.is_nested(field.type):
            yield message("nested_column", column=field.name, type=field.type)
    for name, cell in csv.unlike(ONE_DATUM):
        yield message("not_one_datum", column=name, cell=cell)


def no_line_end_in_record(csv: Csv) -> Iterator[str]:
    """Find records of more than one line."""
    read = csv.read
    records = read.record_count + 1
    if not read.line_feeds == read.returns == records:
        yield message(
            "records_and_line_ends",
            records=records,
            line_feeds=read.line_feeds,
            returns=read.returns,
        )


def blank_is_not_nought(csv: Csv) -> Iterator[str]:
    """Find columns whose counts of blanks and zeros differ from the Parquet."""
    for name, written in csv.read.numbers.items():
        right = csv.read.numbers_of_parquet.get(name)
        if written != right:
            yield message("blanks_and_noughts", column=name, found=written, expected=right)


def header_in_first_row(csv: Csv) -> Iterator[str]:
    """Find headers that are repeated, not alphanumeric or not as described."""
    if csv.header != [field["name"] for field in csv.fields]:
        yield message("first_row_is", header=csv.header)
    if len(set(csv.header)) != len(csv.header):
        yield message("header_twice")
    for name in csv.header:
        if not HEADER.fullmatch(name):
            yield message("header_characters", name=repr(name))


def code_tables(csv: Csv) -> Iterator[str]:
    """Find coded columns without a code table, and codes missing from it."""
    fields = {field["name"]: field for field in csv.fields}
    for column in csv_columns(RELEASE_TABLES[csv.name]):
        if not column.vocabulary or column.name not in fields:
            continue
        codes = fields[column.name].get("categories")
        if not codes:
            yield message("no_code_table", column=column.name)
            continue
        for code in codes:
            if not all(str(code.get(part, "")).strip() for part in ("value", "label", "label_ja")):
                yield message("code_without_meaning", column=column.name, code=code)
        known = {code.get("value") for code in codes}
        for unknown in sorted(csv.read.codes.get(column.name, set()) - known):
            yield message("code_unknown", column=column.name, code=repr(unknown))


def western_dates(csv: Csv) -> Iterator[str]:
    """Find dates and times in another form than ISO 8601."""
    for name, cell in csv.unlike(WESTERN):
        yield message("not_western_date", column=name, cell=cell)


def long_format(csv: Csv) -> Iterator[str]:
    """Find columns that differ only in a number, as wide tables have."""
    patterns = {name: re.sub(r"[0-9]+", "#", name) for name in csv.header}
    wide = [name for name in patterns if list(patterns.values()).count(patterns[name]) > 1]
    if wide:
        yield message("wide_columns", columns=", ".join(wide))


def encoding_stated(csv: Csv) -> Iterator[str]:
    """Find an encoding or byte order mark not stated, or not used."""
    if csv.stated.get("encoding") != "utf-8" or csv.stated.get("byte_order_mark") is not True:
        yield message("encoding_not_stated")
    with (csv.release / str(csv.stated["path"])).open("rb") as file:
        if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            yield message("no_byte_order_mark")
    if csv.read.not_utf8:
        yield csv.read.not_utf8


def definitions(csv: Csv) -> Iterator[str]:
    """Find tables and columns without a definition in both languages."""
    for described in (csv.stated, *csv.fields):
        for language in ("description", "description_ja"):
            if not str(described.get(language, "")).strip():
                yield message("no_definition", name=described["name"], key=language)


RULES: tuple[Callable[[Csv], Iterator[str]], ...] = (
    one_datum_a_cell,
    no_line_end_in_record,
    blank_is_not_nought,
    header_in_first_row,
    code_tables,
    western_dates,
    long_format,
    definitions,
)
"""Rules for each CSV file whose encoding is as stated."""


def update_history(descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Find updates without version, time or reason, and an incomplete history."""
    history = descriptor.get("history") or [{}]
    for update in history:
        if not all(str(update.get(part, "")).strip() for part in ("version", "created", "reason")):
            yield message("update_lacks", update=update)
    if history[-1].get("version") != descriptor["version"]:
        yield message("history_end")


def broken_rules(release: Path, read: Mapping[str, ReadBack]) -> list[dict[str, str]]:
    """Return the rules that a staged release breaks, with file and reason.

    Parameters
    ----------
    read
        What was read back of the CSV files, by table.

    Raises
    ------
    OSError, ValueError, KeyError, pyarrow.ArrowException
        Where a file is missing or cannot be read.
    """
    descriptor = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    broken = [
        (stated["path"], rule, reason)
        for stated in descriptor["resources"]
        if stated["name"] in csv_tables()
        for rule, reason in _broken_by(Csv(release, stated, read[stated["name"]]))
    ]
    broken += [
        ("datapackage.json", "update_history", reason) for reason in update_history(descriptor)
    ]
    return [{"path": path, "reason": f"{rule}: {reason}"} for path, rule, reason in broken]


def _broken_by(csv: Csv) -> list[tuple[str, str]]:
    # Other rules cannot read a file of another encoding.
    unreadable = [(encoding_stated.__name__, reason) for reason in encoding_stated(csv)]
    return unreadable or [(rule.__name__, reason) for rule in RULES for reason in rule(csv)]

"""The government's rules for machine-readable data, asked of the CSV files of a release.

行政データにおける機械可読性に関するルール (31 March 2026): one datum a cell, no line end inside a
record, blank is not nought, unique alphanumeric headers in the first row, code tables supplied,
Western dates, long format, encoding and byte order mark stated, definitions and update history.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas import RELEASE_TABLES
from schemas.table import columns_of

HEADER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
ONE_DATUM = {"integer": r"^-?[0-9]+$", "boolean": r"^(true|false)$"}
"""What a cell with one datum looks like, by the type of the data package."""

WESTERN = {
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "datetime": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}$",
}
"""What a date or moment of the Western calendar looks like."""

BLOCK_BYTES = 1 << 20


@dataclass(frozen=True)
class Csv:
    """A CSV file of a release and what `datapackage.json` says of it."""

    release: Path
    stated: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Name of the table."""
        return str(self.stated["name"])

    @property
    def file(self) -> Path:
        """The file."""
        return self.release / str(self.stated["path"])

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The columns as they are described."""
        return list(self.stated["schema"]["fields"])

    @property
    def parquet(self) -> Path:
        """The Parquet file with the same rows."""
        return self.release / f"parquet/{self.name}.parquet"

    @cached_property
    def header(self) -> list[str]:
        """The cells of the first row."""
        with self.file.open("rb") as file:
            first = file.readline().removeprefix(codecs.BOM_UTF8)
        return first.decode("utf-8", "replace").rstrip("\r\n").split(",")

    @cached_property
    def cells(self) -> pl.DataFrame:
        """The columns that are no free text, every cell as it stands there."""
        typed = [
            field["name"]
            for field in self.fields
            if field["type"] != "string" or "categories" in field
        ]
        rows = pl.scan_csv(self.file, infer_schema=False)
        return rows.select(name for name in typed if name in self.header).collect()

    def unlike(self, patterns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Columns of a type with cells that do not have its form, and the first such cell."""
        for field in self.fields:
            name = field["name"]
            if field["type"] not in patterns or name not in self.cells.columns:
                continue
            cells = self.cells[name]
            wrong = cells.filter(~cells.str.contains(patterns[field["type"]]))
            if wrong.len():
                yield name, str(wrong[0])


def one_datum_a_cell(csv: Csv) -> Iterator[str]:
    """No lists: neither in the types, nor written into a cell."""
    for field in pq.read_schema(csv.parquet):
        if pa.types.is_nested(field.type):
            yield f"{field.name} is of type {field.type}"
    for name, cell in csv.unlike(ONE_DATUM):
        yield f"{name} has a cell that is not one number or truth value: {cell}"


def no_line_end_in_record(csv: Csv) -> Iterator[str]:
    """A record a line."""
    line_feeds = returns = 0
    with csv.file.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            line_feeds += block.count(b"\n")
            returns += block.count(b"\r")
    records = pl.scan_csv(csv.file, infer_schema=False).select(pl.len()).collect().item() + 1
    if not line_feeds == returns == records:
        yield f"{records} records with the header, {line_feeds} line feeds, {returns} returns"


def blank_is_not_nought(csv: Csv) -> Iterator[str]:
    """As many blanks and noughts in the numbers as the data have."""
    numbers = [field["name"] for field in csv.fields if field["type"] == "integer"]
    present = [name for name in numbers if name in csv.cells.columns]
    rows = pl.read_parquet(csv.parquet, columns=present)
    for name in present:
        cells, values = csv.cells[name], rows[name]
        written = cells.null_count(), int((cells == "0").sum())
        meant = values.null_count(), int((values == 0).sum())
        if written != meant:
            yield f"{name}: blanks and noughts are {written}, and should be {meant}"


def header_in_first_row(csv: Csv) -> Iterator[str]:
    """Unique, alphanumeric, and those that are described."""
    if csv.header != [field["name"] for field in csv.fields]:
        yield f"the first row is {csv.header}"
    if len(set(csv.header)) != len(csv.header):
        yield "a header stands there twice"
    for name in csv.header:
        if not HEADER.fullmatch(name):
            yield f"header {name!r} is not of letters, digits and underscores"


def code_tables(csv: Csv) -> Iterator[str]:
    """Every coded column has a table of its codes with their meaning, and no other codes."""
    fields = {field["name"]: field for field in csv.fields}
    for column in columns_of(RELEASE_TABLES[csv.name]):
        if not column.vocabulary or column.name not in fields:
            continue
        codes = fields[column.name].get("categories")
        if not codes:
            yield f"{column.name} has no code table"
            continue
        for code in codes:
            if not all(str(code.get(part, "")).strip() for part in ("value", "label", "label_ja")):
                yield f"{column.name}: a code has no meaning in both languages: {code}"
        if column.name not in csv.cells.columns:
            continue
        cells = csv.cells[column.name].drop_nulls()
        unknown = cells.filter(~cells.is_in([code.get("value") for code in codes]))
        if unknown.len():
            yield f"{column.name}: the code table does not have {unknown[0]!r}"


def western_dates(csv: Csv) -> Iterator[str]:
    """Dates and moments of the Western calendar, as ISO 8601 writes them."""
    for name, cell in csv.unlike(WESTERN):
        yield f"{name} has a cell that is no such date: {cell}"


def long_format(csv: Csv) -> Iterator[str]:
    """No columns that differ in a number only, such as the years of a wide table."""
    patterns = {name: re.sub(r"[0-9]+", "#", name) for name in csv.header}
    wide = [name for name in patterns if list(patterns.values()).count(patterns[name]) > 1]
    if wide:
        yield f"columns differ in a number only: {', '.join(wide)}"


def encoding_stated(csv: Csv) -> Iterator[str]:
    """The encoding and the byte order mark are stated, and are so."""
    if csv.stated.get("encoding") != "utf-8" or csv.stated.get("byte_order_mark") is not True:
        yield "UTF-8 with a byte order mark is not stated"
    decoder = codecs.getincrementaldecoder("utf-8")()
    with csv.file.open("rb") as file:
        if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            yield "no byte order mark"
        try:
            while block := file.read(BLOCK_BYTES):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            yield f"not UTF-8: {error}"


def definitions(csv: Csv) -> Iterator[str]:
    """The table and every column are defined in both languages."""
    for described in (csv.stated, *csv.fields):
        for language in ("description", "description_ja"):
            if not str(described.get(language, "")).strip():
                yield f"{described['name']} has no {language}"


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
"""What is asked of every CSV file whose encoding is as stated."""


def update_history(descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Every version up to this one is stated, with its time and reason."""
    history = descriptor.get("history") or [{}]
    for update in history:
        if not all(str(update.get(part, "")).strip() for part in ("version", "created", "reason")):
            yield f"an update without version, time or reason: {update}"
    if history[-1].get("version") != descriptor["version"]:
        yield "the history does not end with this version"


def broken_rules(release: Path) -> list[dict[str, str]]:
    """The rules that a staged release breaks: file, rule and what is wrong.

    Raises
    ------
    OSError, ValueError, KeyError, polars.exceptions.PolarsError
        Where a file is missing or cannot be read.
    """
    descriptor = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    tables = [
        Csv(release, each) for each in descriptor["resources"] if each["name"] in RELEASE_TABLES
    ]
    broken = [
        (table.stated["path"], rule, reason)
        for table in tables
        for rule, reason in _broken_by(table)
    ]
    broken += [
        ("datapackage.json", "update_history", reason) for reason in update_history(descriptor)
    ]
    return [{"path": path, "reason": f"{rule}: {reason}"} for path, rule, reason in broken]


def _broken_by(csv: Csv) -> list[tuple[str, str]]:
    # What is of another encoding cannot be read any further.
    unreadable = [(encoding_stated.__name__, reason) for reason in encoding_stated(csv)]
    return unreadable or [(rule.__name__, reason) for rule in RULES for reason in rule(csv)]

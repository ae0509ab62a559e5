"""The government's rules for machine-readable data, asked of the CSV files of a release.

行政データにおける機械可読性に関するルール (31 March 2026): one datum a cell, no line end inside a
record, blank is not nought, unique alphanumeric headers in the first row, code tables supplied,
Western dates, long format, encoding and byte order mark stated, definitions and update history.
"""

from __future__ import annotations

import codecs
import json
import re
import struct
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
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
    def told(self) -> dict[str, Any]:
        """What is asked of the cells, in one pass that keeps none of them.

        `records`, and by column `blanks/`, `noughts/` (of integers), `unlike/` (the first cell that
        has not the form of its type) and `uncoded/` (the first that the code table does not have).
        """
        asked = {"records": pl.len()}
        for field in self.fields:
            name, cell = field["name"], pl.col(field["name"])
            if name not in self.header:
                continue
            if pattern := (ONE_DATUM | WESTERN).get(field["type"]):
                asked[f"unlike/{name}"] = cell.filter(~cell.str.contains(pattern)).first()
            if field["type"] == "integer":
                asked[f"blanks/{name}"] = cell.null_count()
                asked[f"noughts/{name}"] = (cell == "0").sum()
            if "categories" in field:
                codes = [code.get("value") for code in field["categories"]]
                asked[f"uncoded/{name}"] = cell.filter(~cell.is_in(codes)).first()
        rows = pl.scan_csv(self.file, infer_schema=False).select(**asked)
        return rows.collect(engine="streaming").row(0, named=True)

    def unlike(self, patterns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Columns of a type with cells that do not have its form, and the first such cell."""
        for field in self.fields:
            cell = self.told.get(f"unlike/{field['name']}")
            if field["type"] in patterns and cell is not None:
                yield field["name"], cell


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
    records = csv.told["records"] + 1
    if not line_feeds == returns == records:
        yield f"{records} records with the header, {line_feeds} line feeds, {returns} returns"


def blank_is_not_nought(csv: Csv) -> Iterator[str]:
    """As many blanks and noughts in the numbers as the data have."""
    numbers = [name for name in csv.header if f"noughts/{name}" in csv.told]
    if not numbers:
        return
    values = pl.scan_parquet(csv.parquet).select(
        *(pl.col(name).null_count().alias(f"blanks/{name}") for name in numbers),
        *((pl.col(name) == 0).sum().alias(f"noughts/{name}") for name in numbers),
    )
    meant = values.collect(engine="streaming").row(0, named=True)
    for name in numbers:
        keys = f"blanks/{name}", f"noughts/{name}"
        written, right = (tuple(side[key] for key in keys) for side in (csv.told, meant))
        if written != right:
            yield f"{name}: blanks and noughts are {written}, and should be {right}"


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
        unknown = csv.told.get(f"uncoded/{column.name}")
        if unknown is not None:
            yield f"{column.name}: the code table does not have {unknown!r}"


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
    with csv.file.open("rb") as file:
        if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            yield "no byte order mark"
    # As one text of Arrow, which the interpreter's lock does not hold up.
    with pa.memory_map(str(csv.file)) as file:
        content = file.read_buffer()
        bounds = pa.py_buffer(struct.pack("=qq", 0, content.size))
        text = pa.Array.from_buffers(pa.large_string(), 1, [None, bounds, content])
        try:
            text.validate(full=True)
        except pa.ArrowInvalid as error:
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
    with ThreadPoolExecutor() as threads:
        broken = [
            (table.stated["path"], rule, reason)
            for table, found in zip(tables, threads.map(_broken_by, tables), strict=True)
            for rule, reason in found
        ]
    broken += [
        ("datapackage.json", "update_history", reason) for reason in update_history(descriptor)
    ]
    return [{"path": path, "reason": f"{rule}: {reason}"} for path, rule, reason in broken]


def _broken_by(csv: Csv) -> list[tuple[str, str]]:
    # What is of another encoding cannot be read any further.
    unreadable = [(encoding_stated.__name__, reason) for reason in encoding_stated(csv)]
    return unreadable or [(rule.__name__, reason) for rule in RULES for reason in rule(csv)]

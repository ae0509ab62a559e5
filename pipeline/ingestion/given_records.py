"""Given records: the `records.csv` of a collection, in which its publisher gives what records omit.

Bad input loses its value or its row, and nothing else; each loss is a fault with its line.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipeline.fields.given_values import READ, Value
from pipeline.files.csv_rows import CsvRow, rows_of
from pipeline.files.regular_files import IrregularFileError, OversizedFileError, regular_bytes
from pipeline.ingestion.collection import MAX_VALUE_CHARACTERS, RECORDS_FILE
from pipeline.ingestion.decoding import UndecodableError, decode
from pipeline.ingestion.source_files import Fault
from pipeline.messages import Message, MessageError, message
from schemas.given_records import GivenRecords
from schemas.table import polars_schema
from schemas.vocabulary import RecordKind, Severity

MAX_RECORDS_BYTES = 1 << 24
"""Largest `records.csv`."""

COLUMNS = tuple(polars_schema(GivenRecords))
KEY = "path"


class Given(NamedTuple):
    """What `records.csv` gives: rows of `GivenRecords`, and what of it is lost and why."""

    records: pl.DataFrame
    faults: list[Fault]


class _UnreadableError(MessageError, ValueError):
    """The file as a whole cannot be used; `line` is where, if it is known."""

    def __init__(self, reason: Message, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


def read_given(folder: Path, paths: Collection[str]) -> Given:
    """Read the `records.csv` of a collection; there need be none.

    Parameters
    ----------
    paths
        The records of the collection, by their paths in `folder`.
    """
    faults: list[Fault] = []
    rows: dict[str, dict[str, Value]] = {}
    try:
        content = _content(folder)
        if content is not None:
            rows = dict(_records(_text(content), _by_form(paths), faults))
    except _UnreadableError as error:
        faults.append(Fault("given_readable", error.reason, error.line))
    schema = polars_schema(GivenRecords)
    records = [{name: row.get(name) for name in schema} for row in rows.values()]
    return Given(pl.DataFrame(records, schema=schema).sort(KEY), faults)


def given_digest(folder: Path) -> str:
    """SHA-256 of `records.csv`; why, where it cannot be read; empty for none."""
    try:
        content = _content(folder)
    except _UnreadableError as error:
        return error.reason.en
    return "" if content is None else hashlib.sha256(content).hexdigest()


def _content(folder: Path) -> bytes | None:
    """The bytes of the file; None where there is none.

    Raises
    ------
    _UnreadableError
        Where it is not a regular file of moderate size that can be read.
    """
    file = folder / RECORDS_FILE
    try:
        return regular_bytes(file, MAX_RECORDS_BYTES)
    except FileNotFoundError:
        return None
    except IrregularFileError as error:
        reason = message("given_not_file", file=file.name, kind=error.kind)
    except OversizedFileError as error:
        limit = MAX_RECORDS_BYTES
        reason = message("given_too_large", file=file.name, size=error.size, limit=limit)
    except OSError as error:
        reason = message("given_unreadable", file=file.name, reason=error.strerror or error)
    raise _UnreadableError(reason)


def _text(content: bytes) -> str:
    try:
        return decode(content).text
    except UndecodableError as error:
        reason = message("given_undecodable", file=RECORDS_FILE, reason=error.reason)
        raise _UnreadableError(reason, error.line) from error


def _records(
    text: str, known: dict[str, str], faults: list[Fault]
) -> Iterator[tuple[str, dict[str, Value]]]:
    """The valid rows by their paths; what is lost is added to `faults`.

    Raises
    ------
    _UnreadableError
        Where the header names no column `path`.
    """
    rows = rows_of(text)
    header = next(rows, None)
    columns = _columns(header, faults)
    first_lines: dict[str, int] = {}
    for row in rows:
        cells = _cells(row, columns, faults)
        if cells is None:
            continue
        stated = cells.pop(KEY, "")
        path = known.get(_form(stated))
        if path is None:
            name = "given_path_unknown" if stated else "given_path_missing"
            reason = message(name, file=RECORDS_FILE, line=row.line, path=_shown(stated))
            faults.append(Fault("given_paths_known", reason, row.line))
            continue
        if path in first_lines:
            reason = message(
                "given_twice",
                file=RECORDS_FILE,
                line=row.line,
                path=path,
                first=first_lines[path],
            )
            faults.append(Fault("given_paths_known", reason, row.line))
            continue
        first_lines[path] = row.line
        record: dict[str, Value] = {KEY: path}
        for name, cell in cells.items():
            read, allowed = READ[name]
            value = read(cell)
            if value is not None:
                record[name] = value
                continue
            reason = message(
                "given_not_valid",
                file=RECORDS_FILE,
                line=row.line,
                path=path,
                column=name,
                value=_shown(cell),
                allowed=message(allowed, kinds=", ".join(RecordKind.values())),
            )
            faults.append(Fault("given_values_valid", reason, row.line))
        yield path, record


def _columns(header: CsvRow | None, faults: list[Fault]) -> list[str | None]:
    """The column of each cell; None for one that is not used."""
    if header is None or header.cells is None:
        line = header.line if header else None
        raise _UnreadableError(
            message("given_no_header", file=RECORDS_FILE, columns=", ".join(COLUMNS)), line
        )
    names = [unicodedata.normalize("NFKC", cell).strip().lower() for cell in header.cells]
    while names and not names[-1]:
        # A spreadsheet writes cells that nobody filled.
        names.pop()
    if names.count(KEY) != 1:
        raise _UnreadableError(
            message("given_no_path", file=RECORDS_FILE, columns=", ".join(COLUMNS)), header.line
        )
    for name in dict.fromkeys(names):
        if name in COLUMNS and names.count(name) == 1:
            continue
        is_known = name in COLUMNS
        reason = message(
            "given_column_repeated" if is_known else "given_column_unknown",
            file=RECORDS_FILE,
            line=header.line,
            column=_shown(name),
            columns=", ".join(COLUMNS),
        )
        faults.append(
            Fault("given_columns_once", reason, header.line)
            if is_known
            else Fault("given_columns_known", reason, header.line, Severity.WARN)
        )
    return [name if name in COLUMNS and names.count(name) == 1 else None for name in names]


def _cells(row: CsvRow, columns: list[str | None], faults: list[Fault]) -> dict[str, str] | None:
    """What is in the used columns of a row, without blanks at the ends; None for a broken row."""
    if row.cells is None:
        reason = message("given_row_broken", file=RECORDS_FILE, line=row.line)
    elif any(cell.strip() for cell in row.cells[len(columns) :]):
        reason = message(
            "given_row_long",
            file=RECORDS_FILE,
            line=row.line,
            count=len(row.cells),
            expected=len(columns),
        )
    else:
        # A row may be shorter than the header.
        stated = zip(columns, row.cells, strict=False)
        return {name: cell.strip() for name, cell in stated if name and cell.strip()}
    faults.append(Fault("given_rows_read", reason, row.line))
    return None


def _by_form(paths: Collection[str]) -> dict[str, str]:
    """The records by the form of their paths; two that look the same stay as they are."""
    forms: dict[str, list[str]] = {}
    for path in paths:
        forms.setdefault(_form(path), []).append(path)
    return {form: found[0] for form, found in forms.items() if len(found) == 1} | {
        path: path for found in forms.values() if len(found) > 1 for path in found
    }


def _form(path: str) -> str:
    """A path with one form of each character: macOS writes が in two."""
    return unicodedata.normalize("NFC", path.removeprefix("./"))


def _shown(value: str) -> str:
    cut = len(value) > MAX_VALUE_CHARACTERS
    return value[:MAX_VALUE_CHARACTERS] + "…" if cut else value

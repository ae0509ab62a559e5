"""Truth of records in observed shapes, as one frame.

    <folder>/gold.jsonl and <folder>/corpus/<collection>/<record>.txt

`quality/README.md` describes a line of `gold.jsonl`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.evaluation.gold import GoldError
from pipeline.messages import message

TRUTH_FILE = "gold.jsonl"
CORPUS = "corpus"

FORMS = ("clean", "nav", "flat", "shred")
"""Forms of the text in display order; others follow them."""

TRUTH: dict[str, pl.DataType] = {
    "id": pl.String(),
    "form": pl.String(),
    "meetings": pl.Int64(),
    "date": pl.String(),
    "start": pl.String(),
    "end": pl.String(),
    "round": pl.List(pl.Int64()),
    "venue": pl.String(),
    "names": pl.List(pl.String()),
    "names_neutral": pl.List(pl.String()),
    "speeches": pl.List(pl.List(pl.String())),
}
"""Required keys of a line, which may have others, such as notes."""


def read_truth(folder: Path) -> pl.DataFrame:
    """Read the truth of a folder, one row a record.

    Returns
    -------
    pl.DataFrame
        The columns of `TRUTH`; `id` is named `record`.

    Raises
    ------
    GoldError
        Where the folder or a record is missing, or a line has another format.
    """
    file = folder / TRUTH_FILE
    if not file.is_file():
        raise GoldError(message("observed_missing", file=file))
    lines = file.read_text(encoding="utf-8").splitlines()
    if not lines:
        raise GoldError(message("observed_empty", file=file))
    rows = [_row(folder, file, at, line) for at, line in enumerate(lines, start=1)]
    try:
        return pl.DataFrame(rows, schema=TRUTH, strict=True).rename({"id": "record"})
    except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
        raise GoldError(message("observed_type", file=file, reason=error)) from error


def _row(folder: Path, file: Path, at: int, line: str) -> dict[str, Any]:
    try:
        stated = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(message("observed_json", file=file, line=at, reason=error)) from error
    missing = TRUTH.keys() - stated.keys()
    if missing:
        names = ", ".join(sorted(missing))
        raise GoldError(message("observed_keys", file=file, line=at, missing=names))
    record = folder / CORPUS / f"{stated['id']}.txt"
    if not record.is_file():
        raise GoldError(message("observed_record", file=file, line=at, record=record))
    return {name: stated[name] for name in TRUTH}

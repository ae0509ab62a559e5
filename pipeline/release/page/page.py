"""`index.html` of a release; the same files give the same page."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import polars as pl
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.release.page.changes import changes
from pipeline.release.page.contents import downloads, sources, tables, web_address
from pipeline.release.page.documents import documents
from pipeline.release.page.figures import figures
from pipeline.release.page.quality import issues, measured
from schemas import RELEASE_TABLES
from schemas.csv_files import csv_columns, not_in_csv
from schemas.table import columns_of, description, primary_key

PAGE = "index.html"
LATER = {PAGE, "SHA256SUMS"}


def write_page(folder: Path) -> None:
    """Write `index.html` into the folder of a release.

    Parameters
    ----------
    folder
        A release with all its files: `datapackage.json`, `parquet/`, and optionally `quality.json`
        and `parquet/changes.parquet`. `SHA256SUMS` covers the page and is written after it.
    """
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    parquet = folder / "parquet"
    template = _environment().get_template("template.html")
    page = template.render(
        release=descriptor,
        tables=tables(descriptor["row_counts"]),
        sources=sources(descriptor, parquet),
        documents=documents(parquet),
        measured=measured(folder),
        issues=issues(parquet),
        changes=changes(parquet),
        figures=figures(parquet),
        dictionary=RELEASE_TABLES,
        downloads=downloads(descriptor, folder, LATER),
    )
    (folder / PAGE).write_bytes(page.encode())


@cache
def _environment() -> Environment:
    """Return the environment of the templates, which are compiled once."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        columns_of=columns_of,
        csv_columns=csv_columns,
        not_in_csv=not_in_csv,
        description=description,
        primary_key=primary_key,
        type_name=_type_name,
        web_address=web_address,
    )
    return environment


def _type_name(dtype: pl.DataType) -> str:
    zone = getattr(dtype, "time_zone", None)
    return f"{dtype.base_type()} ({zone})" if zone else str(dtype)

"""What the README of a release says of its CSV files, run as it stands there."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipeline.release.files.csv import write_csv
from pipeline.release.metadata.readme_csv import csv_section

VALUES = [
    "雲の話。\n霧の話。",
    "一\r\n二",
    r"印は\nの二文字",
    r"C:\\雲",
    "\\",
    '"虹", 霧',
    "0",
    "=SUM(A1)",
]


@pytest.fixture
def readme(published: Path) -> str:
    return (published / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def beside(tmp_path: Path, table_of: Callable[..., pl.DataFrame]) -> pl.DataFrame:
    """Remarks whose texts are `VALUES`, in `csv/remarks.csv` of the present folder."""
    rows = table_of(
        "remarks",
        *({"remark_id": f"made-up/{place}", "text": text} for place, text in enumerate(VALUES)),
    )
    (tmp_path / "csv").mkdir()
    write_csv(tmp_path / "csv/remarks.csv", rows, begin=True)
    return rows


def block(readme: str, language: str, mark: str) -> str:
    found = re.findall(rf"^```{language}\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    (code,) = [each for each in found if mark in each]
    return str(code)


def test_the_snippet_for_python(
    readme: str, beside: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(block(readme, "python", "csv.DictReader"), names)
    assert [row["text"] for row in names["rows"]] == VALUES
    assert (names["rows"][0]["remark_id"], names["rows"][0]["page_start"]) == ("made-up/0", None)
    # And why it opens the file as it does.
    with Path("csv/remarks.csv").open(encoding="utf-8", newline="") as file:
        assert "\ufeffremark_id" in next(csv.DictReader(file))


def test_the_snippet_for_duckdb(
    readme: str, beside: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as connection:
        found = connection.sql(block(readme, "sql", "read_csv"))
        assert found.columns == ["remark_id", "text"]
        assert [text for _, text in found.fetchall()] == VALUES


def test_the_snippet_for_polars(
    readme: str, beside: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    imports, _, expression = block(readme, "python", "replace_many").partition("\n\n")
    names: dict[str, Any] = {}
    exec(imports, names)
    rows = eval(expression, names)
    assert rows["text"].to_list() == VALUES
    assert rows.columns == beside.columns
    assert rows["page_start"].null_count() == len(VALUES)


def test_it_says_what_is_in_parquet_alone(readme: str) -> None:
    alone = "`blocks`, `sentences`, `tokens`, `documents.text`, `remarks.text_normalized`"
    assert f"In `parquet/` alone: {alone}." in readme
    assert f"`parquet/` にだけあるもの: {alone}。" in readme


def test_it_stands_in_the_readme_as_it_is_written(readme: str) -> None:
    section = csv_section()
    assert section[:2] == ["## CSV", ""]
    assert section[-1] == ""
    assert "\n".join(section) in readme
    assert readme.count("## CSV") == 1
    # Fences of code are closed, and no line of the section breaks.
    assert sum(line.startswith("```") for line in section) == 6
    assert not [line for line in section if "\n" in line]

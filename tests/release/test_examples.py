"""The examples of the READMEs, taken out of them and run on a release."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from tests.release.conftest import ROOT

JOINED = ["date", "speaker_text", "text"]
SEED = "sti-regional-revitalization-task-force"


@pytest.fixture
def beside(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The present folder, in which `outputs/latest` is the release."""
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs/latest").symlink_to(release.resolve())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def blocks(file: Path, language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```$", file.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )


def the_block(file: Path, language: str, mark: str) -> str:
    (found,) = [block for block in blocks(file, language) if mark in block]
    return found


def value_of(code: str) -> Any:
    """Run a block of Python, and return what its last line stands for."""
    *statements, last = ast.parse(code).body
    assert isinstance(last, ast.Expr)
    names: dict[str, Any] = {}
    exec(compile(ast.Module(statements, []), "README", "exec"), names)
    return eval(compile(ast.Expression(last.value), "README", "eval"), names)


def rows_in(release: Path, name: str) -> int:
    return int(pq.read_metadata(release / f"parquet/{name}.parquet").num_rows)


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_the_example_for_polars(beside: Path, release: Path, readme: str) -> None:
    found = value_of(the_block(ROOT / readme, "python", "import polars"))
    assert found.schema == {"date": pl.Date, "speaker_text": pl.String, "text": pl.String}
    assert found.height == rows_in(release, "remarks")
    assert found["text"].null_count() == 0


def test_the_example_for_duckdb(beside: Path, release: Path) -> None:
    with duckdb.connect() as connection:
        found = connection.sql(the_block(ROOT / "README.md", "sql", "DuckDB"))
        assert found.columns == ["date", "name_text", "position", "affiliation"]
        assert [str(each) for each in found.types] == ["DATE", "VARCHAR", "VARCHAR", "VARCHAR"]
        assert len(found.fetchall()) == rows_in(release, "attendance")


def test_the_example_for_pandas(beside: Path, release: Path) -> None:
    found = value_of(the_block(ROOT / "README.md", "python", "import pandas"))
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == {
        "date": "date32[day][pyarrow]",
        "starts_at": "timestamp[us, tz=Asia/Tokyo][pyarrow]",
        "session": "int32[pyarrow]",
        "venue": "large_string[pyarrow]",
    }
    assert len(found) == rows_in(release, "meetings")


def test_the_example_for_r_names_files_and_columns_that_are_there(
    beside: Path, release: Path
) -> None:
    code = the_block(ROOT / "README.md", "r", "library(arrow)")
    files = dict(re.findall(r'^(\w+) <- read_parquet\("([^"]+)"\)', code, re.MULTILINE))
    assert set(files) == {"remarks", "meetings"}
    left, right = (set(pq.read_schema(beside / files[name]).names) for name in files)
    (key,) = re.findall(r'by = "(\w+)"', code)
    assert key in left & right
    (selected,) = re.findall(r"select\(([^)]+)\)", code)
    # What both sides have gets another name, unless they are joined by it.
    assert set(selected.split(", ")) <= (left ^ right) | {key}


def test_every_block_of_the_readme_is_tested() -> None:
    readme = ROOT / "README.md"
    assert [len(blocks(readme, language)) for language in ("python", "sql", "r")] == [2, 2, 1]
    assert len(blocks(ROOT / "README.ja.md", "python")) == 1


def test_the_examples_beside_the_data(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(release)
    readme = Path("README.md")
    assert value_of(the_block(readme, "python", "read_parquet")).height == rows_in(
        release, "remarks"
    )
    with duckdb.connect() as connection:
        found = connection.sql(the_block(readme, "sql", "DuckDB"))
        assert len(found.fetchall()) == rows_in(release, "remarks")


@pytest.fixture
def fields(release: Path) -> Callable[[], Iterator[tuple[str, dict[str, Any]]]]:
    """Every column as `datapackage.json` describes it, with the name of its table."""
    descriptor = json.loads((release / "datapackage.json").read_bytes())

    def each() -> Iterator[tuple[str, dict[str, Any]]]:
        for resource in descriptor["resources"]:
            for field in resource.get("schema", {}).get("fields", []):
                yield resource["name"].removesuffix("-parquet"), field

    return each


def test_closed_values_arrive_as_enumerations(
    release: Path, fields: Callable[[], Iterator[tuple[str, dict[str, Any]]]]
) -> None:
    coded = [(table, field) for table, field in fields() if "categories" in field]
    assert len(coded) >= 11
    for table, field in coded:
        values = pl.Enum([category["value"] for category in field["categories"]])
        column = pl.read_parquet(release / f"parquet/{table}.parquet")[field["name"]]
        assert column.cast(values).null_count() == column.null_count()
    # Of the CSV file and of the Parquet file, which has a column more.
    kind, _ = [field for table, field in coded if (table, field["name"]) == ("remarks", "kind")]
    labels = {category["value"]: category["label_ja"] for category in kind["categories"]}
    assert labels["remark"] == "発言"


def test_descriptions_arrive_with_the_columns(
    release: Path, fields: Callable[[], Iterator[tuple[str, dict[str, Any]]]]
) -> None:
    for table, field in fields():
        metadata = (
            pq.read_schema(release / f"parquet/{table}.parquet").field(field["name"]).metadata
        )
        assert metadata[b"description"].decode() == field["description"]
        assert metadata[b"description_ja"].decode() == field["description_ja"]


def test_the_hour_is_that_of_japan_in_every_reader(release: Path) -> None:
    file = release / "parquet/meetings.parquet"
    of_seed = pl.col("collection_id") == SEED
    by_polars = pl.read_parquet(file).filter(of_seed).sort("date")["starts_at"].dt.hour().to_list()
    frame = pd.read_parquet(file, dtype_backend="pyarrow")
    by_pandas = (
        frame[frame["collection_id"] == SEED].sort_values("date")["starts_at"].dt.hour.tolist()
    )
    assert by_polars == by_pandas == [10, 10, 13]

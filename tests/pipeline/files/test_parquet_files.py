from __future__ import annotations

import ast
from pathlib import Path

import polars as pl
import pytest

from pipeline.files.parquet_files import read_parquet, scan_parquet

ROOT = Path(__file__).parents[3]
READERS = {"read_parquet", "scan_parquet", "read_csv", "scan_csv", "read_ndjson", "scan_ndjson"}

# Each beside the name that it would match if it were a pattern, where it would be one.
NAMES = [
    ("a[1]", "a1"),
    ("a*", "ab"),
    ("a?", "ab"),
    ("[!a]", "b"),
    ("{a,b}", "a"),
    ("**", "a"),
    ("key=value", "a"),
    ("a%20b", "a b"),
    ("~", "a"),
    ("~root", "a"),
    ("a\nb", "a b"),
    ("s3:", "s3"),
    ("議事録＊", "議事録"),
]


@pytest.mark.parametrize(("name", "other"), NAMES)
def test_a_path_means_itself(
    tmp_path: Path, name: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder, value in ((name, 1), (other, 2)):
        (tmp_path / folder).mkdir()
        pl.DataFrame({"value": [value]}).write_parquet(tmp_path / folder / "rows.parquet")
    for file in (tmp_path / name / "rows.parquet", Path(name) / "rows.parquet"):
        assert scan_parquet(file).collect().to_dicts() == [{"value": 1}]
        assert read_parquet(file, file).to_dicts() == [{"value": 1}, {"value": 1}]
        assert read_parquet(file, columns=["value"]).to_dicts() == [{"value": 1}]


def test_no_file_is_read_by_a_pattern() -> None:
    with pytest.raises(FileNotFoundError):
        read_parquet(Path("there", "is", "none.parquet"))


def test_nobody_reads_files_with_polars_itself() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for package in ("schemas", "pipeline", "assets")
        for file in (ROOT / package).rglob("*.py")
        if file.name != "parquet_files.py"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in READERS
        and isinstance(node.value, ast.Name)
        and node.value.id == "pl"
    ]
    assert found == []

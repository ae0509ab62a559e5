"""Imports run one way: schemas <- pipeline <- assets."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"schemas", "pipeline", "assets", "tests", "bench"}
ALLOWED = {"schemas": {"schemas"}, "pipeline": {"schemas", "pipeline"}}
FORBIDDEN = {"dagster", "dagster_webserver"}

SOURCES = [path for package in ALLOWED for path in sorted((ROOT / package).rglob("*.py"))]


def imported(source: str, package: str) -> set[str]:
    """The top-level packages that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(package if node.level else str(node.module).partition(".")[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            names.update(
                str(part.value).partition(".")[0]
                for part in node.args
                if isinstance(part, ast.Constant)
            )
    return names


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_stands_before_it(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    found = imported(path.read_text(encoding="utf-8"), package)
    assert found & OURS <= ALLOWED[package]
    assert not found & FORBIDDEN


def test_both_packages_are_looked_at() -> None:
    looked_at = {path.relative_to(ROOT).parts[0] for path in SOURCES}
    assert looked_at == {"schemas", "pipeline"}
    assert ROOT / "schemas" / "table.py" in SOURCES
    assert ROOT / "pipeline" / "checks" / "check.py" in SOURCES


def test_imports_of_every_form_are_seen() -> None:
    source = """
import dagster.core as core, json
from assets.jobs import job
from . import sibling
def later():
    import tests.conftest
    import_module("bench.corpus")
"""
    assert imported(source, "pipeline") == {
        "dagster",
        "json",
        "assets",
        "pipeline",
        "tests",
        "bench",
    }

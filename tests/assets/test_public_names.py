"""Of Dagster, and of any other library, the assets use what is public."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from assets.instance import FORMER, INSTANCE_YAML

ASSETS = Path(__file__).parents[2] / "assets"
FILES = sorted(ASSETS.rglob("*.py"))
OF_ITSELF = {"self", "cls"}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def private_names(source: str) -> list[str]:
    """What is private of a module that is imported, or of an object that is not one's own."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = [*node.module.split("."), *(alias.name for alias in node.names)]
            found += [node.module for part in parts if is_private(part)]
        elif isinstance(node, ast.Import):
            found += [
                alias.name for alias in node.names if any(map(is_private, alias.name.split(".")))
            ]
        elif isinstance(node, ast.Attribute) and is_private(node.attr):
            is_own = isinstance(node.value, ast.Name) and node.value.id in OF_ITSELF
            found += [] if is_own else [node.attr]
    return found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from dagster._core.storage import runs", ["dagster._core.storage"]),
        ("from dagster import _check", ["dagster"]),
        ("import dagster._core", ["dagster._core"]),
        ("instance._event_storage.wipe()", ["_event_storage"]),
        ("import dagster as dg\ndg.asset(self._own, cls.__name__, os._exit)", ["_exit"]),
        ("from __future__ import annotations", []),
    ],
)
def test_a_private_name_is_found(source: str, found: list[str]) -> None:
    assert private_names(source) == found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_private_name_is_used(file: Path) -> None:
    # `os._exit` is public, whatever it looks like.
    found = [name for name in private_names(file.read_text(encoding="utf-8")) if name != "_exit"]
    assert found == []


def test_the_settings_name_what_dagster_documents() -> None:
    named = [line.split(":")[1].strip() for line in INSTANCE_YAML.splitlines() if "module" in line]
    # No public name leads to it; this is how the documentation of Dagster has it.
    assert named == ["dagster._core.storage.noop_compute_log_manager"]
    assert set(FORMER.values()) == {
        "module: dagster._core.storage.event_log",
        "class: ConsolidatedSqliteEventLogStorage",
    }

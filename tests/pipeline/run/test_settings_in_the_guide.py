"""The guide and the file of the project list every setting as the model states it."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.limits import Limits, is_switch
from pipeline.run.settings import Settings
from pipeline.settings_model import SettingsModel, stated

ROOT = Path(__file__).parents[3]
GUIDES = {"description": "docs/operating.md", "ja": "docs/operating.ja.md"}
"""The guides by the language, as the model calls what a field means in it."""


def fields_of(model: type[SettingsModel]) -> dict[str, dict[str, Any]]:
    """What every field states, but the limits, by its name in the file."""
    found: dict[str, dict[str, Any]] = {}
    for name, field in model.model_fields.items():
        if not isinstance(field.default, SettingsModel):
            found[name] = stated(model)[name]
        elif name != "limits":
            inner = fields_of(type(field.default))
            found |= {f"{name}.{key}": value for key, value in inner.items()}
    return found


def rows_of(guide: str, names: set[str]) -> list[list[str]]:
    """The rows of tables in the guide that begin with one of the names."""
    text = (ROOT / guide).read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in row] for row in rows]
    return [row for row in cells if row[0].strip("`") in names]


@pytest.mark.parametrize("language", GUIDES)
def test_the_guide_lists_the_limits(language: str) -> None:
    # The switch among them is a setting of its own in the file.
    fields = {name: field for name, field in stated(Limits).items() if not is_switch(name)}
    rows = rows_of(GUIDES[language], set(fields))
    assert [row[:2] for row in rows] == [
        [f"`{name}`", field[language]] for name, field in fields.items()
    ]
    numbers = [[float(part) for part in re.findall(r"[\d.]+", " ".join(row[2:]))] for row in rows]
    assert numbers == [
        [field["default"], field["minimum"], field["maximum"]] for field in fields.values()
    ]


@pytest.mark.parametrize("language", GUIDES)
def test_the_guide_lists_the_other_settings(language: str) -> None:
    fields = fields_of(Settings)
    assert rows_of(GUIDES[language], set(fields)) == [
        [
            f"`{name}`",
            field[language],
            "" if field["default"] is None else f"`{json.dumps(field['default'])}`",
        ]
        for name, field in fields.items()
    ]


def test_the_file_of_the_project_names_every_setting() -> None:
    text = (ROOT / "gijiroku.toml").read_text(encoding="utf-8")
    named = tomllib.loads(re.sub(r"(?m)^# (?=\w+ = )", "", text))
    assert set(named.pop("limits")) == {name for name in Limits.model_fields if not is_switch(name)}
    assert {
        f"{name}.{key}" if isinstance(value, dict) else name
        for name, value in named.items()
        for key in (value if isinstance(value, dict) else [name])
    } == set(fields_of(Settings))

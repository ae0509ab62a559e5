"""Views of the database files, read from `views.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from pipeline.interchange.published import Field, PublishedRelease


@dataclass(frozen=True)
class View:
    """A view: its query, and the descriptions of itself and its columns."""

    name: str
    en: str
    ja: str
    query: str
    fields: tuple[Field, ...]


def views_of(release: PublishedRelease) -> list[View]:
    """Return the views that the tables of a release can fill.

    Raises
    ------
    KeyError
        Where a view names a column that its table lacks.
    """
    described = {
        f"{table.name}.{field.name}": field
        for table in release.tables.values()
        for field in table.fields
    }
    return [
        _view(name, stated, described)
        for name, stated in _stated().items()
        if release.tables.keys() >= set(stated["tables"])
    ]


@cache
def _stated() -> dict[str, dict[str, Any]]:
    file = resources.files(__package__).joinpath("views.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _view(name: str, stated: Mapping[str, Any], described: Mapping[str, Field]) -> View:
    columns, fields = [], []
    for column, source in stated["columns"].items():
        if isinstance(source, str):
            of = described[source]
            sql, en, ja, unit = source, of.en, of.ja, of.unit
        else:
            sql, en, ja, unit = source["sql"].strip(), source["en"], source["ja"], None
        columns.append(f"{sql} AS {column}")
        fields.append(Field(column, en, ja, False, unit))
    query = f"SELECT {', '.join(columns)} FROM {stated['from'].strip()}"
    return View(name, stated["en"], stated["ja"], query, tuple(fields))

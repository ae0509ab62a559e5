"""`metadata.json` for Datasette: what tables and columns are, terms and sources."""

from __future__ import annotations

from typing import Any

from pipeline.interchange.published import Field, PublishedRelease
from pipeline.interchange.sql import (
    DATASET,
    DATASET_COLUMNS,
    DATASET_DESCRIPTION,
    both_languages,
)
from pipeline.interchange.views import views_of
from pipeline.interchange.word_index import DESCRIPTIONS, FOUND_FIELDS, FOUND_REMARKS


def datasette_metadata(
    release: PublishedRelease, database: str, *, has_index: bool
) -> dict[str, Any]:
    """Describe the SQLite file of a release, as Datasette shows it.

    Parameters
    ----------
    database
        Name of the database, which is that of its file without the ending.
    has_index
        Whether it has an index of words.
    """
    stated = release.descriptor
    title = f"{both_languages(stated['title'], stated['title_ja'])} {stated['version']}"
    notice = both_languages(stated["description"], stated["description_ja"])
    licenses = [each.get("title", each["path"]) for each in stated["licenses"]]
    web = [each["path"] for each in stated["licenses"] if each["path"].startswith("http")]
    sources = [each["title"] for each in stated["sources"]]
    source_urls = [each["path"] for each in stated["sources"] if "path" in each]
    about = {
        "title": title,
        "description": notice,
        "license": ", ".join(licenses),
        "source": ", ".join(sources),
        # One address has room; of several none is shown rather than a wrong one.
        **({"license_url": web[0]} if len(stated["licenses"]) == len(web) == 1 else {}),
        **({"source_url": source_urls[0]} if len(sources) == len(source_urls) == 1 else {}),
    }
    return {**about, "databases": {database: {**about, "tables": _tables(release, has_index)}}}


def _tables(release: PublishedRelease, has_index: bool) -> dict[str, Any]:
    dataset = tuple(Field(name, *texts, False) for name, texts in DATASET_COLUMNS.items())
    tables = {
        table.name: _described(table.en, table.ja, table.fields)
        for table in release.tables.values()
    }
    views = {view.name: _described(view.en, view.ja, view.fields) for view in views_of(release)}
    found = {FOUND_REMARKS: FOUND_FIELDS}
    index = (
        {name: _described(*texts, found.get(name, ())) for name, texts in DESCRIPTIONS.items()}
        if has_index
        else {}
    )
    return {**tables, **views, **index, DATASET: _described(*DATASET_DESCRIPTION, dataset)}


def _described(en: str, ja: str, fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "description": both_languages(en, ja),
        "columns": {field.name: both_languages(field.en, field.ja) for field in fields},
    }

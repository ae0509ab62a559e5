"""Metadata of tables and runs for the Dagster UI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dagster as dg
import polars as pl

from pipeline.limits import other_than_default
from pipeline.run.collections import TableMade
from schemas.lineage import lineage
from schemas.table import Table, columns_of, description, primary_key
from schemas.vocabulary import Stage

PREVIEW_CHARACTERS = 40
FAILING_CHARACTERS = 200
LANGUAGE = "ja"


def column_schema(table: type[Table]) -> dg.TableSchema:
    """Return the columns of a table with types, descriptions and constraints."""
    key = primary_key(table)
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=column.name,
                type=str(column.dtype),
                description=f"{column.en}\n\n{column.ja}",
                constraints=dg.TableColumnConstraints(
                    nullable=column.nullable,
                    unique=[column.name] == key,
                    other=[
                        *([f"references {column.references}"] if column.references else []),
                        *(
                            [f"one of {', '.join(column.vocabulary.values())}"]
                            if column.vocabulary
                            else []
                        ),
                    ],
                ),
            )
            for column in columns_of(table)
        ]
    )


def column_lineage(table_name: str) -> dict[str, dg.TableColumnLineage]:
    """Return the source columns of each column, as metadata of an asset."""
    deps = {
        column: [dg.TableColumnDep(source.table_name, source.column_name) for source in sources]
        for column, sources in lineage(table_name).items()
    }
    return {"dagster/column_lineage": dg.TableColumnLineage(deps)} if deps else {}


def made_of(table_name: str) -> dict[str, dg.MarkdownMetadataValue]:
    """Return the lineage of columns as a Markdown table.

    The UI of Dagster 1.13 draws no column lineage.
    """
    rows = [
        f"| {column} | {', '.join('.'.join(source) for source in sources)} |"
        for column, sources in lineage(table_name).items()
    ]
    head = ["| column | made of |", "| --- | --- |"]
    return {"made_of": dg.MetadataValue.md("\n".join([*head, *rows]))} if rows else {}


def tags_of(stage: Stage) -> dict[str, str]:
    """Return the tags of a stage's assets: stage and language."""
    return {"stage": stage.value, "language": LANGUAGE}


def both_languages(table: type[Table]) -> str:
    """Return the description of a table in English and Japanese."""
    return "\n\n".join(description(table))


def of_table(made: TableMade, seconds: float) -> dict[str, Any]:
    """Return metadata of a materialisation: row count, preview, file, seconds.

    The seconds are those of the whole stage.
    """
    return {
        "dagster/row_count": made.row_count,
        "preview": dg.MetadataValue.md(preview(made.first_rows)),
        "file": dg.MetadataValue.path(made.file.absolute()),
        "stage_seconds": dg.MetadataValue.float(round(seconds, 3)),
    }


def of_limits(limits: Mapping[str, float]) -> dict[str, Any]:
    """Return the limits of a run as metadata, non-default ones separately."""
    others = other_than_default(limits)
    return {
        **({"limits": dg.MetadataValue.json(dict(limits))} if limits else {}),
        **({"limits_other_than_default": dg.MetadataValue.json(others)} if others else {}),
    }


def preview(rows: pl.DataFrame, characters: int = PREVIEW_CHARACTERS) -> str:
    """Write rows as a Markdown table, with long texts cut."""
    shown = rows.select(
        pl.all()
        .cast(pl.String)
        .fill_null("")
        .str.replace_all(r"\s+", " ")
        .str.replace_all("|", "¦", literal=True)
        .str.slice(0, characters)
    )
    lines = [shown.columns, ["---"] * shown.width, *shown.rows()]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)

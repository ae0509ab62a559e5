"""What the Dagster UI shows of a table: its columns, and of a run: rows, preview, time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dagster as dg
import polars as pl

from pipeline.limits import other_than_default
from schemas.table import Table, columns_of, description, primary_key

PREVIEW_ROWS = 5
PREVIEW_CHARACTERS = 40


def column_schema(table: type[Table]) -> dg.TableSchema:
    """The columns of a table with types, descriptions and constraints."""
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


def both_languages(table: type[Table]) -> str:
    """The description of a table in English and Japanese."""
    return "\n\n".join(description(table))


def of_rows(rows: pl.DataFrame, seconds: float) -> dict[str, Any]:
    """Metadata of a materialisation: row count, preview, seconds of its stage."""
    return {
        "dagster/row_count": rows.height,
        "preview": dg.MetadataValue.md(preview(rows)),
        "stage_seconds": dg.MetadataValue.float(round(seconds, 3)),
    }


def of_limits(limits: Mapping[str, float]) -> dict[str, Any]:
    """Metadata of a materialisation: the limits that it held to, those of other value apart."""
    others = other_than_default(limits)
    return {
        **({"limits": dg.MetadataValue.json(dict(limits))} if limits else {}),
        **({"limits_other_than_default": dg.MetadataValue.json(others)} if others else {}),
    }


def preview(rows: pl.DataFrame) -> str:
    """The first rows as a Markdown table, long texts cut."""
    shown = rows.head(PREVIEW_ROWS).select(
        pl.all()
        .cast(pl.String)
        .fill_null("")
        .str.replace_all(r"\s+", " ")
        .str.replace_all("|", "¦", literal=True)
        .str.slice(0, PREVIEW_CHARACTERS)
    )
    lines = [shown.columns, ["---"] * shown.width, *shown.rows()]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)

"""The data dictionary: every table and column in both languages, as Markdown."""

from __future__ import annotations

from pipeline.ingestion.collection import RECORDS_FILE
from schemas import RELEASE_TABLES
from schemas.csv_files import csv_columns, not_in_csv
from schemas.given_records import GivenRecords
from schemas.table import Column, Table, columns_of, description, primary_key
from schemas.vocabulary import Vocabulary


def data_dictionary() -> str:
    """Write the data dictionary of all tables, from the schemas alone."""
    lines = [
        "# Data dictionary / データ辞書",
        "",
        "Made from `schemas/` by `make docs`; change it there.",
        "`schemas/` から `make docs` で作る。内容はそちらで直す。",
        "",
    ]
    for name, table in RELEASE_TABLES.items():
        lines += _section(name, table)
    lines += [
        *_section(RECORDS_FILE, GivenRecords),
        "Read from the folder of a collection, where it may lie beside `collection.toml`. Only the",
        "column `path` is needed.",
        "コレクションのフォルダーに `collection.toml` と並べて置ける。必要な列は `path` だけ。",
        "",
    ]
    lines += ["## Vocabularies / 値の一覧", ""]
    for vocabulary in _vocabularies():
        lines += [
            f"### {vocabulary.__name__}",
            "",
            "| value / 値 | meaning | 意味 |",
            "|---|---|---|",
            *(f"| `{member.value}` | {member.en} | {member.ja} |" for member in vocabulary),
            "",
        ]
    return "\n".join(lines)


def _section(name: str, table: type[Table]) -> list[str]:
    english, japanese = description(table)
    return [
        f"## {name}",
        "",
        f"{english} / {japanese}",
        "",
        f"Key / 主キー: {', '.join(f'`{column}`' for column in primary_key(table))}",
        "",
        *_parquet_alone(table),
        "| column / 列 | type / 型 | null | meaning | 意味 |",
        "|---|---|---|---|---|",
        *(_row(column) for column in columns_of(table)),
        "",
    ]


def _parquet_alone(table: type[Table]) -> list[str]:
    if not csv_columns(table):
        return ["Published as Parquet alone. / Parquet だけで公開する。", ""]
    names = ", ".join(f"`{name}`" for name in not_in_csv(table))
    return [f"In Parquet alone / CSV にない列: {names}", ""] if names else []


def _row(column: Column) -> str:
    notes = [
        *([f"in {column.unit}s"] if column.unit else []),
        *([f"references `{column.references}`"] if column.references else []),
        *(
            [f"one of [{column.vocabulary.__name__}](#{column.vocabulary.__name__.lower()})"]
            if column.vocabulary
            else []
        ),
    ]
    meaning = column.en + (f" ({'; '.join(notes)})" if notes else "")
    null = "yes" if column.nullable else "no"
    return f"| `{column.name}` | {column.dtype} | {null} | {meaning} | {column.ja} |"


def _vocabularies() -> list[type[Vocabulary]]:
    found: list[type[Vocabulary]] = []
    for table in RELEASE_TABLES.values():
        for column in columns_of(table):
            if column.vocabulary and column.vocabulary not in found:
                found.append(column.vocabulary)
    return found

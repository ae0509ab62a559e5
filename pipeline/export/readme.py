"""`README.md` of a release: what it is, where it comes from, how to open it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.collection import Collection
from pipeline.export.datapackage import PROCESSED_NOTICE, Identity
from schemas import RELEASE_TABLES
from schemas.table import columns_of, description


def release_readme(identity: Identity, collections: Sequence[Collection]) -> str:
    """Write the README of a release, in English and Japanese, as Markdown."""
    return "\n".join(
        [
            f"# gijiroku {identity.version}",
            "",
            "Records of Japanese government meetings as tables.",
            "日本の行政会議の議事録を表にしたデータです。",
            "",
            f"- Version / 版: {identity.version} ({identity.reason})",
            "- What changed / 変更点: `CHANGES.md`",
            f"- Made / 作成: {identity.created}",
            f"- Content hash / 内容ハッシュ: `{identity.content_hash}`",
            "",
            "## Notice / おことわり",
            "",
            PROCESSED_NOTICE["en"],
            "",
            PROCESSED_NOTICE["ja"],
            "",
            "## Sources / 出典",
            "",
            *(line for collection in collections for line in _source(collection)),
            "",
            "## Tables / 表",
            "",
            "| table / 表 | rows / 行数 | one row is | 一行の意味 |",
            "|---|---:|---|---|",
            *_table_rows(identity),
            "",
            "Every column is described in `datapackage.json`, in both languages, with its key,",
            "unit and closed list of values. Rows carry `char_start`, `char_end` (code points of",
            "`documents.text`, end exclusive) and lines, so each can be traced to its source.",
            "列の意味・キー・単位・取りうる値は `datapackage.json` にあります。",
            "各行は原文 (`documents.text`) の文字位置と行番号を持ち、出典までたどれます。",
            "",
            "## How to open / 開き方",
            "",
            "```python",
            "import polars as pl",
            'pl.read_parquet("parquet/remarks.parquet")',
            "```",
            "",
            "```sql",
            "-- DuckDB",
            "SELECT m.date, r.text FROM 'parquet/remarks.parquet' r",
            "JOIN 'parquet/meetings.parquet' m USING (meeting_id);",
            "```",
            "",
            "CSV files are UTF-8 with BOM (RFC 4180). Empty cells are missing values. In a value",
            "`\\n` stands for a line feed, `\\r` for a carriage return and `\\\\` for a backslash.",
            "CSV は BOM 付き UTF-8 (RFC 4180) です。空のセルは欠損を表します。",
            "値の中の `\\n` は改行、`\\r` は復帰、`\\\\` は円記号（バックスラッシュ）を表します。",
            "",
            "## Check / 検証",
            "",
            "```sh",
            "sha256sum --check SHA256SUMS",
            "```",
            "",
        ]
    )


def _source(collection: Collection) -> list[str]:
    names = [name for name in (collection.publisher_en, collection.body_en) if name]
    url = f" <{collection.license_url}>" if collection.license_url else ""
    return [
        f"- {collection.attribution}をもとに作成。利用条件: {collection.license_name}{url}",
        *([f"  ({', '.join(names)})"] if names else []),
        *([f"  {collection.source_note}"] if collection.source_note else []),
    ]


def _table_rows(identity: Identity) -> list[str]:
    rows = []
    for name, table in RELEASE_TABLES.items():
        english, japanese = description(table)
        rows.append(
            f"| `{name}` ({len(columns_of(table))} columns) | {identity.row_counts[name]} "
            f"| {english} | {japanese} |"
        )
    return rows

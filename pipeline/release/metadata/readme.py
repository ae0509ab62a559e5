"""`README.md` of a release: content, sources and ways to open it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ingestion.collection import Collection
from pipeline.release.markdown import escaped, link
from pipeline.release.metadata.datapackage import dictionary, notice_of, update
from pipeline.release.metadata.readme_csv import csv_section
from pipeline.release.version import Identity
from schemas import RELEASE_TABLES
from schemas.table import columns_of, description


def release_readme(identity: Identity, collections: Sequence[Collection]) -> str:
    """Write the README of a release, in English and Japanese, as Markdown."""
    notice = notice_of(collections)
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
            f"- Corpus hash / 原資料ハッシュ: `{identity.corpus_hash}`",
            f"- Code version / コードの版: `{identity.code_version}`",
            "",
            "## Notice / おことわり",
            "",
            notice["en"],
            "",
            notice["ja"],
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
            *_language(identity),
            "## Accuracy / 正確さ",
            "",
            "`quality.json` says how right the software reads made-up records in shapes observed",
            "at real bodies (`observed`), and records that the makers of its rules made up",
            "(`fields`), with 95% intervals; the latter say only that the rules do what their",
            "makers meant. Neither is a measure of the records in this release itself.",
            "`quality.json` は、実在の会議体で見られた形にならった架空の記録（`observed`）と、",
            "規則を作った人たちが自ら作った記録（`fields`）をどれだけ正しく読むかを、95%区間とともに",
            "示します。後者は、規則が作り手の意図どおりに働くことしか示しません。どちらも、この版の",
            "記録そのものを測った値ではありません。",
            "",
            "## How to open / 開き方",
            "",
            "`index.html` shows all of it, also offline. `index.html` で全体を見られます。",
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
            "CSV and Parquet hold the same rows and are the data. `excel/` is a copy for reading,",
            "in which nothing is run as a formula; long texts and large tables are not in it.",
            "CSV と Parquet は同じ内容で、これが正本です。`excel/` は読むための写しで、",
            "数式は実行されません。",
            "",
            *csv_section(),
            "## Cite / 引用",
            "",
            "`CITATION.cff` says how to cite this release and names its sources;",
            "`croissant.json` describes it to tools of machine learning (Croissant 1.1).",
            "引用の仕方と出典は `CITATION.cff` にあります。",
            "",
            "## Check / 検証",
            "",
            "```sh",
            "sha256sum --check SHA256SUMS",
            "# With gijiroku on the PATH: also schemas, keys, and CSV against Parquet.",
            "gijiroku verify .",
            "```",
            "",
            "## History / 更新履歴",
            "",
            "| version / 版 | made / 作成 | why |",
            "|---|---|---|",
            *(
                f"| {each['version']} | {each['created']} | {each['reason']} |"
                for each in reversed([*identity.history, update(identity)])
            ),
            "",
        ]
    )


def _language(identity: Identity) -> list[str]:
    title = ["## Words / 語", ""]
    if not identity.has_language:
        return [
            *title,
            "Remarks were not cut into words for this release (`language = false`): `sentences`,",
            "`tokens` and `terms` are empty.",
            "この版では発言を語に分けていません（`language = false`）。`sentences`、`tokens`、",
            "`terms` は空です。",
            "",
        ]
    named = " ".join(dictionary(identity).values())
    return [
        *title,
        f"`sentences` and `tokens` were cut by SudachiPy (mode C) with {named},",
        "without a person's correction. Another dictionary cuts otherwise. Their changes are not",
        "listed in `changes`: they follow from the remarks.",
        f"`sentences` と `tokens` は SudachiPy（モード C）と {named} により、",
        "人手の修正なしに分けたものです。変更は `changes` に載せません。",
        "",
    ]


def _source(collection: Collection) -> list[str]:
    names = [name for name in (collection.publisher_en, collection.body_en) if name]
    title = escaped(collection.source_title or collection.body_ja)
    source = f" {link(collection.source_url)} " if collection.source_url else ""
    license_url = f" {link(collection.license_url)}" if collection.license_url else ""
    return [
        f"- {title}（{escaped(collection.publisher_ja)}）{source}をもとに作成。"
        f"利用条件: {escaped(collection.license_name)}{license_url}",
        *([f"  ({', '.join(map(escaped, names))})"] if names else []),
        *([f"  {escaped(collection.source_note)}"] if collection.source_note else []),
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

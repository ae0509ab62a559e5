"""The section of a release's README on reading its CSV files."""

from __future__ import annotations

from schemas import RELEASE_TABLES
from schemas.csv_files import csv_columns, not_in_csv


def csv_section() -> list[str]:
    """Write the section on omissions, byte order mark and escapes of CSV.

    It has instructions for three readers.
    """
    tables = [name for name, table in RELEASE_TABLES.items() if not csv_columns(table)]
    columns = [
        f"{name}.{column}"
        for name, table in RELEASE_TABLES.items()
        if name not in tables
        for column in not_in_csv(table)
    ]
    left_out = ", ".join(f"`{name}`" for name in (*tables, *columns))
    return [
        "## CSV",
        "",
        f"In `parquet/` alone: {left_out}. A cell of a spreadsheet does not hold the text of a",
        "record, and nobody reads blocks, sentences or words in it; `text_normalized` doubles",
        "the file of remarks. All else is the same in both.",
        f"`parquet/` にだけあるもの: {left_out}。表計算ソフトのセルには記録の全文が入らず、",
        "ブロックや文・語を表計算ソフトで読む人はいないためです。`text_normalized` はファイルを",
        "倍にするので除きます。ほかは CSV と Parquet で同じです。",
        "",
        "CSV files are UTF-8 with a byte order mark (BOM), which Excel needs, by RFC 4180.",
        "An empty cell is a missing value. A record is one line: in a value `\\n` stands for a",
        "line feed, `\\r` for a carriage return and `\\\\` for a backslash, and no reader puts",
        "that back by itself. Types are in `datapackage.json`; Parquet has them and needs none of",
        "this.",
        "CSV は、Excel が必要とする BOM の付いた UTF-8 (RFC 4180) です。空のセルは欠損です。",
        "1件は1行で、値の中の `\\n` は改行、`\\r` は復帰、`\\\\` は円記号（バックスラッシュ）を",
        "表します。どのソフトも自動では元に戻しません。型は `datapackage.json` にあります。",
        "Parquet は型を持ち、こうした手当てが要りません。",
        "",
        "Python: as `utf-8` the mark would become part of the first column's name; `utf-8-sig`",
        "takes it away. `utf-8` で開くと BOM が最初の列名に入るので、`utf-8-sig` で開きます。",
        "",
        "```python",
        "import csv",
        "import re",
        "",
        r'MEANING = {r"\n": "\n", r"\r": "\r", r"\\": "\\"}',
        "",
        "def value(cell):",
        r'    return re.sub(r"\\.", lambda found: MEANING[found[0]], cell) or None',
        "",
        'with open("csv/remarks.csv", encoding="utf-8-sig", newline="") as file:',
        "    rows = [",
        "        {name: value(cell) for name, cell in row.items()} for row in csv.DictReader(file)",
        "    ]",
        "```",
        "",
        "DuckDB takes the mark away. Quotes are stated, since it might take the backslash for one",
        "that escapes them; `chr(1)` keeps the place of a backslash meanwhile.",
        "DuckDB は BOM を除きます。円記号を引用符のエスケープと取り違えないよう、",
        "引用符を指定します。",
        "",
        "```sql",
        "SELECT remark_id, replace(replace(replace(replace(",
        r"    text, '\\', chr(1)), '\n', chr(10)), '\r', chr(13)), chr(1), '\') AS text",
        "FROM read_csv('csv/remarks.csv', all_varchar = true, quote = '\"', escape = '\"');",
        "```",
        "",
        "polars takes the mark away; `replace_many` looks at each place of a text once.",
        "polars は BOM を除きます。`replace_many` は文字列の各位置を一度だけ調べます。",
        "",
        "```python",
        "import polars as pl",
        "",
        'pl.read_csv("csv/remarks.csv", infer_schema=False).with_columns(',
        "    pl.col(pl.String).str.replace_many(",
        r'        [r"\\", r"\n", r"\r"], ["\\", "\n", "\r"]',
        "    )",
        ")",
        "```",
        "",
    ]

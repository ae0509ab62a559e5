"""`make bench-exports`: time, memory and size of the exports, and of a search, at 100 MB of text.

The release is synthetic: pseudo-words of one to three kanji by the law of Zipf, so that a search
has frequent and rare words to look for. Each export runs in a process of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from bench.process import measure
from pipeline.files.parquet_files import scan_parquet
from schemas import RELEASE_TABLES
from schemas.table import Table, columns_of, description, polars_schema, primary_key

ROOT = Path(__file__).parents[1]
WORDS = 60_000
WORDS_A_REMARK = 160
REMARKS_A_MEETING = 200
TEXT_BYTES = 100_000_000
SEARCHES = 20
RANKS = (1, 100, 1_000, 10_000)
EXPORT = """\
import sys
from assets.cli import main
sys.exit(main(["export", *sys.argv[1:]]))
"""


def vocabulary(random: np.random.Generator) -> np.ndarray[Any, Any]:
    """Return distinct pseudo-words, the most frequent of one kanji."""
    kanji = np.array([chr(code) for code in range(0x4E00, 0x9000)])
    lengths = np.where(np.arange(WORDS) < 100, 1, random.integers(2, 4, WORDS))
    words = dict.fromkeys("".join(random.choice(kanji, length)) for length in lengths)
    return np.array(list(words), dtype=object)


def meetings_of(text_bytes: int) -> Iterator[tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]]:
    """Yield remarks, sentences and tokens of one meeting after another."""
    random = np.random.default_rng(7)
    words = vocabulary(random)
    weights = 1 / np.arange(1, len(words) + 1)
    weights /= weights.sum()
    written = number = 0
    while written < text_bytes:
        number += 1
        drawn = random.choice(len(words), REMARKS_A_MEETING * WORDS_A_REMARK, p=weights)
        surfaces = words[drawn]
        texts = ["".join(part) for part in surfaces.reshape(REMARKS_A_MEETING, WORDS_A_REMARK)]
        written += sum(len(text.encode()) for text in texts)
        yield _rows(f"made-up/m-{number:05}", texts, surfaces)


def _rows(
    meeting_id: str, texts: list[str], surfaces: np.ndarray[Any, Any]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    ordinal = pl.int_range(1, pl.len() + 1, dtype=pl.Int32)
    remark_id = pl.format("{}/r-{}", pl.lit(meeting_id), ordinal.cast(pl.String).str.zfill(8))
    remarks = pl.DataFrame({"text": texts}).with_columns(
        remark_id=remark_id,
        meeting_id=pl.lit(meeting_id),
        document_id=pl.lit("made-up/1.txt"),
        ordinal=ordinal,
        kind=pl.lit("remark"),
        speaker_status=pl.lit("not_recorded"),
        char_count=pl.col("text").str.len_chars(),
        **dict.fromkeys(("char_start", "char_end", "line_start", "line_end"), pl.lit(1)),
    )
    sentences = remarks.select(
        "meeting_id",
        "remark_id",
        "text",
        sentence_id=pl.col("remark_id") + "/s-0001",
        ordinal=1,
        text_start=0,
        text_end="char_count",
        token_count=WORDS_A_REMARK,
    )
    surface = pl.Series("surface", surfaces, dtype=pl.String)
    owner = pl.Series(np.repeat(np.arange(len(texts)), WORDS_A_REMARK))
    tokens = (
        sentences.select("sentence_id")[owner]
        .with_columns(surface)
        .with_columns(
            ordinal=pl.int_range(1, pl.len() + 1).over("sentence_id"),
            text_end=pl.col("surface").str.len_chars().cum_sum().over("sentence_id"),
            dictionary_form="surface",
            normalized_form="surface",
            reading=pl.lit("ヨミ"),
            pos_1=pl.lit("名詞"),
            pos_2=pl.lit("普通名詞"),
            pos_3=pl.lit("一般"),
            is_in_dictionary=True,
        )
        .with_columns(text_start=pl.col("text_end") - pl.col("surface").str.len_chars())
    )
    return _as("remarks", remarks), _as("sentences", sentences), _as("tokens", tokens)


def _as(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Give rows the columns of their table."""
    schema = polars_schema(RELEASE_TABLES[name])
    lacking = {
        column: pl.lit(None, dtype) for column, dtype in schema.items() if column not in rows
    }
    return rows.with_columns(**lacking).select(schema.names()).cast(dict(schema))


def write_release(folder: Path, text_bytes: int) -> Path:
    """Write the release folder."""
    (folder / "parquet").mkdir(parents=True)
    writers: dict[str, Any] = {}
    days = []
    for number, parts in enumerate(meetings_of(text_bytes)):
        days.append(date(2000, 1, 1) + timedelta(number))
        for name, rows in zip(("remarks", "sentences", "tokens"), parts, strict=True):
            table = rows.to_arrow()
            if name not in writers:
                file = folder / f"parquet/{name}.parquet"
                writers[name] = pq.ParquetWriter(file, table.schema, compression="zstd")
            writers[name].write_table(table)
    for writer in writers.values():
        writer.close()
    whole = {"document_id": ["made-up/1.txt"]} | {
        name: ["x"] for name in ("collection_id", "path", "publisher", "license", "sha256")
    }
    meetings = pl.DataFrame(
        {"meeting_id": [f"made-up/m-{number:05}" for number in range(1, len(days) + 1)]}
    ).with_columns(
        document_id=pl.lit("made-up/1.txt"), record_kind=pl.lit("points"), date=pl.Series(days)
    )
    rest = {
        name: pl.DataFrame(schema=polars_schema(table)) for name, table in RELEASE_TABLES.items()
    }
    rest["documents"] = _as("documents", pl.DataFrame(whole))
    rest["meetings"] = _as("meetings", meetings)
    for name, rows in rest.items():
        if name not in writers:
            rows.write_parquet(folder / f"parquet/{name}.parquet")
    _describe(folder)
    return folder


def _describe(folder: Path) -> None:
    descriptor = {
        **dict.fromkeys(("title", "title_ja", "description", "description_ja"), "synthetic"),
        **{"version": "1.0.0", "created": "2026-01-01T00:00:00+00:00", "content_hash": "none"},
        **{"licenses": [{"path": "none", "title": "x"}], "sources": []},
        "resources": [_resource(name, table) for name, table in RELEASE_TABLES.items()],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.[jp]*"))
    sums = {
        path: hashlib.sha256((folder / path).read_bytes()).hexdigest()
        for path in paths
        if (folder / path).is_file()
    }
    lines = "".join(f"{digest}  {path}\n" for path, digest in sums.items())
    (folder / "SHA256SUMS").write_text(lines, encoding="utf-8")


def _resource(name: str, table: type[Table]) -> dict[str, Any]:
    en, ja = description(table)
    # What many of the synthetic rows leave out is not required of them.
    fields = [
        {"name": each.name, "description": each.en, "description_ja": each.ja}
        for each in columns_of(table)
    ]
    keys = [
        {
            "fields": [each.name],
            "reference": {"resource": "" if to == name else to, "fields": [key]},
        }
        for each in columns_of(table)
        if each.references
        for to, key in [each.references.split(".")]
    ]
    schema = {"fields": fields, "primaryKey": primary_key(table), "foreignKeys": keys}
    parquet = {"name": f"{name}-parquet", "path": f"parquet/{name}.parquet"}
    return {**parquet, "description": en, "description_ja": ja, "schema": schema}


def search_times(file: Path, words: list[str], order: str) -> list[float]:
    """Return how long the first ten remarks with a word take, in milliseconds.

    Each search opens the file anew.
    """
    times = []
    for word in words:
        with closing(sqlite3.connect(file)) as connection:
            started = time.perf_counter()
            connection.execute(
                f"select remark_id, text from found_remarks where words match ? {order} limit 10",
                (f'"{word}"',),
            ).fetchall()
            times.append((time.perf_counter() - started) * 1000)
    return times


def print_searches(file: Path) -> None:
    """Print how long searches take, by how many remarks have the word."""
    words = list(vocabulary(np.random.default_rng(7)))
    for rank in RANKS:
        some = words[rank : rank + SEARCHES]
        with closing(sqlite3.connect(file)) as connection:
            (count,) = connection.execute(
                "select count(*) from remark_words where words match ?", (f'"{some[0]}"',)
            ).fetchone()
        for what, order in (("best ten", "order by rank"), ("first ten", "")):
            times = search_times(file, some, order)
            print(
                f"word in {count} remarks, {what}: median {statistics.median(times):.1f} ms, "
                f"longest {max(times):.1f} ms",
                flush=True,
            )


def main() -> None:
    """Make the release, export it and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=TEXT_BYTES // 1_000_000)
    parser.add_argument(
        "--formats", nargs="+", default=["sqlite", "duckdb", "tei", "conllu", "popolo"]
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-exports-") as name:
        folder = Path(name)
        release = write_release(folder / "1.0.0", options.megabytes * 1_000_000)
        counts = {
            table: scan_parquet(release / f"parquet/{table}.parquet").select(pl.len()).collect()
            for table in ("meetings", "remarks", "tokens")
        }
        print({table: count.item() for table, count in counts.items()})
        for kind in options.formats:
            place = folder / f"out.{kind}"
            arguments = [str(release), *(["--output"] if kind in ("sqlite", "duckdb") else [])]
            used = measure([sys.executable, "-c", EXPORT, kind, *arguments, str(place)])
            size = sum(path.stat().st_size for path in [place, *place.rglob("*")] if path.is_file())
            print(
                f"{kind}: {used.seconds:.0f} s, {used.processor_seconds:.0f} processor s, "
                f"{used.peak_bytes / 1e6:.0f} MB of memory, {size / 1e6:.0f} MB written",
                flush=True,
            )
        if "sqlite" in options.formats:
            print_searches(folder / "out.sqlite")


if __name__ == "__main__":
    main()

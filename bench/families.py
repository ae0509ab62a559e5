"""`make bench-families`: the cost of all layout families to segmentation.

The same text, in the family of the seed, is read with the tables of that family alone and with
those of all families, in turn and in one process. For comparison, text of the other families is
read, as the tests render it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

from bench.corpus import write_corpus

if TYPE_CHECKING:
    import polars as pl

SEED_FAMILY = "points_memo"
RECORDS_A_FAMILY = 200


@contextmanager
def only_family(name: str) -> Iterator[None]:
    """Restrict the library to one layout family."""
    from pipeline.segmentation import layouts

    read_tables = layouts._tables

    def tables(folder: str) -> dict[str, dict[str, Any]]:
        kept = read_tables(folder)
        return {name: kept[name]} if folder == "remarks" else kept

    layouts.layouts.cache_clear()
    with patch.object(layouts, "_tables", tables):
        yield
    layouts.layouts.cache_clear()


def seconds_to_segment(documents: pl.DataFrame) -> float:
    """Return the processor seconds to find layouts and make blocks."""
    from pipeline.segmentation.segment import segment
    from pipeline.segmentation.speaker_styles import with_layout

    begun = process_time()
    segment(with_layout(documents.drop("layout", "layout_evidence")))
    return process_time() - begun


def seed_like(megabytes: int) -> pl.DataFrame:
    """Return synthetic documents in the family of the seed."""
    from pipeline.ingestion.ingest import ingest

    with tempfile.TemporaryDirectory() as folder:
        corpus = write_corpus(
            Path(folder) / "corpus", collections=1, total_bytes=megabytes * 1_000_000
        )
        (collection,) = corpus.root.iterdir()
        return ingest(collection).documents


def of_other_families(like: pl.DataFrame) -> pl.DataFrame:
    """Return rendered documents of every other family."""
    import polars as pl

    from tests.records.render import ALL_FAMILIES, render

    texts = [
        render(family, seed).text
        for family in ALL_FAMILIES
        if family != SEED_FAMILY
        for seed in range(RECORDS_A_FAMILY)
    ]
    names = pl.DataFrame({"text": texts}).with_columns(
        document_id=pl.format("made-up/{}.txt", pl.int_range(pl.len()).cast(pl.String))
    )
    return pl.concat([like.clear(), names], how="diagonal").with_columns(
        collection_id=pl.lit("made-up")
    )


def main() -> None:
    """Measure and print throughput and ratios."""
    parser = argparse.ArgumentParser(prog="bench.families")
    parser.add_argument("--megabytes", type=int, default=10)
    parser.add_argument("--runs", type=int, default=5, help="the median counts")
    options = parser.parse_args()
    # One thread, as in a worker. Set before polars starts.
    os.environ["POLARS_MAX_THREADS"] = "1"
    documents = seed_like(options.megabytes)
    others = of_other_families(documents)
    seconds: dict[str, list[float]] = {"seed's family alone": [], "all families": [], "others": []}
    for _ in range(options.runs + 1):
        with only_family(SEED_FAMILY):
            seconds["seed's family alone"].append(seconds_to_segment(documents))
        seconds["all families"].append(seconds_to_segment(documents))
        seconds["others"].append(seconds_to_segment(others))
    characters = {name: documents["text"].str.len_chars().sum() for name in seconds}
    characters["others"] = others["text"].str.len_chars().sum()
    # The first round is left out: it loads and compiles.
    rates = {name: characters[name] / statistics.median(seconds[name][1:]) for name in seconds}
    table = Table("text", "families known", "million characters/s", "ratio")
    for name, text, known in (
        ("seed's family alone", "seed's family", "that one"),
        ("all families", "seed's family", "all"),
        ("others", "the other families", "all"),
    ):
        ratio = rates[name] / rates["seed's family alone"]
        table.add_row(text, known, f"{rates[name] / 1e6:.2f}", f"{ratio:.2f}")
    Console(highlight=False).print(table)


if __name__ == "__main__":
    main()

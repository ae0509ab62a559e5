"""Damaged and hostile records: none stops the pipeline, none another record, none takes long."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import polars as pl
import pytest

from bench.linear import SHAPES, seconds_to_read
from pipeline.checks.quarantined import CONSISTENT, READABLE
from pipeline.names.positions import position_pattern
from pipeline.normalisation.attendance.rewrites import masked
from pipeline.run.stages import run_stage
from pipeline.run.staleness import COLLECTION_STAGES
from pipeline.run.store import Store
from tests.pipeline.mutate import mutated

TERMS = """\
record_kind = "verbatim"
body.ja = "架空会議"
publisher.ja = "架空省"
license.name = "MIT License"
source.note = "架空の記録"
"""
A_COLLECTION = 100
OF_ALL = range(0, 5_000, A_COLLECTION)
LONG = 1_000
"""Records that `make test-long` reads; `make test-exhaustive` reads the others."""
MOST_SECONDS = 10.0
"""Processor seconds for all stages of a record; most collections of a hundred take less."""


def _read(seeds: range, scratch: Path) -> dict[str, pl.DataFrame]:
    """Run the stages on a collection of mutated records. No check that blocks may fail."""
    collection = scratch / f"mutated-{seeds.start}-{len(seeds)}"
    collection.mkdir()
    (collection / "collection.toml").write_text(TERMS, encoding="utf-8")
    for seed in seeds:
        (collection / f"{seed:05}.txt").write_bytes(mutated(seed))
    store = Store(scratch / "outputs")
    tables: dict[str, pl.DataFrame] = {}
    begun = process_time()
    for stage in COLLECTION_STAGES:
        run = run_stage(stage, collection, store)
        tables |= run.tables
        blocking = [
            (result.check.name, result.failing.to_dicts()[:1])
            for result in run.results
            if result.check.blocking and not result.passed
        ]
        assert not blocking
    if process_time() - begun >= MOST_SECONDS:
        assert len(seeds) > 1, f"record {seeds.start} takes {process_time() - begun:.1f} seconds"
        # Of a half that takes less no record takes more.
        for half in (seeds[: len(seeds) // 2], seeds[len(seeds) // 2 :]):
            _read(half, scratch)
    return tables


def _hold(tables: dict[str, pl.DataFrame]) -> None:
    documents = tables["documents"]
    assert documents["path"].n_unique() == documents.height > 0
    kept_out = tables["quality_issues"].filter(pl.col("rule").is_in([READABLE, CONSISTENT]))
    # Each would be a fault of the code that reads: only what cannot be decoded is kept out.
    assert kept_out.select("document_id", "rule", "line", "message").to_dicts() == []
    texts = {
        document: text
        for document, text in documents.select("document_id", "text").iter_rows()
        if text
    }
    blocks = tables["blocks"].sort("document_id", "char_start")
    assert set(blocks["document_id"]) == set(texts)
    for (document,), of_document in blocks.group_by("document_id"):
        spans = of_document.select("char_start", "char_end").rows()
        text = texts[str(document)]
        assert "".join(text[start:end] for start, end in spans) == text
        assert all(start < end for start, end in spans)


def test_fifty_mutated_records_are_read(tmp_path: Path) -> None:
    _hold(_read(range(50), tmp_path))


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(first, marks=pytest.mark.long if first < LONG else pytest.mark.exhaustive)
        for first in OF_ALL
    ],
)
def test_mutated_records_are_read(first: int, tmp_path: Path) -> None:
    _hold(_read(range(first, first + A_COLLECTION), tmp_path))


def test_a_seed_gives_the_same_record_again() -> None:
    assert mutated(7) == mutated(7)
    assert len({mutated(seed) for seed in range(100)}) == 100


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
def test_long_records_are_read_in_time(shape: str) -> None:
    # Alone it takes half as long; what grows faster than its record takes minutes.
    assert seconds_to_read(SHAPES[shape](8_000)) < 2 * MOST_SECONDS


def test_words_made_of_words_are_read_once() -> None:
    # 土地改良 is a word, and so are 土地 and 改良: forty times it, there are 2**40 ways to read it.
    assert position_pattern().fullmatch("土地改良" * 12 + "課長") is not None
    assert position_pattern().fullmatch("土地改良" * 12 + "長い") is None
    heads = "委員氏名" * 40 + "。"
    assert masked(f"{heads}\n青木委員", "", {}) == f"{heads}\n青木委員"

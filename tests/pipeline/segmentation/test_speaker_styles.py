"""Records of every layout family, rendered from a truth, are read as that truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingestion.ingest import ingest
from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.segment import segment
from pipeline.segmentation.speaker_styles import with_layout
from schemas import TABLES
from schemas.vocabulary import RecordKind
from tests.conftest import COLLECTION_TOML
from tests.records.compare import differences, joined
from tests.records.render import ALL_FAMILIES, render
from tests.records.seeds import records, seeds_of
from tests.records.truth import Record

pytestmark = pytest.mark.long

RECORDS_A_FAMILY = 96
"""Of 21 families: more than 2,000 records a run."""

PARTS = {
    "header": ("meetings", "session", "term", "date", "starts_at", "ends_at"),
    "attendance": ("meetings", "attendance", "position"),
    "remarks": ("meetings", "remarks", "person"),
}
"""Parts of a record, and the fields that each is told by."""
# Records of a family are read once, by the process that has all of its tests.
FAMILIES = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ALL_FAMILIES]

Documents = Callable[..., pl.DataFrame]
Tables = dict[str, pl.DataFrame]


def parse(texts: list[str]) -> Tables:
    """The tables of a collection with a document for each text, `made-up/0000.txt` the first."""
    with TemporaryDirectory() as folder:
        collection = Path(folder) / "made-up"
        collection.mkdir()
        (collection / "collection.toml").write_text(COLLECTION_TOML, encoding="utf-8")
        for number, text in enumerate(texts):
            (collection / f"{number:04}.txt").write_bytes(text.encode())
        documents = with_layout(ingest(collection).documents)
    blocks = segment(documents).blocks
    normalised = normalise(documents, blocks, RecordKind.VERBATIM)
    return {"documents": documents, "blocks": blocks, **normalised._asdict()}


Files = list[tuple[Record, ...]]


@cache
def rendered(family: str, records_a_file: int = 1) -> tuple[Files, Tables]:
    """Files with records of a family, and what the parser makes of them as one collection."""
    number = RECORDS_A_FAMILY // records_a_file**2
    made = [render(family, seed) for seed in seeds_of(family, number)]
    files = list(zip(*(made[n::records_a_file] for n in range(records_a_file)), strict=False))
    return files, parse([joined(records) for records in files])


def report(found: dict[tuple[Record, ...], list[str]], number: int) -> str:
    """What is wrong, by field, and the shortest record of each fault."""
    fields = Counter(line.partition(":")[0] for lines in found.values() for line in lines)
    shown = [f"{len(found)} of {number} files differ: {dict(fields.most_common())}"]
    for field in fields:
        records, lines = min(
            (item for item in found.items() if any(line.startswith(field) for line in item[1])),
            key=lambda item: len(joined(item[0])),
        )
        line = next(line for line in lines if line.startswith(field))
        seeds = ", ".join(str(record.seed) for record in records)
        shown.append(f"python -m tests.records {records[0].family} {seeds}  # {line}")
    return "\n".join(shown)


def assert_read(files: Files, tables: Tables, fields: tuple[str, ...]) -> None:
    found = {}
    for number, made in enumerate(files):
        lines = differences(made, f"made-up/{number:04}.txt", tables)
        if wrong := [line for line in lines if line.startswith(fields)]:
            found[made] = wrong
    assert not found, report(found, len(files))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("family", FAMILIES)
def test_records_of_a_family_are_read_as_they_are(family: str, part: str) -> None:
    files, tables = rendered(family)
    assert_read(files, tables, PARTS[part])


@pytest.mark.parametrize("family", FAMILIES)
def test_two_records_in_one_file_are_read_as_two_meetings(family: str) -> None:
    assert_read(*rendered(family, 2), fields=tuple(field for p in PARTS.values() for field in p))


def test_a_run_reads_two_thousand_records_of_every_family() -> None:
    assert len(ALL_FAMILIES) * RECORDS_A_FAMILY >= 2_000
    assert all(len(seeds_of(family, RECORDS_A_FAMILY)) >= 96 for family in ALL_FAMILIES)


@pytest.mark.parametrize("family", FAMILIES)
def test_blocks_of_rendered_records_tile_their_texts(family: str) -> None:
    files, tables = rendered(family)
    assert tables["documents"]["text"].to_list() == [joined(records) for records in files]
    assert_tiles(tables["documents"], tables["blocks"])


POOL = sorted({line for family in ALL_FAMILIES for line in render(family, 0).text.split("\n")})
LINES = st.one_of(
    st.sampled_from(POOL), st.sampled_from(["", " ", "　", "\x0c", "\r"]), st.text(max_size=6)
)
MIXED = st.lists(LINES, min_size=1, max_size=40).map("\n".join).filter(bool)


@given(texts=st.lists(MIXED, min_size=1, max_size=6))
def test_blocks_of_texts_mixed_from_lines_of_all_families_tile_them(
    documents_of: Documents, texts: list[str]
) -> None:
    assert_tiles(documents_of(*texts), segment(documents_of(*texts)).blocks)


@settings(max_examples=10)
@given(made=st.lists(records(), min_size=2, max_size=4))
def test_blocks_of_records_of_several_families_in_one_document_tile_it(
    documents_of: Documents, made: list[Record]
) -> None:
    documents = documents_of("\n".join(record.text for record in made))
    assert_tiles(documents, segment(documents).blocks)


def assert_tiles(documents: pl.DataFrame, blocks: pl.DataFrame) -> None:
    """The conservation law: the spans of the blocks of a document give its text."""
    assert TABLES["blocks"].validate(blocks, lazy=True).equals(blocks)
    of_document = blocks.partition_by("document_id", as_dict=True)
    for document_id, text in documents.select("document_id", "text").iter_rows():
        spans = of_document[(document_id,)].select("char_start", "char_end").rows()
        assert "".join(text[start:end] for start, end in spans) == text

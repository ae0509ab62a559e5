"""Damaged and hostile files through all stages: each is named, and none makes a row of nonsense."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.ingestion.media.medium import Medium
from pipeline.limits import Limits
from tests.pipeline.ingestion.media.test_hostile import CHANGES, GOOD, HOSTILE, LINES
from tests.pipeline.run.test_media import run

Tables = dict[str, pl.DataFrame]

SEEDS = 9
SECONDS = 10.0
"""Most time of a file."""

ENDINGS = {
    Medium.TEXT: "txt",
    Medium.HTML: "html",
    Medium.PDF: "pdf",
    Medium.DOCX: "docx",
    Medium.DIET_XML: "xml",
    Medium.DIET_JSON: "json",
}
WHOLE = {**GOOD, Medium.TEXT: "\n".join(LINES).encode()}

OUT_OF_REACH = {
    # Nothing in a text tells that its end is missing, that a part stands twice, or that a character
    # is another one.
    Medium.TEXT: ("cut", "flipped", "doubled"),
    # In markup a part may stand twice too.
    Medium.HTML: ("doubled",),
    Medium.DIET_XML: ("doubled",),
    Medium.DIET_JSON: ("doubled",),
}
"""Damage that may leave a valid file of other words, by medium."""


def damaged() -> dict[str, bytes]:
    """Each medium in each kind of damage, some times."""
    files = {}
    for medium, content in WHOLE.items():
        for change in CHANGES:
            for seed in range(SEEDS):
                name = f"{medium.value}-{change.__name__}-{seed}.{ENDINGS[medium]}"
                chance = random.Random(f"{medium.value} {change.__name__} {seed}")
                files[name] = change(content, chance) or b" "
    return files


def hostile() -> dict[str, bytes]:
    return {
        f"hostile-{at:02}.{ENDINGS[medium]}": content
        for at, (medium, content) in enumerate(HOSTILE.values())
    }


@pytest.fixture
def tables_of(
    collection_of: Callable[..., Path], tmp_path: Path
) -> Callable[[dict[str, bytes]], Tables]:
    limits = Limits(max_document_seconds=SECONDS)
    return lambda files: run(collection_of(files), tmp_path, limits)


def check_each_is_named(tables: Tables, files: dict[str, bytes]) -> None:
    """Every file has a row, and what is wrong with it is told in both languages."""
    documents = tables["documents"]
    assert sorted(documents["path"]) == sorted(files)
    errors = tables["quality_issues"].filter(severity="error")
    refused = documents.filter(status="quarantined")["document_id"].to_list()
    assert sorted(errors["document_id"]) == sorted(refused)
    for row in errors.iter_rows(named=True):
        assert all((row["message"], row["message_ja"])), row
        for words in ("took more than", "broke down", "software failed"):
            assert words not in row["message"], row
    for name in ("blocks", "meetings", "attendance", "remarks"):
        assert not set(tables[name]["document_id"]) & set(refused), name
    for text in documents["text"].drop_nulls():
        assert "\0" not in text


@pytest.mark.long
def test_damaged_files_are_named_and_make_no_rows_of_nonsense(tables_of):
    files = damaged()
    tables = tables_of(files | {f"0-whole.{ENDINGS[one]}": WHOLE[one] for one in WHOLE})
    assert len(files) + len(HOSTILE) >= 200
    documents = {row["path"]: row for row in tables["documents"].iter_rows(named=True)}
    check_each_is_named(tables, dict.fromkeys(documents, b""))
    whole = {medium: documents[f"0-whole.{ending}"] for medium, ending in ENDINGS.items()}
    assert {row["status"] for row in whole.values()} == {"parsed"}
    told = set(tables["quality_issues"]["document_id"])
    for name in files:
        row = documents[name]
        if row["document_id"] in told or row["text"] is None:
            continue
        # Nothing is told of it: then it lost nothing, or nothing could be known.
        medium = Medium(name.split("-")[0])
        change = name.split("-")[1]
        is_whole = row["text"].split() == whole[medium]["text"].split()
        assert is_whole or change in OUT_OF_REACH.get(medium, ()), name


def test_hostile_files_stop_nothing_else(tables_of):
    files = hostile() | {"good.txt": WHOLE[Medium.TEXT]}
    tables = tables_of(files)
    check_each_is_named(tables, files)
    good = tables["remarks"].filter(document_id="made-up/good.txt")
    assert good.height == 10

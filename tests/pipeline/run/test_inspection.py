from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipeline.checks import CHECKS
from pipeline.limits import Limits
from pipeline.run.inspection import InspectionError, inspect_file
from pipeline.run.stages import run_stage
from pipeline.run.staleness import COLLECTION_STAGES
from pipeline.run.store import Store
from schemas.vocabulary import Stage

TABLES = ("meetings", "agenda_items", "attendance", "remarks")


@pytest.fixture
def outside(tmp_path: Path, memo: str) -> Path:
    """A record in a folder that is no collection and could not be one by its name."""
    folder = tmp_path / "My Downloads"
    folder.mkdir()
    (folder / "memo.txt").write_text(memo, encoding="utf-8")
    return folder / "memo.txt"


def test_a_file_of_a_collection_gives_the_rows_that_the_pipeline_gives(
    collection_of: Callable[..., Path], tmp_path: Path, memo: str
) -> None:
    folder = collection_of({"2024/memo.txt": memo.encode("cp932"), "other.txt": b"other"})
    store = Store(tmp_path / "outputs")
    for stage in COLLECTION_STAGES:
        run_stage(stage, folder, store)
    found = inspect_file(folder / "2024/memo.txt")
    assert found.document["document_id"] == "made-up/2024/memo.txt"
    assert (found.document["encoding"], found.document["publisher"]) == ("cp932", "架空府")
    for name in TABLES:
        assert found.tables[name].equals(store.read(name, "made-up"))
    blocks = store.read("blocks", "made-up").filter(document_id="made-up/2024/memo.txt")
    assert found.blocks.drop("text").equals(blocks)


def test_the_blocks_carry_their_text(outside: Path, memo: str) -> None:
    found = inspect_file(outside)
    assert "".join(found.blocks["text"]) == memo
    by_kind = dict(found.blocks.select("kind", "text").iter_rows())
    assert by_kind["place"] == "場 所：みどり会館 大会議室（４階）\n"


def test_a_file_outside_of_any_collection_needs_no_terms(outside: Path) -> None:
    found = inspect_file(outside)
    assert (found.document["status"], found.document["layout"]) == ("parsed", "points_memo")
    assert {name: rows.height for name, rows in found.tables.items()} == {
        "meetings": 1,
        "agenda_items": 3,
        "attendance": 2,
        "remarks": 2,
    }
    assert found.quality_issues.is_empty()
    assert found.failed_checks == []


def test_nothing_is_left_beside_the_file(outside: Path) -> None:
    before = outside.stat().st_mtime_ns
    inspect_file(outside)
    assert [path.name for path in outside.parent.iterdir()] == ["memo.txt"]
    assert outside.stat().st_mtime_ns == before


def test_the_evidence_is_counted_by_pattern(outside: Path) -> None:
    evidence = inspect_file(outside).evidence.filter(layout="points_memo")
    # One title line and two bullets.
    assert evidence.select("found", "at_least").rows() == [(1, 1), (2, 1)]
    assert evidence["pattern"][1] == "(?m)^[ 　]*l "


def test_a_text_of_no_known_layout_shows_what_it_lacks(outside: Path) -> None:
    outside.write_text("架空の日記\nl 晴れ。\n", encoding="utf-8")
    found = inspect_file(outside)
    assert (found.document["status"], found.document["layout"]) == ("partial", None)
    evidence = found.evidence.filter(layout="points_memo")
    assert evidence["found"].to_list() == [0, 1]
    assert found.quality_issues["rule"].to_list() == ["layout_known"]
    assert [result.check.name for result in found.failed_checks] == ["layout_known"]


def test_a_file_that_cannot_be_decoded_shows_why(outside: Path) -> None:
    outside.write_bytes(b"\xe4\xbc\x9a\n\xff\xfe\n")
    found = inspect_file(outside)
    assert found.document["status"] == "quarantined"
    assert found.evidence.is_empty()
    assert found.blocks.is_empty()
    (issue,) = found.quality_issues.iter_rows(named=True)
    assert (issue["rule"], issue["line"]) == ("decodes", 2)


def test_a_collection_without_a_kind_is_said_to_lack_it(
    collection_of: Callable[..., Path], memo: str
) -> None:
    folder = collection_of({"memo.txt": memo.encode()}, "body.ja = '架空'\n")
    found = inspect_file(folder / "memo.txt")
    assert found.document["status"] == "quarantined"
    assert found.quality_issues["rule"].to_list() == ["terms_stated"]


def test_limits_hold_here_too(outside: Path) -> None:
    found = inspect_file(outside, Limits(max_document_bytes=10))
    assert found.quality_issues["rule"].to_list() == ["size_limit"]


def test_where_a_stage_is_blocked_what_follows_is_not_made(
    outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tiling,) = [c for c in CHECKS[Stage.SEGMENTATION] if c.name == "blocks_conserve_text"]
    # No document is to blame.
    broken = replace(tiling, failing=lambda frames: pl.DataFrame({"reason": ["made up"]}))
    monkeypatch.setitem(CHECKS, Stage.SEGMENTATION, [broken])
    found = inspect_file(outside)
    assert [result.check.name for result in found.failed_checks] == [tiling.name]
    assert found.blocks.height == 14
    assert found.tables == {}
    assert found.quality_issues.is_empty()


@pytest.mark.parametrize("name", ["README.md", ".hidden.txt", "collection.toml"])
def test_what_holds_no_record_is_not_inspected(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("", encoding="utf-8")
    with pytest.raises(InspectionError, match="holds no record"):
        inspect_file(tmp_path / name)


@pytest.mark.parametrize("name", ["nowhere.txt", "."])
def test_what_is_no_file_is_not_inspected(tmp_path: Path, name: str) -> None:
    with pytest.raises(InspectionError, match="no such file"):
        inspect_file(tmp_path / name)

"""What is shown of a run: lineage, files, figures and limits of checks, the page of a release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest

from assets.definitions import defs
from assets.instance import open_instance
from assets.looking import inspect_command
from assets.metadata import (
    PREVIEW_CHARACTERS,
    both_languages,
    column_lineage,
    column_schema,
    made_of,
    of_limits,
    of_table,
    preview,
    tags_of,
)
from assets.release import files_of
from assets.runs import JobRun
from pipeline.checks import CHECKS
from pipeline.limits import DEFAULT_LIMITS
from pipeline.run.collections import TableMade
from pipeline.run.store import Store
from schemas import STAGE_TABLES, TABLES
from schemas.lineage import lineage
from schemas.vocabulary import Stage
from tests.assets.conftest import SEED

Read = Callable[[str, Path, Path], JobRun]


def metadata_of(outputs: Path, name: str) -> dict[str, Any]:
    event = open_instance(outputs).get_latest_materialization_event(dg.AssetKey(name))
    assert event is not None
    assert event.asset_materialization is not None
    return {key: value.value for key, value in event.asset_materialization.metadata.items()}


def evaluation_of(outputs: Path, table: str, name: str) -> dict[str, Any]:
    key = dg.AssetCheckKey(dg.AssetKey(table), name)
    history = open_instance(outputs).event_log_storage.get_asset_check_execution_history
    record = history(key, limit=1)[0]
    assert record.event is not None
    assert record.event.dagster_event is not None
    evaluation = record.event.dagster_event.asset_check_evaluation_data
    return {key: value.value for key, value in evaluation.metadata.items()}


def lineage_of(name: str) -> dict[str, set[tuple[str, str]]]:
    shown = defs.resolve_asset_graph().get(dg.AssetKey(name)).metadata["dagster/column_lineage"]
    return {
        column: {(dep.asset_key.to_user_string(), dep.column_name) for dep in deps}
        for column, deps in shown.deps_by_column.items()
    }


@pytest.mark.parametrize("name", [name for name in STAGE_TABLES if name != "documents"])
def test_a_table_shows_the_columns_that_each_column_is_made_of(name: str) -> None:
    assert lineage_of(name) == {
        column: {(source.table_name, source.column_name) for source in sources}
        for column, sources in lineage(name).items()
    }


def test_a_remark_is_made_of_the_words_of_its_block() -> None:
    assert lineage_of("remarks")["text"] >= {
        ("documents", "text"),
        ("blocks", "char_start"),
        ("blocks", "kind"),
    }


def test_what_is_read_from_files_has_no_lineage() -> None:
    documents = defs.resolve_asset_graph().get(dg.AssetKey("documents"))
    assert "dagster/column_lineage" not in documents.metadata


@pytest.mark.parametrize("name", STAGE_TABLES)
def test_a_table_links_its_file(seed_run: tuple[Path, JobRun, JobRun], name: str) -> None:
    shown = metadata_of(seed_run[0], name)
    file = Path(shown["file"])
    assert file == seed_run[0] / "store" / name / f"{SEED}.parquet"
    assert pl.read_parquet(file).height == shown["dagster/row_count"]


def test_the_release_links_its_files(seed_run: tuple[Path, JobRun, JobRun]) -> None:
    shown = metadata_of(seed_run[0], "release")
    folder = seed_run[0] / "releases/1.0.0"
    assert (shown["folder"], shown["readme"]) == (str(folder), str(folder / "README.md"))
    assert ("page" in shown) is (folder / "index.html").exists()


def test_the_page_of_a_release_is_linked(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html>", encoding="utf-8")
    assert files_of(tmp_path) == {
        "folder": dg.MetadataValue.path(tmp_path),
        "page": dg.MetadataValue.path(tmp_path / "index.html"),
    }


@pytest.mark.parametrize(
    ("table", "name", "figure", "limit"),
    [
        ("documents", "documents_size_limit", 20_769, 67_108_864),
        ("blocks", "unrecognised_share", 0.0, 0.05),
    ],
)
def test_a_check_shows_its_figure_and_its_limit(
    seed_run: tuple[Path, JobRun, JobRun],
    table: str,
    name: str,
    figure: float,
    limit: float,
) -> None:
    shown = evaluation_of(seed_run[0], table, name)
    assert (shown["figure"], shown["limit"], shown["failing_count"]) == (figure, limit, 0)


def test_a_check_without_a_limit_shows_how_many_rows_fail(
    seed_run: tuple[Path, JobRun, JobRun],
) -> None:
    assert evaluation_of(seed_run[0], "blocks", "blocks_conserve_text") == {"failing_count": 0}


def test_the_first_release_has_no_rows_to_lose(seed_run: tuple[Path, JobRun, JobRun]) -> None:
    shown = evaluation_of(seed_run[0], "release", "release_row_counts")
    assert shown == {"failing_count": 0, "limit": 0.1}


def test_every_failing_row_is_shown_up_to_ten(
    collection_of: Callable[..., Path], tmp_path: Path, read_one: Read
) -> None:
    files = {f"{number:02}.txt": b"" for number in range(12)}
    corpus = collection_of(files).parent
    read_one("made-up", corpus, tmp_path / "outputs")
    shown = evaluation_of(tmp_path / "outputs", "documents", "documents_texts")
    assert shown["failing_count"] == 12
    head, _, *rows = shown["failing_rows"].splitlines()
    assert head == "| document_id | line | message |"
    assert [row.split(" | ")[0] for row in rows] == [
        f"| made-up/{number:02}.txt" for number in range(10)
    ]
    assert all("the file is empty. Remove it or fetch it again." in row for row in rows)


def test_a_failed_check_names_the_command_to_look_at_its_document(
    collection_of: Callable[..., Path],
    tmp_path: Path,
    memo: str,
    read_one: Read,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = collection_of({"memo.txt": memo.replace("（月）", "（火）").encode()}).parent
    monkeypatch.chdir(tmp_path)
    run = read_one("made-up", corpus, tmp_path / "outputs")
    (check,) = run.failed_checks
    assert check.documents == ("made-up/memo.txt",)
    key = dg.AssetCheckKey(dg.AssetKey("meetings"), "meetings_plausible")
    history = open_instance(tmp_path / "outputs").event_log_storage
    (record,) = history.get_asset_check_execution_history(key, limit=5)
    assert record.event is not None
    assert record.event.dagster_event is not None
    said = record.event.dagster_event.asset_check_evaluation_data.description or ""
    rule, reason, command = said.split("\n\n")
    assert rule == "**meetings_weekday_matches_date**"
    assert reason.startswith("made-up/memo.txt:2: the source says 火 for 2024-04-01")
    assert command == f"`{inspect_command(Path('corpus'), 'made-up/memo.txt')}`"


def test_a_row_that_has_no_document_of_its_own_leads_to_its_document(
    collection_of: Callable[..., Path],
    tmp_path: Path,
    memo: str,
    read_one: Read,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changed = [
        # One that blocks would keep the document out.
        replace(check, blocking=False, failing=lambda frames: frames["remarks"].select("remark_id"))
        if check.name == "remarks_match_source"
        else check
        for check in CHECKS[Stage.NORMALISATION]
    ]
    monkeypatch.setitem(CHECKS, Stage.NORMALISATION, changed)
    corpus = collection_of({"deep/memo.txt": memo.encode()}).parent
    run = read_one("made-up", corpus, tmp_path / "outputs")
    (check,) = run.failed_checks
    assert (check.name, check.documents) == ("remarks_match_source", ("made-up/deep/memo.txt",))
    # The ledger knows it too, for runs that find nothing changed.
    entry = Store(tmp_path / "outputs").read_ledger("made-up", Stage.NORMALISATION)
    assert entry is not None
    (verdict,) = [one for one in entry.verdicts if not one.passed]
    assert verdict.documents == ["made-up/deep/memo.txt"]


def test_columns_are_shown_with_their_meaning_and_their_constraints() -> None:
    shown = {column.name: column for column in column_schema(TABLES["attendance"]).columns}
    meeting = shown["meeting_id"]
    assert (meeting.type, meeting.description) == ("String", "Meeting.\n\n会議ID")
    assert meeting.constraints.other == ["references meetings.meeting_id"]
    assert shown["presence"].constraints.other == [
        "one of present, online, proxy, absent, unstated"
    ]
    assert shown["attendance_id"].constraints.unique
    assert shown["family_name"].constraints.nullable
    assert not shown["name_text"].constraints.nullable
    # No column of a compound key is unique by itself.
    assert not [each for each in column_schema(TABLES["blocks"]).columns if each.constraints.unique]


def test_a_table_that_is_made_of_no_columns_shows_no_lineage() -> None:
    assert column_lineage("documents") == made_of("documents") == {}
    rows = str(made_of("remarks")["made_of"].value).splitlines()
    assert rows[:2] == ["| column | made of |", "| --- | --- |"]
    assert len(rows) == 2 + len(lineage("remarks"))
    assert any(row.startswith("| meeting_id | blocks.meeting_id") for row in rows)


def test_a_table_is_told_of_in_both_languages() -> None:
    assert both_languages(TABLES["remarks"]).endswith("\n\n発言")
    assert tags_of(Stage.INGESTION) == {"stage": "ingestion", "language": "ja"}


def test_a_preview_is_a_table_of_markdown_whatever_the_texts_hold() -> None:
    rows = pl.DataFrame(
        {
            "text": ["一|二\n\n三\t四", None, "雲" * 99],
            "ordinal": [1, 2, None],
            "on": [True, None, False],
        }
    )
    assert preview(rows).splitlines() == [
        "| text | ordinal | on |",
        "| --- | --- | --- |",
        "| 一¦二 三 四 | 1 | true |",
        "|  | 2 |  |",
        f"| {'雲' * PREVIEW_CHARACTERS} |  | false |",
    ]
    assert preview(rows.clear()).splitlines() == ["| text | ordinal | on |", "| --- | --- | --- |"]
    assert preview(rows.select("text").tail(1), 3).splitlines()[-1] == "| 雲雲雲 |"


def test_a_materialisation_shows_its_rows_and_where_they_are(tmp_path: Path) -> None:
    made = TableMade(12, pl.DataFrame({"text": ["賛成。"]}), tmp_path / "remarks.parquet", "0" * 64)
    shown = of_table(made, 1.23456)
    assert shown["dagster/row_count"] == 12
    assert shown["preview"].value == "| text |\n| --- |\n| 賛成。 |"
    assert shown["file"].value == str(tmp_path / "remarks.parquet")
    assert shown["stage_seconds"].value == 1.235


def test_limits_of_other_value_are_shown_apart() -> None:
    default = DEFAULT_LIMITS.max_row_loss_share
    assert of_limits({}) == {}
    assert set(of_limits({"max_row_loss_share": default})) == {"limits"}
    stated = {"max_row_loss_share": default, "max_document_bytes": 5}
    shown = of_limits(stated)
    assert shown["limits"].value == stated
    assert shown["limits_other_than_default"].value == {"max_document_bytes": 5}

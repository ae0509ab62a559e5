"""For every check, by its name, what makes it fail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import polars as pl

from pipeline.ingestion.damage import DAMAGES
from pipeline.ingestion.media.doubts import DOUBTS as MEDIA_DOUBTS
from pipeline.normalisation.doubts import DOUBTS

Frames = dict[str, pl.DataFrame]
Table = Callable[..., pl.DataFrame]
Change = Callable[[Frames, Table], Frames]

MEETING = "made-up/2024-04-01/1"


def changed(table_name: str, **values: object) -> Change:
    """Change every row of a table."""
    return lambda good, table_of: {
        table_name: good[table_name].with_columns(
            pl.lit(value, dtype=good[table_name].schema[name]).alias(name)
            for name, value in values.items()
        )
    }


def added(table_name: str, *rows: dict[str, object]) -> Change:
    """Add rows to a table."""
    return lambda good, table_of: {
        table_name: pl.concat([good[table_name], table_of(table_name, *rows)])
    }


def both(*changes: Change) -> Change:
    def change(good: Frames, table_of: Table) -> Frames:
        frames = good
        for one in changes:
            frames = {**frames, **one(frames, table_of)}
        return frames

    return change


def refused(rule: str) -> Change:
    """A file that ingestion kept out by a rule."""
    other = {"document_id": "made-up/other.txt", "status": "quarantined", "text": None}
    return both(added("documents", other), added("quality_issues", {"rule": rule}))


def unopened(rule: str) -> Change:
    """Something in the folder of a collection that ingestion did not open."""
    return added("quality_issues", {"rule": rule, "document_id": None, "line": None})


def noted(stage: str, rule: str) -> Change:
    """A warning of a stage."""
    return added("quality_issues", {"stage": stage, "rule": rule, "severity": "warn"})


def failed_on(stage: str, rule: str) -> Change:
    """Another document that a stage kept out."""
    return added("quality_issues", {"stage": stage, "rule": rule})


def kept_out(table_name: str, row_key: str) -> Change:
    """A row that normalisation kept out."""
    return added(
        "quality_issues",
        {
            "stage": "normalisation",
            "rule": "schema",
            "table_name": table_name,
            "row_key": row_key,
            "document_id": "made-up/memo.txt",
        },
    )


def without(table_name: str) -> Change:
    return lambda good, table_of: {table_name: good[table_name].clear()}


def block(kind: str, start: int, end: int, **values: object) -> dict[str, object]:
    return {"kind": kind, "char_start": start, "char_end": end, **values}


def second_meeting_quarantined(good: Frames, table_of: Table) -> Frames:
    other = {"document_id": "made-up/other.txt", "meeting_id": "made-up/undated/2"}
    blocks = block("title", 0, 5, **other), block("date", 5, 9, ordinal=2, **other)
    document = {"document_id": "made-up/other.txt", "text": "九文字あるはずの本"}
    out = kept_out("meetings", "made-up/undated/2")
    frames = both(added("documents", document), added("blocks", *blocks), out)(good, table_of)
    located = pl.col("quality_issue_id").is_not_null()
    issues = frames["quality_issues"].with_columns(
        document_id=pl.when(located).then(pl.lit("made-up/other.txt"))
    )
    return {**frames, "quality_issues": issues}


def changed_block(of: str, /, **values: object) -> Change:
    """Change the block of a kind."""

    return lambda good, table_of: {
        "blocks": good["blocks"].with_columns(
            pl.when(pl.col("kind") == of)
            .then(pl.lit(value, dtype=good["blocks"].schema[name]))
            .otherwise(name)
            .alias(name)
            for name, value in values.items()
        )
    }


NOWHERE = {"meeting_id": "made-up/2024-04-02/2", "document_id": "made-up/nowhere.txt"}

# What makes a check fail, and it alone. Where a fault cannot but break another check as well,
# that is named behind it.
FAULTS: dict[str, tuple[Change, set[str]]] = {
    "documents_decodes": (refused("decodes"), set()),
    "documents_not_empty": (refused("not_empty"), set()),
    "documents_seen_once": (refused("seen_once"), set()),
    "documents_terms_stated": (refused("terms_stated"), set()),
    "documents_size_limit": (refused("size_limit"), set()),
    "documents_media_type": (refused("media_type"), set()),
    "documents_read": (refused("document_readable"), set()),
    "documents_folder_readable": (unopened("folder_readable"), set()),
    "documents_file_readable": (unopened("file_readable"), set()),
    "documents_regular_file": (unopened("regular_file"), set()),
    "documents_holds_records": (unopened("holds_records"), set()),
    "documents_lock_file": (noted("ingestion", "lock_file"), set()),
    "documents_saved_page_folder": (noted("ingestion", "saved_page_folder"), set()),
    "documents_given_readable": (unopened("given_readable"), set()),
    "documents_given_columns_known": (noted("ingestion", "given_columns_known"), set()),
    "documents_terms_known": (noted("ingestion", "terms_known"), set()),
    "documents_given_columns_once": (unopened("given_columns_once"), set()),
    "documents_given_rows_read": (unopened("given_rows_read"), set()),
    "documents_given_paths_known": (unopened("given_paths_known"), set()),
    "documents_given_values_valid": (unopened("given_values_valid"), set()),
    "documents_extracts": (refused("extracts"), set()),
    **{
        f"documents_{expected.rule}": (noted("ingestion", expected.rule), set())
        for expected in MEDIA_DOUBTS.values()
    },
    **{f"documents_{damage.rule}": (noted("ingestion", damage.rule), set()) for damage in DAMAGES},
    "documents_schema": (changed("documents", byte_count=-1), set()),
    "documents_accounted": (
        added("documents", {"document_id": "a/b", "status": "quarantined", "text": None}),
        set(),
    ),
    "documents_segmented": (failed_on("segmentation", "document_readable"), set()),
    "documents_normalised": (failed_on("normalisation", "document_consistent"), set()),
    "blocks_schema": (changed("blocks", line_end=0), set()),
    "blocks_foreign_keys": (
        added("blocks", block("gap", 0, 1, document_id="a/nowhere", meeting_id=None)),
        set(),
    ),
    "blocks_conserve_text": (changed_block("remark", char_end=43), set()),
    "one_header_a_meeting": (changed_block("date", kind="label"), set()),
    "layout_known": (noted("segmentation", "layout_known"), set()),
    "unrecognised_share": (noted("segmentation", "unrecognised_share"), set()),
    "meetings_schema": (changed("meetings", floor=4, session=0), set()),
    "meetings_foreign_keys": (added("meetings", NOWHERE), {"meetings_accounted"}),
    "meetings_none_quarantined": (second_meeting_quarantined, set()),
    "meetings_accounted": (added("meetings", {"meeting_id": "made-up/2024-04-02/2"}), set()),
    "meetings_weekday_matches_date": (noted("normalisation", "weekday_matches_date"), set()),
    "meetings_start_before_end": (noted("normalisation", "start_before_end"), set()),
    "meetings_times_agree": (changed("meetings", start_time=time(9)), set()),
    "meetings_hour_exists_once": (noted("normalisation", "hour_exists_once"), set()),
    "meetings_hour_in_standard_time": (noted("normalisation", "hour_in_standard_time"), set()),
    **{
        f"{doubt.table_name}_{doubt.rule}": (noted("normalisation", doubt.rule), set())
        for doubt in DOUBTS
    },
    "agenda_items_schema": (changed("agenda_items", level=0), set()),
    "agenda_items_foreign_keys": (changed("agenda_items", parent_id="nowhere"), set()),
    "agenda_items_none_quarantined": (
        both(
            without("agenda_items"),
            changed("remarks", agenda_item_id=None, top_agenda_item_id=None),
            kept_out("agenda_items", f"{MEETING}/g-00000001"),
        ),
        set(),
    ),
    "agenda_items_accounted": (
        added("agenda_items", {"agenda_item_id": "g-2", "ordinal": 2}),
        set(),
    ),
    "agenda_items_ordinals": (changed("agenda_items", ordinal=2), set()),
    "attendance_schema": (changed("attendance", presence="asleep"), set()),
    "attendance_foreign_keys": (changed("attendance", meeting_id="nowhere"), set()),
    "attendance_none_quarantined": (kept_out("attendance", f"{MEETING}/a-00000002"), set()),
    "attendance_ordinals": (changed("attendance", ordinal=2), set()),
    "attendance_match_source": (changed("attendance", name_text="柏木委員"), set()),
    "remarks_schema": (changed("remarks", char_count=0), set()),
    "remarks_foreign_keys": (changed("remarks", attendance_id="nowhere"), set()),
    "remarks_none_quarantined": (
        both(without("remarks"), kept_out("remarks", f"{MEETING}/r-00000001")),
        set(),
    ),
    "remarks_accounted": (added("remarks", {"remark_id": "r-2", "ordinal": 2}), set()),
    "remarks_ordinals": (changed("remarks", ordinal=2), set()),
    "remarks_match_source": (changed("remarks", text="反対。"), set()),
    "quality_issues_schema": (
        added("quality_issues", {"stage": "export", "severity": "warn", "rule": "No Rule"}),
        set(),
    ),
}

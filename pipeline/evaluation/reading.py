"""What the pipeline reads of the gold, in the truth's form."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipeline.evaluation.visible import visible, visible_count
from pipeline.ingestion.collection import COLLECTION_FILE, read_collection
from pipeline.ingestion.ingest import ingest
from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.segment import segment
from pipeline.segmentation.speaker_styles import with_layout
from schemas.table import TIME_ZONE
from schemas.vocabulary import RemarkKind

_COLLECTION = """\
made_up = true
record_kind = "verbatim"

[body]
ja = "架空の会議体"

[publisher]
ja = "架空の公表者"

[license]
name = "架空の利用条件"
"""
"""Terms of each record: stated as verbatim, so that `record_kind` is what the record shows."""


class Reading(NamedTuple):
    """What was read, as frames, with the truth's `record` and `file`.

    In `remarks`, `start` and `end` count visible characters of the file, without the marker.
    """

    meetings: pl.DataFrame
    attendance: pl.DataFrame
    remarks: pl.DataFrame


def read_records(records: pl.DataFrame) -> Reading:
    """Run the stages on each record, as a collection of its own.

    Parameters
    ----------
    records
        `record` and `folder`.
    """
    readings = [_read(record, Path(folder)) for record, folder in _names_and_folders(records)]
    return Reading(*(pl.concat(frames) for frames in zip(*readings, strict=True)))


def _names_and_folders(records: pl.DataFrame) -> list[tuple[str, str]]:
    return records.select("record", "folder").rows()


def _read(record: str, source: Path) -> Reading:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / source.name.replace("_", "-")
        folder.mkdir()
        (folder / COLLECTION_FILE).write_text(_COLLECTION, encoding="utf-8")
        for file in source.glob("*.txt"):
            shutil.copy(file, folder)
        documents = with_layout(ingest(folder).documents)
        kind = read_collection(folder).record_kind
    tables = normalise(documents, segment(documents).blocks, kind)
    files = documents.select("document_id", "text", file="path")
    meetings = tables.meetings.join(files, on="document_id", how="left")
    of_record = pl.lit(record).alias("record")
    return Reading(
        meetings.select(
            of_record,
            *("meeting_id", "file", "char_start", "char_end", "record_kind"),
            line=pl.col("line_start").cast(pl.Int64),
            date=pl.col("date").cast(pl.String),
            start=_clock("starts_at"),
            end=_clock("ends_at"),
            round=pl.col("session").cast(pl.String),
        ),
        tables.attendance.join(files, on="document_id", how="left").select(
            of_record,
            *("meeting_id", "file", "attendance_id", "presence"),
            line=pl.col("line_start").cast(pl.Int64),
            group=_bare("attendee_group"),
            name=_bare("name_text"),
            position=_bare("position"),
        ),
        _placed(tables.remarks.join(files, on="document_id", how="left")).select(
            of_record,
            *("file", "start", "end", "attribution_basis", "attendance_id"),
            # The annotators write a continuation as a remark without a label.
            pl.col("kind").replace(RemarkKind.CONTINUATION.value, RemarkKind.REMARK.value),
            line=pl.col("line_start").cast(pl.Int64),
            label=_bare("speaker_text"),
            first=pl.col("text").str.slice(0, 12),
        ),
    )


def _placed(remarks: pl.DataFrame) -> pl.DataFrame:
    """Add `start` and `end` of the speech, in visible characters."""

    def before(char: str) -> pl.Expr:
        return visible_count(pl.col("text_right").str.slice(0, pl.col(char)))

    return remarks.with_columns(
        start=before("char_start") + visible_count(pl.col("marker").fill_null("")),
        end=before("char_end"),
    )


def _clock(column: str) -> pl.Expr:
    return pl.col(column).dt.convert_time_zone(TIME_ZONE).dt.strftime("%H:%M")


def _bare(column: str) -> pl.Expr:
    return visible(pl.col(column)).fill_null("")

"""Lists of attendees that a record announces, and that were not read."""

from __future__ import annotations

import polars as pl

from pipeline.normalisation.doubts.reading import Reading
from pipeline.text.numerals import NUMBER
from schemas.vocabulary import BlockKind

_LIST_LABEL = (
    r"^[（(0-9０-９．.○〇◯◎●■□・【〔<＜《]{0,3}(?:[^。]{0,12}(?:に|の)?出席(?:した)?(?:委員|議員|者|構成員)"
    r"|出席状況|出欠|委員の出欠|参加者|構成員|出席)"
)
_SUMMONED = "^[^ぁ-ん不]{0,4}(?:開会日に)?応招(?:した)?(?:議員|委員|者)"
_MEMBERS_CAME = "(?:出席|応招)(?:した)?(?:議員|委員|者|構成員)"
_CAME_ALONE = "^[^ぁ-ん]{0,6}(?:出席|欠席)(?:した|の)?[^ぁ-ん0-9０-９]{1,8}[】〕］＞]?[：:]?$"
"""A label of a list that says who came, and neither how many nor nobody (なし)."""
_SPOKEN = (BlockKind.REMARK.value, BlockKind.HEADING.value, BlockKind.ITEM.value)
_LONGEST_LABEL = 24
"""Maximum length of the label of a list, in characters."""


def missing_lists(reading: Reading) -> pl.DataFrame:
    """Find list labels before the first remark, in meetings without attendance.

    Columns: `document_id`, `line` and `excerpt`.
    """
    unlisted = reading.meetings.filter(pl.col("attendee_count_stated").is_null()).join(
        reading.attendance, on="meeting_id", how="anti"
    )
    counted = reading.lines.filter(
        ~pl.col("has_spoken"), pl.col("text").str.contains(f"{NUMBER}[ 　]*[名人]")
    )
    unlisted = unlisted.join(counted, on="meeting_id", how="anti")
    bare = pl.col("text").str.replace_all(r"\s", "")
    labels = reading.lines.filter(
        ~pl.col("has_spoken"),
        bare.str.len_chars() <= _LONGEST_LABEL,
        bare.str.contains(_LIST_LABEL),
    ).join(unlisted, on="meeting_id", how="semi")
    places = (labels, _summoned_alone(reading), _labels_before_speech(reading))
    columns = ("document_id", "line", "text")
    found = pl.concat(place.select(columns) for place in places).unique(maintain_order=True)
    return found.rename({"text": "excerpt"})


def _labels_before_speech(reading: Reading) -> pl.DataFrame:
    """Find labels of lists that nothing follows but a heading or speech.

    The persons below it were read as such: 出席した公述人, and the remark 第一番　青木一郎.
    """
    bare = pl.col("text").str.replace_all(r"\s", "")
    of_record = ("document_id", "meeting_id")
    followed = pl.col("kind").shift(-1).over(of_record).is_in(_SPOKEN)
    is_next = pl.col("line").shift(-1).over(of_record) == pl.col("line") + 1
    persons = reading.attendance.select("document_id", line=pl.col("line_start").cast(pl.Int32))
    return reading.lines.filter(
        ~pl.col("has_spoken"),
        pl.col("kind") == BlockKind.ATTENDANCE.value,
        "opens",
        bare.str.contains(_CAME_ALONE),
        followed & is_next,
    ).join(persons, on=["document_id", "line"], how="anti")


def _summoned_alone(reading: Reading) -> pl.DataFrame:
    """Find labels of who answered a summons, in meetings that list no members who came.

    Such a list is a note beside one of who came; by itself, nobody of it is listed.
    """
    bare = pl.col("text").str.replace_all(r"\s", "")
    came = reading.lines.filter(
        pl.col("kind") == BlockKind.ATTENDANCE.value, bare.str.contains(_MEMBERS_CAME)
    )
    return reading.lines.filter(
        ~pl.col("has_spoken"),
        pl.col("kind") == BlockKind.NOTE.value,
        "opens",
        bare.str.contains(_SUMMONED),
    ).join(came, on="meeting_id", how="anti")

"""`persons`: one row per person, across meetings."""

from datetime import date

import polars as pl

from schemas.columns import column
from schemas.table import Table
from schemas.vocabulary import PersonBasis


class Persons(Table):
    """A person, as far as the records show that rows are about the same one."""

    person_id: str = column(
        "Collection that names the person first, and the name; kept in later releases.",
        "人物ID（後の版でも変わらない）",
    )
    collection_id: str = column(
        "Collection whose records name the person first.", "最初に現れる収集単位のID"
    )
    name_text: str = column("Fullest name, as written most often.", "氏名（最も詳しい表記）")
    family_name: str = column("Family name.", "姓")
    given_name: str = column("Given name; null where no record has it.", "名", nullable=True)
    first_meeting_id: str = column(
        "First meeting with the person.", "初出の会議ID", references="meetings.meeting_id"
    )
    last_meeting_id: str = column(
        "Last meeting with the person.", "最後の会議ID", references="meetings.meeting_id"
    )
    first_date: date = column("Date of the first meeting.", "初出の日付", nullable=True)
    last_date: date = column("Date of the last meeting.", "最後の日付", nullable=True)
    meeting_count: pl.Int32 = column("Meetings with the person.", "会議数", minimum=1)
    attendance_count: pl.Int32 = column("Rows of attendance.", "出席者の行数", minimum=0)
    remark_count: pl.Int32 = column("Remarks by the person.", "発言数", minimum=0)
    basis: str = column(
        "The weakest rule that joined a row to the person.",
        "同一人物とした根拠のうち最も弱いもの",
        vocabulary=PersonBasis,
    )
    confidence: pl.Int32 = column(
        "How sure the weakest rule is, in percent.", "確からしさ（%）", unit="percent", minimum=0
    )
    former_ids: str = column(
        "Identifiers of earlier releases that this one took the place of when persons were merged, "
        "joined by a vertical bar; null where there are none.",
        "統合により廃止した以前の人物ID（縦棒でつなぐ。なければ欠損）",
        nullable=True,
    )
    split_from: str = column(
        "Identifier under which rows of this person were published before, where it stayed with "
        "somebody else; null where there is none.",
        "分割前の人物ID（元のIDは別の人物に残る。なければ欠損）",
        nullable=True,
    )

    class Config:
        unique = ["person_id"]
        metadata = {
            "ja": "人物",
            "sort_by": ["person_id"],
            "split_from": "split_from",
            "recognised": {"within": ["collection_id"], "by": ["person_id"], "place": None},
        }

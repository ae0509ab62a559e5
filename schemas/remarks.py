"""`remarks`: one row per remark, or per list item inside one."""

import polars as pl

from schemas.columns import column, confidence, person_basis
from schemas.source_columns import (
    char_end,
    char_start,
    document_id,
    line_end,
    line_start,
    page_end,
    page_start,
)
from schemas.table import Table
from schemas.vocabulary import (
    AttributionBasis,
    PersonReason,
    RemarkKind,
    SpeakerStatus,
)


class Remarks(Table):
    """A remark as recorded. In a summary it is the recorder's wording, not the speaker's."""

    remark_id: str = column("Meeting and a hash of the text.", "発言ID")
    meeting_id: str = column("Meeting.", "会議ID", references="meetings.meeting_id")
    document_id: str = document_id()
    agenda_item_id: str = column(
        "The innermost heading before the remark; null before the first one. The list of the "
        "agenda in the front matter is no heading.",
        "直前の最も内側の見出しの議題ID（冒頭に掲げた議題の一覧は見出しに含めない）",
        nullable=True,
        references="agenda_items.agenda_item_id",
    )
    top_agenda_item_id: str = column(
        "The outermost heading above; null where there is none.",
        "最上位の議題ID（見出しがなければ欠損）",
        nullable=True,
        references="agenda_items.agenda_item_id",
        follows="agenda_item_id",
    )
    agenda_path: str = column(
        "Titles of the headings above, from the outermost down, separated by ` > `; null where "
        "there is none.",
        "上位から並べた見出しの標題（「 > 」区切り。見出しがなければ欠損）",
        nullable=True,
        follows="agenda_items.title",
    )
    ordinal: pl.Int32 = column("Place in the meeting, from 1.", "会議内の順番", minimum=1)
    parent_remark_id: str = column(
        "The remark that an item belongs to, or that a continuation goes on with.",
        "箇条が属する発言、または続きの元の発言のID",
        nullable=True,
        references="remarks.remark_id",
    )
    kind: str = column("What the row is.", "種類", vocabulary=RemarkKind)
    marker: str = column(
        "Marker and label before the text, as written; with `text` it makes the source span.",
        "本文の前の印と名札（原文のまま）",
        nullable=True,
    )
    speaker_text: str = column(
        "Who spoke, as written or as the source gives it.",
        "発言者（原文または出典の項目のまま）",
        nullable=True,
    )
    speaker_status: str = column(
        "What the source says of who spoke.", "発言者の記載状況", vocabulary=SpeakerStatus
    )
    attribution_basis: str = column(
        "Where the speaker was read from.",
        "発言者の根拠",
        nullable=True,
        vocabulary=AttributionBasis,
    )
    attendance_id: str = column(
        "The speaker in the list of attendees.",
        "出席者ID",
        nullable=True,
        references="attendance.attendance_id",
    )
    speech_order: pl.Int32 = column(
        "Number of the speech in its meeting (発言番号), as the source gives it; null where the "
        "source is a text alone.",
        "発言番号（出典の項目による。本文のみの記録では欠損）",
        nullable=True,
        minimum=0,
    )
    speaker_role: str = column(
        "Role in which the speaker spoke, as the source gives it, such as 参考人; null where it "
        "gives none.",
        "発言者の役割（証人、参考人、公述人。出典の項目による）",
        nullable=True,
    )
    speaker_group: str = column(
        "Group or party of the speaker, as the source gives it; null where it gives none.",
        "発言者の所属会派（出典の項目による）",
        nullable=True,
    )
    speaker_position: str = column(
        "Position of the speaker, as the source gives it; null where it gives none.",
        "発言者の肩書き（出典の項目による）",
        nullable=True,
    )
    confidence: pl.Int32 = confidence("that a remark begins here", "発言の始まりであること")
    person_id: str = column(
        "Person who spoke; of an item or a continuation, as of its remark.",
        "発言した人物のID（箇条と続きは元の発言と同じ）",
        nullable=True,
        references="persons.person_id",
    )
    person_basis: str = person_basis()
    person_reason: str = column(
        "Why the row has no person; null with a person, and of interjections and stage directions.",
        "人物IDがない理由（人物IDがあれば、また不規則発言とト書きでは欠損）",
        nullable=True,
        vocabulary=PersonReason,
        follows="person_id",
    )
    text: str = column(
        "The words as written, hard wraps joined, without marker and label.",
        "本文（改行を継ぎ、印と名札を除く）",
    )
    text_normalized: str = column(
        "The text for searching: NFKC, lower case, one form of each radical, sign and old kanji "
        "(﨑 as 崎). Never to be quoted.",
        "検索用の本文（NFKC、英小文字、部首・記号・旧字体を一つの字形に統一。引用には使わない）",
        follows="text",
    )
    char_count: pl.Int32 = column(
        "Length of text.", "本文の文字数", unit="code point", minimum=1, follows="text"
    )
    char_start: pl.Int64 = char_start()
    char_end: pl.Int64 = char_end()
    line_start: pl.Int32 = line_start()
    line_end: pl.Int32 = line_end()
    page_start: pl.Int32 = page_start()
    page_end: pl.Int32 = page_end()

    class Config:
        unique = ["remark_id"]
        metadata = {
            "ja": "発言",
            "sort_by": ["meeting_id", "ordinal"],
            # It would double the file.
            "not_in_csv": ["text_normalized"],
            "recognised": {"within": ["meeting_id"], "by": ["text"], "place": "ordinal"},
        }

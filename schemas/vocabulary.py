"""Closed vocabularies of the tables, with meanings in Japanese and English."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Vocabulary(StrEnum):
    """A closed list of values.

    Each member is its published value, with its meaning as `ja` and `en`.
    """

    ja: str
    en: str

    def __new__(cls, value: str, ja: str, en: str) -> Vocabulary:
        member = str.__new__(cls, value)
        member._value_ = value
        member.ja = ja
        member.en = en
        return member

    @classmethod
    def values(cls) -> list[str]:
        """Return the published values, in order of definition."""
        return [member.value for member in cls]

    @classmethod
    def of(cls, value: str) -> Self:
        """Return the member with a published value.

        Raises
        ------
        ValueError
            The vocabulary has no such value.
        """
        for member in cls:
            if member.value == value:
                return member
        raise ValueError(f"{value!r} is not one of {', '.join(cls.values())}")


class DocumentStatus(Vocabulary):
    """How far a source file got."""

    PARSED = (
        "parsed",
        "読み取り、課題は見つからなかった",
        "read, and nothing wrong or doubtful was found",
    )
    PARTIAL = (
        "partial",
        "読み取ったが、疑わしい点または公開しなかった行がある（quality_issues）",
        "read, but something is doubtful, or a row was kept out: see quality_issues",
    )
    QUARANTINED = (
        "quarantined",
        "受け入れず、行を作っていない（理由は quality_issues）",
        "kept out, no row is made of it; the reason is in quality_issues",
    )


class RecordKind(Vocabulary):
    """What sort of record the source is."""

    VERBATIM = "verbatim", "逐語の記録（議事録・会議録）", "verbatim record"
    SUMMARY = "summary", "要約（議事要旨・議事概要）", "summary"
    POINTS = "points", "論点の列挙（論点メモ）", "list of points made"


class Basis(Vocabulary):
    """Who states a value: the record, or its publisher beside it."""

    STATED = "stated", "記録に記載", "the record states it"
    GIVEN = (
        "given",
        "記録の本文の外で公表者が示した（records.csv、collection.toml、または出典の項目）",
        "its publisher gives it beside the record's text: in records.csv, in collection.toml or in "
        "fields of the source",
    )


class MeetingFormat(Vocabulary):
    """How the meeting was held."""

    IN_PERSON = "in_person", "会場開催と明記", "stated to be in person"
    ONLINE = "online", "オンライン開催と明記", "stated to be online"
    HYBRID = "hybrid", "会場とオンラインの併用と明記", "stated to be both"
    UNSTATED = "unstated", "記載なし", "not stated"


class BlockKind(Vocabulary):
    """What a span of a document is."""

    TITLE = "title", "会議名の行", "title line of a meeting"
    DATE = "date", "日時", "date and time"
    PLACE = "place", "場所", "place"
    LABEL = (
        "label",
        "後続の部分の見出し（出席者、概要など）",
        "label that opens a part of the record",
    )
    ATTENDANCE = "attendance", "出席者の一群", "one group of attendees"
    HEADING = "heading", "議題などの見出し", "heading that opens a part of the body"
    REMARK = "remark", "発言・論点", "remark"
    ITEM = "item", "発言の中の箇条", "item of a list inside a remark"
    INTERJECTION = "interjection", "不規則発言", "interjection"
    STAGE = "stage", "ト書き", "stage direction"
    PROSE = "prose", "発言によらない記述", "prose that reports the discussion without remarks"
    AGENDA = "agenda", "冒頭に掲げた議題・次第", "agenda printed in the front matter"
    NOTE = "note", "資料・傍聴などその他の事項", "other matters: documents, public, notices"
    CLOSING = "closing", "結び（以上）", "closing line"
    SEPARATOR = "separator", "罫線", "rule between parts"
    PAGE_MARK = "page_mark", "頁の印・柱", "page number or running header"
    GAP = "gap", "空白", "white space between blocks"
    UNRECOGNISED = "unrecognised", "認識できなかった文字列", "text that no rule recognised"


class AgendaKind(Vocabulary):
    """What sort of part a heading opens."""

    GREETING = "greeting", "挨拶", "greeting"
    TOPIC = "topic", "議題", "agenda topic"
    SECTION = "section", "議題の中の節", "section inside a topic"
    OTHER = "other", "その他", "other business"
    SUMMARY = "summary", "総括", "summing up"


class Presence(Vocabulary):
    """Whether a listed person took part."""

    PRESENT = "present", "出席", "present"
    ONLINE = "online", "オンライン出席", "present online"
    PROXY = "proxy", "代理出席", "present for somebody else"
    ABSENT = "absent", "欠席", "absent"
    UNSTATED = "unstated", "出欠の記載なし", "listed, but presence is not stated"


class RemarkKind(Vocabulary):
    """What a row of `remarks` is."""

    REMARK = "remark", "発言", "remark"
    CONTINUATION = (
        "continuation",
        "発言の続き（不規則発言やト書きの後）",
        "speech that goes on after an interjection or a stage direction",
    )
    ITEM = "item", "発言の中の箇条", "item of a list inside a remark"
    INTERJECTION = "interjection", "不規則発言", "interjection"
    STAGE = "stage", "ト書き", "stage direction"


class SpeakerStatus(Vocabulary):
    """How the source names the speaker.

    *Not recorded* and *not recognised* are two things.
    """

    NAMED = "named", "氏名で記載", "the source names a person"
    ORGANIZATION = "organization", "組織名で記載", "the source names an organisation"
    ROLE_ONLY = (
        "role_only",
        "職名のみで記載",
        "the source names a role only; attendance_id says who held it, where one person did",
    )
    CODED = "coded", "符号で記載", "the source gives a code"
    NOT_RECORDED = "not_recorded", "発言者の記載なし", "the source names nobody"
    NOT_RECOGNISED = (
        "not_recognised",
        "記載はあるが認識できなかった",
        "the source names somebody, but it was not recognised",
    )


class AttributionBasis(Vocabulary):
    """Where the speaker was read from."""

    GIVEN = (
        "given",
        "出典の項目（国会会議録検索システムの発言者）",
        "field of the source, such as the speaker that the search system of the Diet gives",
    )
    LABEL = "label", "発言に付された名前", "label of the remark itself"
    HEADING = "heading", "見出し", "heading before the remark"
    LEGEND = "legend", "凡例", "legend of the glyphs"
    CONTINUATION = "continuation", "直前の発言", "the remark that it goes on with"


class PersonBasis(Vocabulary):
    """The rule by which a row was joined to its person, weakest last."""

    LISTED = (
        "listed",
        "出席者名簿の行",
        "the row of attendance itself, the only one of the person, or the one that a remark points "
        "to",
    )
    FULL_NAME = (
        "full_name",
        "姓名の一致（名は最初の字のみの場合もある）",
        "the same family and given name, or how the given name begins: 青木（光）",
    )
    AFFILIATION = "affiliation", "姓と所属の一致", "the same family name and affiliation"
    POSITION = "position", "姓と職名の一致", "the same family name and position"
    ROLE = "role", "その会議で役割を務める者", "who holds the role in the meeting"
    FAMILY_NAME = (
        "family_name",
        "同じ会議体で唯一の姓",
        "the only person of this family name in the body",
    )


class PersonReason(Vocabulary):
    """Why a row has no person."""

    AMBIGUOUS = (
        "ambiguous",
        "同姓などのため特定できない",
        "more than one person fits, as two of one family name",
    )
    NO_NAME = "no_name", "氏名の記載がない", "the source gives no name of a person"
    NOT_RECORDED = "not_recorded", "発言者の記載がない", "the source names nobody for the remark"
    NOT_RECOGNISED = (
        "not_recognised",
        "記載はあるが認識できなかった",
        "the source names somebody for the remark, but it was not recognised",
    )
    NOT_LISTED = (
        "not_listed",
        "名簿にない発言者で、根拠が足りない",
        "the speaker is in no list, and the evidence is not enough",
    )
    CODED = "coded", "記号のみの記載", "the source gives a letter or number for the person"


class OrganizationKind(Vocabulary):
    """What an organisation is."""

    BODY = "body", "会議体", "a body that meets, such as a council or a committee"
    GOVERNMENT = "government", "国の機関", "a ministry, an agency or a part of one"
    LOCAL_GOVERNMENT = "local_government", "地方公共団体", "a prefecture, a municipality or a part"
    UNIVERSITY = "university", "大学・学校", "a university or school"
    COMPANY = "company", "会社", "a company"
    ASSOCIATION = "association", "法人・団体", "an association, foundation or other corporation"
    OTHER = "other", "その他・不明", "another, or its kind is not known"


class NameBasis(Vocabulary):
    """Why a name is a name of an organisation."""

    WRITTEN = "written", "表記そのもの", "it is the name itself"
    FOLDED = "folded", "字体・略号の違い", "the same but for widths, variants of kanji or ㈱"
    ALIAS = "alias", "別称の表", "it is in the reviewed table of aliases"


class ChangeType(Vocabulary):
    """What happened to a row."""

    INSERT = "insert", "行を追加", "the row was added"
    DELETE = "delete", "行を取り下げ", "the row was withdrawn"
    UPDATE = "update", "値を修正", "a value of the row was corrected"


class ChangeCause(Vocabulary):
    """Why a row changed."""

    SOURCE = (
        "source",
        "出典のファイル、またはその出どころの記載が変わった",
        "the source file, or what is stated of it, has changed",
    )
    EXTRACTOR = (
        "extractor",
        "出典のファイルは同じで、本文を取り出すプログラムが変わった",
        "the source file is the same, and its text was taken out by another extractor or version",
    )
    CODE = (
        "code",
        "出典のファイルは同じで、読み取り方が変わった",
        "the source file is the same and is read otherwise",
    )


class Stage(Vocabulary):
    """The stage that found an issue."""

    INGESTION = "ingestion", "取り込み", "ingestion"
    SEGMENTATION = "segmentation", "分割", "segmentation"
    NORMALISATION = "normalisation", "正規化", "normalisation"
    LINKING = "linking", "名寄せ", "linking"
    LANGUAGE = "language", "語の分割", "language"
    EXPORT = "export", "書き出し", "export"


class Severity(Vocabulary):
    """How severe an issue is."""

    ERROR = "error", "該当する行・文書は公開しない", "the row or document is kept out of the tables"
    WARN = "warn", "注意。値は出典のまま公開する", "published as written in the source; take care"

"""Doubts about lists of attendees: persons that are none, and persons that were not found."""

from __future__ import annotations

import polars as pl

from pipeline.doubts.doubt import Doubt
from pipeline.doubts.reading import Reading
from pipeline.numerals import NUMBER, integers
from pipeline.sudachi import is_family_name, is_given_name
from schemas.vocabulary import BlockKind

_NO_NAME = (
    r"[。？！?!：:;；＞>]|^[\W\d_]+$|^[-－―─‐]|[0-9０-９]{2}"
    r"|(?:した|する|ます|です|から|まで|として|において|及び|ため|により|では|これ|その|以下)"
    r"|(?:一覧|宣告|番号|名簿|次第|日程|挨拶|紹介|事項|事業|開会|閉会|議題|資料)$"
)
"""What a name never holds: the end of a sentence, a verb, a word of the header."""
_NAMELESS = r"(?:[課局部室省庁署所会係署院館]|役場|事務局|センター|課長|部長|局長|係長|室長|次長|参事|主幹|リーダー|大臣|委員)$"
"""The end of an office or organisation, where nothing of it is a name."""
_LONGEST_NAME = 24
_ALONE = "^[々\\p{Han}ぁ-んァ-ヶー]{1,4}$"
_PAIRS = 2
"""So many family names, each before a given name, are names in pieces."""
_COUNT = rf"({NUMBER})[ 　]*[名人](?:[^簿前権以のうも]|$)"


def _place(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select("document_id", line="line_start", excerpt="name_text")


def _no_names(reading: Reading) -> pl.DataFrame:
    """Listed persons whose name is none."""
    bare = (
        pl.col("name_text").str.replace_all(r"\s", "").str.replace_all(r"[（(][^（）()]*[）)]", "")
    )
    return _place(
        reading.attendance.with_columns(_bare=bare).filter(
            pl.col("_bare").str.contains(_NO_NAME)
            | (pl.col("_bare").str.len_chars() > _LONGEST_NAME)
            | (pl.col("family_name").is_null() & pl.col("_bare").str.contains(_NAMELESS))
        )
    )


def _pieces(reading: Reading) -> pl.DataFrame:
    """Family names that a given name follows as the next person, where a list has several."""
    alone = reading.attendance.select(
        *("document_id", "meeting_id", "line_start", "name_text", "char_end"),
        _next=pl.col("name_text").shift(-1).over("meeting_id"),
    ).filter(pl.col("name_text").str.contains(_ALONE), pl.col("_next").str.contains(_ALONE))
    is_pair = [
        is_family_name(name) and is_given_name(following) and not is_family_name(following)
        for name, following in alone.select("name_text", "_next").iter_rows()
    ]
    pairs = alone.filter(pl.Series(is_pair, dtype=pl.Boolean))
    return _place(pairs.filter(pl.len().over("meeting_id") >= _PAIRS))


def _counts(reading: Reading) -> pl.DataFrame:
    """Lines of lists that state a number of persons which were not found."""
    listed = reading.lines.filter(pl.col("kind") == BlockKind.ATTENDANCE.value)
    folded = pl.col("text").str.normalize("NFKC")
    stated = listed.with_columns(_count=integers(folded.str.extract(_COUNT, 1))).filter(
        pl.col("_count").is_not_null(),
        ~pl.col("text").str.contains("傍聴|定足数|報道|定数|[他外]|ほか|オブザーバー"),
    )
    persons = reading.attendance.select(
        "meeting_id", "attendee_group", "presence", person="line_start"
    )
    counted = (
        stated.with_columns(_until=pl.col("line").shift(-1).over("meeting_id").fill_null(10**9))
        .join(persons, on="meeting_id", how="left")
        .group_by("meeting_id", "document_id", "line", "text", "_count", maintain_order=True)
        .agg(
            of_section=(
                (pl.col("person") >= pl.col("line")) & (pl.col("person") < pl.col("_until"))
            ).sum(),
            above=(pl.col("person") < pl.col("line")).sum(),
            of_line=(pl.col("person") == pl.col("line")).sum(),
            present=(pl.col("presence") != "absent").sum(),
            absent=(pl.col("presence") == "absent").sum(),
            listed=pl.col("person").count(),
            groups=pl.col("attendee_group").value_counts().struct.field("count"),
        )
    )
    count = pl.col("_count")
    return counted.filter(
        ~pl.any_horizontal(
            count == pl.col(name)
            for name in ("of_section", "above", "of_line", "present", "absent", "listed")
        ),
        ~pl.col("groups").list.contains(count),
        pl.col("listed") > 0,
    ).select("document_id", "line", pl.col("_count").alias("count"), excerpt="text")


def _unread(reading: Reading) -> pl.DataFrame:
    """Lines of lists that hold several words and no person."""
    persons = (
        reading.attendance.select(
            "document_id", line=pl.int_ranges("line_start", pl.col("line_end") + 1)
        )
        .explode("line")
        .unique()
        .with_columns(pl.col("line").cast(pl.Int32), is_read=True)
    )
    bare = pl.col("text").str.replace_all(r"\s", "")
    return (
        reading.lines.filter(pl.col("kind") == BlockKind.ATTENDANCE.value)
        .join(persons, on=["document_id", "line"], how="left")
        .filter(
            pl.col("is_read").is_null(),
            bare.str.contains(r"[、，・].|[（(].{2,}[）)]"),
            ~bare.str.contains(r"傍聴|報道|[名人][）)]?$|^※|敬称|順不同|五十音|な[し]|定足"),
        )
        .select("document_id", "line", excerpt="text")
    )


DOUBTS = (
    Doubt(
        "persons_are_named",
        "attendance",
        "What is listed as a person has the form of a name.",
        "出席者として読んだものが氏名の形をしている",
        _no_names,
    ),
    Doubt(
        "names_are_whole",
        "attendance",
        "No family name is listed apart from its given name.",
        "姓と名が別々の人として読まれていない",
        _pieces,
    ),
    Doubt(
        "counts_are_met",
        "attendance",
        "As many persons are listed as the record counts.",
        "記載された人数と一覧の人数が一致する",
        _counts,
    ),
    Doubt(
        "lists_are_read",
        "attendance",
        "Every line of a list gives a person.",
        "一覧のどの行からも出席者が読まれている",
        _unread,
    ),
)

"""Lists of the agenda: items that open no part of the body, and headings that repeat one."""

from __future__ import annotations

import polars as pl

from pipeline.text.numerals import integers

_KEY = (
    r"^(?:[0-9０-９①-⒛]{1,2}[．.、）)]?|[（(][0-9０-９一二三四五六七八九十ア-コ]{1,2}[）)]|[ア-コ][．.、]?"
    r"|[一二三四五六七八九十]{1,2}[．.、]|[〔【<＜≪《■□◆◇△▲●○〇◯・]|\[[0-9]{1,2}\])+|[〕】>＞≫》]$"
)
_LIST_SIGN = (
    r"^[ 　]*(日程第|議案第|報告第|議題|案件|[○〇◯●◎・•◆◇■□▼▽△▲]|[0-9０-９]{1,2}[ 　．.、）)])"
)
"""The sign that items of one agenda list share: 日程第一, 日程第二."""
_PART = r"^[ 　]*[（(][0-9０-９一二三四五六七八九十ア-コ]{1,2}[）)]"
"""The number of a part of an item: （１）."""
_NEXT = r"^([ 　]*[（(]?)[0-9０-９]{1,2}([ 　．.、）)]+)[^。、]{1,20}$"
"""A short numbered line, which may go on the numbers of the headings before it."""
_BRACKETED = r"^[ 　]*([＜<≪《〈【［■□◆])[^。]{1,30}$"
_CLOSE = (
    r"^[ 　]*(?:[0-9０-９]{1,2}[ 　．.、）)]|[一二三四五六七八九十]{1,2}[ 　．.、])"
    r"[ 　]*閉[ 　]*会[ 　]*$"
)
"""The last step of a list: ４　閉会."""
_STEP = (
    r"(?:開[ 　]*会|挨[ 　]*拶|あいさつ|紹介|確認|交付|議[ 　]*[題事]|事項|次第)"
    r"[ 　]*(?:[（(][^（）()]*[）)].*)?$"
)
"""The end of a step that may hold no speech of its own: １　開会, ２　議題."""


def with_listed(lines: pl.DataFrame, candidate: pl.Expr) -> pl.DataFrame:
    """Add `listed`: whether a line repeats one of the header.

    １．街灯の設置について in the header, 【街灯の設置について】 in the body → the second is listed.
    """
    key = pl.col("stripped").str.replace_all(r"\s", "").str.replace_all(_KEY, "")
    candidates = lines.filter(candidate).select("row", "document_id", "first", key=key)
    listed = candidates.filter(
        (pl.col("key").str.len_chars() >= 2)
        & (pl.col("row") > pl.col("row").min().over("document_id", "key"))
        & (pl.col("row").min().over("document_id", "key") < pl.col("first"))
    )["row"]
    return lines.with_columns(listed=pl.col("row").is_in(listed.implode()))


def with_agenda(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `in_the_agenda`: whether a line is of the list of the agenda before the first turn.

    Two items of one kind without a turn between them make a list, with the parts of the last one:
    of 日程第一 …, 日程第二 …, ○委員長 neither opens the talk. Steps such as １　開会 do not count.
    """
    sign = pl.col("stripped").str.extract(_LIST_SIGN, 1).str.replace_all("[0-9０-９]+", "0")
    items = (
        lines.with_row_index("place")
        .filter(pl.col("through") & (pl.col("row") < pl.col("first")))
        .select(
            "row",
            # Lines that follow each other differ in place as in their index here.
            run=pl.struct("document_id", pl.col("place") - pl.int_range(pl.len(), dtype=pl.UInt32)),
            is_part=pl.col("stripped").str.contains(_PART),
            is_close=pl.col("stripped").str.contains(_CLOSE),
            is_number=sign.str.contains("0").fill_null(False),
            sign=pl.when(~pl.col("stripped").str.contains(_STEP)).then(sign),
        )
        # A glyph lists what the number before it holds: ○ below １ and ○ below ２ are no list.
        .with_columns(
            under=pl.when("is_number")
            .then(0)
            .otherwise(pl.col("is_number").cast(pl.UInt32).cum_sum().over("run"))
        )
        .with_columns(
            is_item=pl.col("sign").is_not_null() & (pl.len().over("run", "sign", "under") > 1)
        )
    )
    is_begun = pl.col("is_item").cum_sum().over("run") > 0
    goes_on = pl.col("is_item").cum_sum(reverse=True).over("run") > 0
    # Before the first turn nothing is closed: what stands before it is a list.
    is_closed = pl.col("is_close").cum_sum(reverse=True).over("run") > 0
    listed = items.filter((is_begun & (goes_on | pl.col("is_part"))) | is_closed)["row"]
    return lines.with_columns(in_the_agenda=pl.col("row").is_in(listed.implode()))


def continued_headings(lines: pl.DataFrame) -> pl.Series:
    """Return the rows that go on a series of headings, though no remark follows them.

    １　開会, ２　議題, talk, ３　閉会 → the last; ＜議題１＞, talk, ＜まとめ＞ → the last.

    Parameters
    ----------
    lines
        `row`, `document_id`, `stripped`, `first` (row of the first turn), `c_heading`.
    """
    text = pl.col("stripped")
    columns = ("row", "document_id", "first")
    numbered = (
        lines.filter(text.str.contains(_NEXT))
        .select(
            *columns,
            form=pl.concat_str(text.str.extract(_NEXT, 1), pl.lit("0"), text.str.extract(_NEXT, 2)),
            number=integers(text.str.extract("([0-9０-９]+)", 1)),
        )
        # A number that comes again is of a list within somebody's speech.
        .filter(pl.struct("number").is_unique().all().over("document_id", "form"))
    )
    series = ["document_id", "form"]
    begun = numbered.filter(pl.col("number") == 1, pl.col("row") < pl.col("first")).select(series)
    following = numbered.join(begun, on=series, how="semi").join(
        numbered.select(*series, number=pl.col("number") + 1, before="row"),
        on=[*series, "number"],
    )
    bracketed = lines.filter(text.str.contains(_BRACKETED)).select(
        *columns, "c_heading", bracket=text.str.extract(_BRACKETED, 1)
    )
    again = pl.col("c_heading").cum_sum().over("document_id", "bracket") > 0
    return pl.concat(
        [
            following.filter(pl.col("row") > pl.col("before"))["row"],
            bracketed.filter(again)["row"],
        ]
    )

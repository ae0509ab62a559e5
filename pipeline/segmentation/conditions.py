"""Conditions: what a rule may need of the lines around its own.

Each is a column `c_<name>`, made where any rule of the layout has needs. All use the visible lines
of a document without page marks.
"""

from __future__ import annotations

import polars as pl

from pipeline.lexicons.patterns import expand
from pipeline.segmentation.agenda_lists import continued_headings, with_agenda, with_listed
from pipeline.segmentation.labels import (
    COUNT_LINE,
    LIST_LINE,
    LISTED,
    SPEECH,
    SPREAD_WORD,
    known_labels,
)
from pipeline.segmentation.layouts import INFERRED, Layout
from pipeline.segmentation.wrapped_labels import is_one_label
from pipeline.text.lines import within_next_lines

_BY_PLACE = ("heading_listed", "heading_below_separator")
"""Rules of headings without a form of their own."""
_STRONG_HEADING = (
    r"^[ 　]*(?:[＜<≪《〈【〔［\[■□◆◇▼▽△▲]|日程第|議案第|報告第|議題|案件"
    r"|第[0-9０-９一二三四五六七八九十]+[ 　])"
)
_NUMBERED = r"^[ 　]*[（(]?[0-9０-９①-⒛ア-コ一二三四五六七八九十]{1,2}[ 　．.、）)]"
_LABELLED = ("date", "place", "agenda", "note", "attendance_labelled", "attendance_bracketed")
_PERSONS = (
    r"^[ 　]*[^ 　、。]{1,3}(?:[ 　]+[^ 　、。]{1,4}){1,5}[ 　]*(?:[（(].*)?$"
    r"|(?:長|委員|議員|氏|君|様)(?:[、，（( 　].*)?$"
)
_ANSWERS = r"^[ 　]*%answer_line%[ 　]*$"
_PLACE = r"会議室|室$|館(?:[ 　]|$)|ホール|センター|庁舎|[0-9０-９]階|ビル|番地|丁目"
_SEAT = "^[ 　]*第%number%{1,2}番[ 　]"
"""The number of a person in a list, no heading: 第一番　青木一郎."""
_DAY_ALONE = r"^[ 　]*[○〇◯●◎]?[ 　]*%day%(?:[（(].{1,4}[）)])?[ 　]*$"
_SO_FAR = "^[ 　]*[（(]以上"
_SUMMONED = r"応[ 　]*招(?:した)?[ 　]*(?:議[ 　]*員|委[ 　]*員|者)"
_AS_BEFORE = r"[ 　]*(?:[にと][ 　]*同[ 　]*じ|[にと]同様|の(?:とおり|通り))[^、]{0,6}$"
_CAME_AS_SUMMONED = rf"(?:^|[^不 　])[ 　]*{_SUMMONED}{_AS_BEFORE}"
"""Who came, by who answered the summons: 出席議員　　応招議員に同じ."""
_ABSENT_AS_SUMMONED = rf"(?:{_SUMMONED}|応招しなかった(?:議員|委員|者)){_AS_BEFORE}"
_SIGNERS = "署名(?:委員|議員|人)[ 　：:]*$"
_MOST_SIGNERS = 3
"""Maximum number of lines with the members who sign a record."""
_LABEL_ONLY = 14
"""Maximum length of a header label without a value, in characters."""
_PROSE = 25
"""Minimum length of a line of prose, in characters."""
_CHAIN = 3
"""Maximum number of headings and stage directions between a heading and a remark."""
_DAY_SOON = 3
"""Maximum distance from a header label to a day that continues the header, in lines."""


def _in_front(pattern: str) -> pl.Expr:
    """Return whether a line before the body of the record matches."""
    return (pl.col("in_front") & pl.col("stripped").str.contains(pattern)).any().over("record")


def spoken_lines(lines: pl.DataFrame, layout: Layout, heads: pl.DataFrame) -> pl.DataFrame:
    """Return the lines that match a speaker turn of the layout.

    Parameters
    ----------
    lines
        `row`, `document_id`, `stripped`, `joined`, `c_in_order`, `in_agenda`, and for each rule the
        column `is_<rule>`.
    heads
        As made by `heads_of`.

    Returns
    -------
    pl.DataFrame
        `row`, `rule`, `known` (its speaker label is known, or none is needed), `opening` (words of
        speech follow, on the line or on the next) and `bare` (nothing comes after the marker).
    """
    below = pl.col("says").shift(-1, fill_value=False) & ~pl.col("is_new_document").shift(
        -1, fill_value=True
    )
    found = []
    sure = pl.Series([], dtype=pl.UInt32)
    for rule in sorted(layout.speech, key=lambda rule: rule.wraps):
        columns = (
            "row",
            "document_id",
            "stripped",
            "joined",
            "c_in_order",
            "in_agenda",
            f"is_{rule.name}",
        )
        frame = lines.select(*columns, below=below.shift(-1) if rule.wraps else below)
        text = pl.col("joined" if rule.wraps else "stripped")
        matching = frame.filter(f"is_{rule.name}").with_columns(
            marker=text.str.extract(rule.pattern, 1),
            rest=text.str.replace(rule.pattern, ""),
            length=text.str.extract(rule.pattern, 1).str.len_chars(),
            whole=text.str.strip_chars_start().str.len_chars(),
        )
        if rule.speaker and layout.name != INFERRED:
            labels = matching.select(
                *("row", "document_id", "stripped", "marker"),
                label=text.str.extract(rule.pattern, 2),
            ).join(heads, on="document_id", how="left", maintain_order="left")
            distinct = labels.select("label", "head", "document_id").unique(
                ["label", "document_id"], maintain_order=True
            )
            basis = labels.join(
                known_labels(distinct).select("label", "document_id", "basis"),
                on=["label", "document_id"],
                how="left",
                maintain_order="left",
            )["basis"]
            known = basis.is_not_null()
            if rule.wraps:
                known &= is_one_label(labels) & ~labels["row"].is_in(sure.implode())
            else:
                # A name found in the front matter may be the beginning of a longer one.
                sure.extend(labels["row"].filter(known & (basis != LISTED)))
        else:
            known = pl.repeat(True, matching.height, eager=True)
        bare = pl.col("whole") <= pl.col("length")
        found.append(
            matching.select(
                "row",
                rule=pl.lit(rule.name),
                known=pl.lit(known) & (bare | ~pl.col("stripped").str.contains(SPREAD_WORD)),
                opening=(
                    (
                        pl.col("rest").str.contains(SPEECH)
                        & ~pl.col("stripped").str.contains(f"{LIST_LINE}|{COUNT_LINE}")
                    )
                    | (bare & pl.col("below"))
                    | pl.lit(layout.name == INFERRED)
                )
                & ~pl.col("c_in_order")
                & ~pl.col("in_agenda"),
                bare=bare,
            )
        )
    schema = {
        "row": pl.UInt32,
        "rule": pl.String,
        "known": pl.Boolean,
        "opening": pl.Boolean,
        "bare": pl.Boolean,
    }
    return pl.concat(found) if found else pl.DataFrame(schema=schema)


def with_conditions(lines: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Add a column `c_<name>` for each condition except titles.

    Parameters
    ----------
    lines
        As `matching.py` makes them: what the rules match, and `marks`, `opens_talk`,
        `says` (words of speech), `ends` (the end of a sentence), `gap`, `in_front`, `may_stand`.
    """
    text = pl.col("stripped")
    same = ~pl.col("is_new_document")
    same_below = ~pl.col("is_new_document").shift(-1, fill_value=True)
    names = {rule.name for rule in layout.rules}

    def any_of(*rules: str) -> pl.Expr:
        return pl.any_horizontal(
            pl.lit(False), *(pl.col(f"is_{rule}") for rule in rules if rule in names)
        )

    headings = [rule.name for rule in layout.rules if rule.kind == "heading"]
    by_form = [name for name in headings if name not in _BY_PLACE]
    first = lines.filter("opens_talk").group_by("document_id").agg(first=pl.col("row").min())
    lines = lines.join(first, on="document_id", how="left", maintain_order="left")
    lines = with_listed(lines, any_of(*headings) & ~pl.col("marks"))
    # A header label is no heading of the body, unless it comes after the label of the body:
    # 会議の結果, １．開会, ２．議題.
    of_talk = any_of("talk_label", "talk_bracketed")
    told = (of_talk & pl.col("in_front")).cum_sum()
    below_talk_label = (
        told.shift(fill_value=0)
        > pl.when("is_new_document").then(told.shift(fill_value=0)).forward_fill()
    )
    header_label = pl.col("in_front") & (
        of_talk
        | (any_of("agenda", "agenda_bracketed", "note", "note_bracketed") & ~below_talk_label)
    )
    lines = lines.with_columns(
        # Inside the body a speaker label alone is enough.
        talks=pl.col("opens_talk") | (pl.col("marks") & ~pl.col("in_front")),
        like_heading=(any_of(*by_form) | pl.col("listed"))
        & ~header_label
        & ~text.str.contains(expand(_DAY_ALONE))
        & ~text.str.contains(expand(_SEAT)),
        aside=any_of("stage", "stage_told", "interjection", "separator", "separator_of_table")
        & ~header_label,
        numbered=any_of("heading_numbered", "heading_section") & text.str.contains(_NUMBERED),
        indent=pl.when(pl.col("in_front")).then(
            text.str.len_chars() - text.str.strip_chars_start().str.len_chars()
        ),
    ).with_columns(
        style=pl.when("numbered").then(text.str.contains(r"^[ 　]*[（(]")),
        through=pl.col("like_heading") | pl.col("aside"),
    )
    turn_below = pl.col("talks").shift(-1, fill_value=False) & same_below
    lines = with_agenda(lines)
    talks_below = turn_below | (
        # A heading may be the last line of a record.
        ~same_below & (text.str.len_bytes() < _LABEL_ONLY * 3)
    )
    chain = talks_below
    for _ in range(_CHAIN):
        chain = talks_below | (
            pl.col("through").shift(-1, fill_value=False)
            & same_below
            & chain.shift(-1, fill_value=False)
        )
    above = pl.col("ends") | pl.col("through") | any_of("talk_label")
    after = (
        above.shift(fill_value=True)
        | pl.col("gap")
        | ~same
        # The opening may come right after the list: 事務局　青木係長, １　開会, 青木係長：…
        | (any_of("agenda_opening") & turn_below)
    )
    in_a_list = (
        pl.col("numbered")
        & (
            ((pl.col("style").shift() == pl.col("style")).fill_null(False) & same & ~pl.col("gap"))
            | ((pl.col("style").shift(-1) == pl.col("style")).fill_null(False) & same_below)
        )
        & ~text.str.contains(_STRONG_HEADING)
    )
    # A day or a room on a line of its own is no header label, however short the line is.
    labelled = [
        name
        for name in names
        if name.startswith(_LABELLED) and not name.endswith(("_plain", "_glued"))
    ]
    label_only = any_of(*labelled) & (
        text.str.replace_all(r"\s", "").str.len_bytes() <= _LABEL_ONLY * 3
    )
    long = text.str.len_bytes() >= _PROSE * 3
    is_day = any_of("date", "date_bracketed", "date_plain")
    lines = lines.with_columns(
        c_heading=pl.col("like_heading")
        & chain
        & after
        & ~pl.col("in_the_agenda")
        & (pl.col("listed") | ~in_a_list),
    )
    goes_on = pl.col("row").is_in(continued_headings(lines).implode()) & ~pl.col("in_front")
    return lines.with_columns(
        c_heading=pl.col("c_heading") | (pl.col("like_heading") & goes_on & after),
        c_listed=pl.col("listed"),
        c_answers_below=text.shift(-1).str.contains(expand(_ANSWERS)).fill_null(False) & same_below,
        c_below_separator=any_of("separator").shift(fill_value=False) & same & talks_below,
        c_between_remarks=after,
        c_no_day=~text.str.contains(expand("^[ 　]*%day%")),
        c_not_below_label=~(label_only.shift(fill_value=False) & same),
        c_below_signers=pl.any_horizontal(
            text.shift(lines_before).str.contains(_SIGNERS).fill_null(False)
            for lines_before in range(1, _MOST_SIGNERS + 1)
        ),
        c_came_as_summoned=_in_front(_CAME_AS_SUMMONED),
        c_absent_as_summoned=_in_front(_ABSENT_AS_SUMMONED),
        # A day with the place after it is no place: 令和４年１２月６日（火）　市役所　第１会議室.
        c_below_date=(is_day | any_of("hour_plain")).shift(fill_value=False) & same & ~is_day,
        c_names_below=(text.str.contains(_PERSONS) & ~text.str.contains(_PLACE)).shift(
            -1, fill_value=False
        )
        & same_below,
        c_talk_below=turn_below,
        c_no_talk_below=~turn_below,
        c_no_list_below=(
            # The opening hour may come before the body. A day shows that the header goes on:
            # 概要, 開会, 令和７年３月７日.
            (pl.col("talks") | pl.col("through") | pl.col("says") | any_of("opening_time")).shift(
                -1, fill_value=False
            )
            & same_below
            & ~within_next_lines(is_day, _DAY_SOON)
        ),
        # Speech may hold such words too: このページでは…
        c_no_talk_after=pl.col("talks").cast(pl.UInt32).cum_sum(reverse=True).over("record")
        == pl.col("talks").cast(pl.UInt32),
        c_indented_below=(pl.col("indent").shift(-1) > pl.col("indent")).fill_null(False)
        & ~text.str.contains(_SO_FAR).shift(-1, fill_value=False)
        & same_below,
        c_sentence=text.str.contains("[。？?]$"),
        c_prose=pl.col("says")
        # After the label of the body a short sentence is enough.
        & (long | (below_talk_label & text.str.ends_with("。")))
        & (text.str.contains("。", literal=True) | pl.col("says").shift(-1, fill_value=False)),
    ).drop(
        "first",
        "listed",
        "talks",
        "like_heading",
        "aside",
        "numbered",
        "indent",
        "style",
        "in_the_agenda",
        "through",
    )

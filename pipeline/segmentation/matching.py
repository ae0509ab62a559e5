"""Matching: which rules of a layout match which lines.

A pattern costs time on every line that it is tried on. Patterns of speaker turns are tried on all
lines; rules of the header only on lines before the body; rules of headings, stage directions and
closings only where one is possible: after the end of a sentence, a short line or a gap, or on a
line that begins with a bracket, a glyph or a number.
"""

from __future__ import annotations

import polars as pl

from pipeline.segmentation.conditions import spoken_lines, with_conditions
from pipeline.segmentation.given_speeches import headline_or, may_speak
from pipeline.segmentation.labels import ASIDE_LINE, COUNT_LINE, SPEECH, heads_of
from pipeline.segmentation.layouts import INFERRED, Layout, LineRule
from pipeline.segmentation.title_lines import with_records, with_titles
from pipeline.segmentation.turns.unlisted import turns_among
from pipeline.segmentation.wrapped_labels import with_wrapped

_ENDS = r"[。．.？?！!」』）)〕】＞>≫》：:─―…|]$"
_MARKED = r"^[ 　\t]*[^\p{L}\s]"
_SHORT = 30
"""Maximum length of a short line, in characters."""
_FLAGS = ("known", "opening", "bare")

_ORDER = "speaking_order"
"""The rule for the label of the order in which members will speak."""
_AGENDA = "agenda"
"""The rule for the label of the agenda in the front matter."""
_DEEPEST = 1000
"""An indent larger than that of any line, in characters."""
_LISTS = ("is_attendance_labelled", "is_attendance_bracketed")


def with_matches(lines: pl.DataFrame, layout: Layout, documents: pl.DataFrame) -> pl.DataFrame:
    """Add the matches and conditions of a layout's rules.

    Parameters
    ----------
    lines
        The visible lines of documents of the layout: `document_id`, `line`, `char_start`,
        `stripped`, `is_new_document`, `given`.
    documents
        The table `documents`.

    Returns
    -------
    pl.DataFrame
        With `row`, `is_<rule>` for each rule, `c_<name>` for each condition, and for each rule of
        remarks `known_<rule>`, `opening_<rule>` and `bare_<rule>`, see `spoken_lines`.
    """
    text = pl.col("stripped")
    same = ~pl.col("is_new_document")
    lines = lines.with_row_index("row").with_columns(
        says=text.str.contains(SPEECH) & ~text.str.contains(f"{ASIDE_LINE}|{COUNT_LINE}"),
        ends=text.str.contains(_ENDS),
        short=text.str.len_bytes() <= _SHORT * 3,
        gap=(pl.col("line") - pl.col("line").shift() > 1) & same,
    )
    after = pl.col("is_new_document") | pl.col("gap") | pl.col("ends").shift(fill_value=True)
    lines = lines.with_columns(c_stands=after | pl.col("short").shift(fill_value=True))
    lines = _with_listed_items(_with_order(lines, layout), layout)
    lines = (
        with_records(lines)
        .with_columns(may_stand=pl.col("c_stands") | text.str.contains(_MARKED))
        .with_columns(may_title=headline_or(pl.col("may_title") & pl.col("may_stand")))
    )
    one_line = [rule for rule in layout.speech if not rule.wraps]
    if layout.name == INFERRED:
        lines = lines.with_columns(
            **{
                f"is_{rule.name}": (pl.col("turn") == rule.name).fill_null(False)
                for rule in one_line
            }
        )
    else:
        lines = _match(lines, one_line)
    lines = with_wrapped(lines, layout).with_columns(
        pl.col(f"is_{rule.name}") & may_speak() for rule in layout.speech
    )
    lines = _with_marks(lines, layout, documents)
    before_the_talk = (
        pl.when(pl.col("is_new_document") | pl.col("may_title"))
        .then(True)
        .when("opens_talk")
        .then(False)
        .forward_fill()
    )
    lines = lines.with_columns(in_front=before_the_talk)
    of_front = [rule for rule in _plain(layout) if "talk" not in rule.zone]
    of_talk = [rule for rule in _plain(layout) if "talk" in rule.zone]
    in_front = pl.col("in_front")
    # The first sentence of a record without remarks may still state the day and the hours.
    first_sentence = pl.lit(not layout.speech) & in_front.shift(fill_value=False)
    lines = _match(lines, of_front, in_front | first_sentence)
    lines = _match(lines, of_talk, pl.col("in_front") | pl.col("may_stand"))
    lines = _with_list_after(lines, of_front)
    return with_titles(with_conditions(lines, layout), layout)


def _with_order(lines: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Add `c_in_order`: whether a line lists who will speak.

    Such lines follow the label, with a larger indent: 発言順序 / 　○青木委員　街灯の数について.
    """
    labels = [rule.pattern for rule in layout.rules if rule.name == _ORDER]
    if not labels:
        return lines.with_columns(c_in_order=False)
    text = pl.col("stripped")
    rows = lines.filter(pl.col("short") & text.str.contains(labels[0]))["row"]
    if rows.is_empty():
        return lines.with_columns(c_in_order=False)
    is_label = pl.col("row").is_in(rows.implode())
    indent = text.str.len_chars() - text.str.strip_chars_start().str.len_chars()
    of_label = pl.when(is_label).then(indent).when("is_new_document").then(_DEEPEST).forward_fill()
    is_line = (
        (indent > of_label)
        & ~text.str.contains("。", literal=True)
        & (~pl.col("gap") | is_label.shift(fill_value=False))
    )
    ended = (~is_line & ~is_label).cum_sum()
    in_order = is_line & ~is_label & (ended == pl.when(is_label).then(ended).forward_fill())
    return lines.with_columns(c_in_order=in_order.fill_null(False))


def _with_listed_items(lines: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Add `in_agenda`: whether a line is a bullet of the agenda, and no remark.

    They follow its label, none is a sentence, and other bullets come later, after a line of another
    kind: 議案 / ・雲の高さについて / 【開会】 / ・事務局が説明した。
    """
    bullets = [rule.pattern for rule in layout.speech if not rule.speaker]
    labels = [rule.pattern for rule in layout.rules if rule.name == _AGENDA]
    if not bullets or not labels or layout.name == INFERRED:
        return lines.with_columns(in_agenda=False)
    text = pl.col("stripped")
    is_bullet = text.str.contains(bullets[0])
    is_label = pl.col("short") & text.str.contains(labels[0]) & ~is_bullet
    lines = lines.with_columns(
        # A new document ends the list of the one before it.
        _part=(~is_bullet | pl.col("is_new_document")).cum_sum(),
        _bullet=is_bullet,
        _sentence=is_bullet & text.str.contains("。", literal=True),
    )
    listed = lines.group_by("_part", maintain_order=True).agg(
        pl.col("document_id").first(),
        pl.col("row").filter("_bullet").alias("rows"),
        is_listed=is_label.first() & ~pl.col("_sentence").any(),
    )
    has_bullets = pl.col("rows").list.len() > 0
    later = has_bullets.cast(pl.Int32).cum_sum(reverse=True).over("document_id") > 1
    items = listed.filter(has_bullets & later & pl.col("is_listed"))["rows"].explode()
    return lines.with_columns(in_agenda=pl.col("row").is_in(items.implode())).drop(
        "_part", "_bullet", "_sentence"
    )


def _with_list_after(lines: pl.DataFrame, of_front: list[LineRule]) -> pl.DataFrame:
    """Add `c_no_list_above` and `is_after`.

    `c_no_list_above`: the front matter of the record has no attendance list so far. `is_after`:
    the line comes after the label of a list after the body; the rules of lists are tried there.
    """
    names = [name for name in lines.columns if name.startswith(_LISTS)]
    begins = pl.col("is_new_document") | pl.col("may_title")
    lists = (pl.any_horizontal(pl.lit(False), *names) & pl.col("in_front")).cum_sum()
    in_record = lists - pl.when(begins).then(lists.shift(fill_value=0)).forward_fill()
    lines = lines.with_columns(c_no_list_above=in_record == 0)
    if "is_attendance_after" not in lines.columns:
        return lines.with_columns(is_after=False)
    label = pl.col("is_attendance_after") & pl.col("c_no_list_above") & ~pl.col("in_front")
    after = pl.when(label).then(True).when(begins).then(False).forward_fill().fill_null(False)
    lines = lines.with_columns(is_after=after)
    behind = lines.filter("is_after")
    if behind.is_empty():
        return lines
    rules = [rule for rule in of_front if "after" in rule.zone]
    matched = behind.drop(f"is_{rule.name}" for rule in rules).pipe(_match, rules)
    return pl.concat([lines.filter(~pl.col("is_after")), matched.select(lines.columns)]).sort("row")


def _plain(layout: Layout) -> list[LineRule]:
    return [rule for rule in layout.rules if rule not in layout.speech]


def _match(
    lines: pl.DataFrame, rules: list[LineRule] | tuple[LineRule, ...], where: pl.Expr | None = None
) -> pl.DataFrame:
    """Add `is_<rule>`, false on lines outside of `where`."""
    text = pl.col("stripped")
    found = {f"is_{rule.name}": text.str.contains(rule.pattern) for rule in rules}
    if where is None or not found:
        return lines.with_columns(**found)
    asked = lines.filter(where).select("row", **found)
    return lines.join(asked, on="row", how="left", maintain_order="left").with_columns(
        pl.col(*found).fill_null(False)
    )


def _with_marks(lines: pl.DataFrame, layout: Layout, documents: pl.DataFrame) -> pl.DataFrame:
    """Add the flags of `spoken_lines`, `marks` and `opens_talk`.

    `marks`: the line has a known speaker label. `opens_talk`: it has words of speech as well.
    """
    nothing = pl.DataFrame(schema={"document_id": pl.String, "head": pl.String})
    marks = spoken_lines(lines, layout, nothing)
    # A wrapped speaker label is no evidence of where the front matter ends.
    whole = [rule.name for rule in layout.speech if not rule.wraps]
    located = marks.filter(pl.col("rule").is_in(whole)).join(
        lines.select("row", "document_id", "char_start", "record"), on="row"
    )
    spoken = located.filter(pl.col("known") & pl.col("opening"))
    if not marks["known"].all():
        # Where no speaker label is known by itself, the first words of speech end the front matter.
        unknown = located.filter(
            ~pl.col("known")
            & pl.col("opening")
            & ~pl.col("record").is_in(spoken["record"].unique().implode())
        )
        records = lines.filter("begins")
        heads = heads_of(pl.concat([spoken, unknown]), records, documents)
        marks = spoken_lines(lines, layout, heads)
        unlisted = marks.filter(~pl.col("known") & pl.col("opening") & pl.col("rule").is_in(whole))
        turns = turns_among(unlisted["row"], lines, documents)
        marks = marks.with_columns(
            known=pl.col("known")
            | (
                pl.col("opening")
                & pl.col("rule").is_in(whole)
                & pl.col("row").is_in(turns.implode())
            )
        )
    for rule in layout.speech:
        of_rule = marks.filter(rule=rule.name).select(
            "row", **{f"{flag}_{rule.name}": pl.col(flag) for flag in _FLAGS}
        )
        lines = lines.join(of_rule, on="row", how="left", maintain_order="left").with_columns(
            pl.col(*(f"{flag}_{rule.name}" for flag in _FLAGS)).fill_null(False)
        )
    if not layout.speech:
        return lines.with_columns(marks=False, opens_talk=pl.col("stripped").str.contains("。"))
    return lines.with_columns(
        marks=pl.any_horizontal(f"known_{rule.name}" for rule in layout.speech),
        opens_talk=pl.any_horizontal(
            pl.col(f"known_{name}") & pl.col(f"opening_{name}") for name in whole
        ),
    )

"""Attendance lists: passages that were split at false labels or page marks are joined.

A line that begins with a position, with a bracket of the previous person, or inside a bracket,
belongs to the previous list.
"""

from __future__ import annotations

import re

import polars as pl

from pipeline.names.sudachi import is_given_name
from pipeline.normalisation.attendance.blanks import squeezed
from pipeline.normalisation.attendance.inherited_presence import with_came_above
from pipeline.normalisation.attendance.labels import presence_of, read_label
from pipeline.normalisation.attendance.lines import NARROWEST
from pipeline.normalisation.attendance.tables import head_of_table
from pipeline.normalisation.attendance.words import Word, is_position, word_kind

_OPEN_BRACKET = "[（(][^（）()]*$"
_CLOSED_BRACKET = "[（(][^（）()]*[）)]"
_BRACKET_FIRST = r"^[［\[〔（(]"
_CLOSED_FIRST = "^[^（）()]*[）)]"
_PROXY = "^[（(][ 　]*代[ 　]*理[^（）()：:]*[：:]"
_COMMA_FIRST = "(?:[、，,､|｜]|・[ 　])"
_COMMA = "(?:[、，,､|｜]|[ 　]・[ 　])"
_ROSTER = r"^\|.*名[ 　]*簿"
_ABSENCE_TOLD = "^[（(]?[※＊*][^\n]*は[^\n]*欠席"
"""A note below a list, whose persons belong to it: ※青木委員は御欠席."""
_OF_WORDS = r"\S[ 　\t]+\S"
_HEAD, _ROW = "head", "row"
_KANA = re.compile("[ぁ-ん]{1,4}")
_BRACKET = re.compile("[（(][^（）()]*[）)]$")
_MOST_BLANKS, _MOST_BREAKS = 200, 50
"""Maximum number of blanks and of line ends kept between two joined passages."""
_BREAKS = pl.lit("\n" * _MOST_BREAKS).str.head("breaks")
_BLANKS = pl.lit("　" * _MOST_BLANKS).str.head((pl.col("blanks") - pl.col("breaks")).clip(0))


def lists_of(passages: pl.DataFrame) -> pl.DataFrame:
    """Join the passages of each attendance list.

    Parameters
    ----------
    passages
        Passages of attendance, in order, as made by `passages_of`, with `meeting_id` and `place`
        (number among the passages of all kinds).

    Returns
    -------
    pl.DataFrame
        `meeting_id`, `document_id`, `marker`, `source`, `char_start`, `line_start`, `group_above`
        (the group of the previous list) and `came_above` (the inherited presence).
    """
    unmarked = pl.col("source").str.slice(pl.col("marker").str.len_chars())
    # A colon after a marker is part of it, and makes it a label.
    passages = passages.with_columns(
        marker=pl.concat_str("marker", unmarked.str.extract("^([ 　]*[：:]?)", 1)),
        char_start=pl.col("char_start").cast(pl.Int64),
        line_start=pl.col("line_start").cast(pl.Int64),
    )
    end = pl.col("char_start") + pl.col("source").str.len_chars()
    last_line = pl.col("line_start") + pl.col("source").str.count_matches("\n", literal=True)
    same_record = pl.all_horizontal(
        pl.col(name) == pl.col(name).shift() for name in ("meeting_id", "document_id")
    )
    return (
        _with_lines(passages)
        .with_columns(in_table=_place_in_table(passages))
        .with_columns(
            is_line=pl.col("is_line")
            | _is_beneath(end, passages)
            | (pl.col("in_table") != "")
            | _is_after_page_mark(end, passages)
        )
        .with_columns(
            goes_on=pl.col("is_line")
            & same_record.fill_null(False)
            # A list does not continue after a passage of another kind.
            & (pl.col("place") == pl.col("place").shift() + 1).fill_null(False)
            # A label before a table belongs to it; a list before a table is another list.
            & ((pl.col("in_table") != _HEAD) | _lists_nobody().shift(1, fill_value=False)),
            blanks=(pl.col("char_start") - end.shift()).clip(0, _MOST_BLANKS),
            breaks=(pl.col("line_start") - last_line.shift()).clip(1, _MOST_BREAKS),
            is_first=~same_record.fill_null(False),
        )
        .with_columns(list=(~pl.col("goes_on")).cum_sum())
        .with_columns(
            between=pl.when("goes_on")
            .then(
                # A page mark is no indent: the list goes on as far to the right as before it.
                pl.when(_is_after_page_mark(end, passages))
                .then(
                    pl.concat_str(
                        pl.lit("\n"),
                        _BLANKS.str.slice(_indent_of_last().shift()),
                        _BREAKS.str.slice(1),
                        _BLANKS.str.head(_indent_of_last().shift()),
                    )
                )
                .otherwise(pl.concat_str(_BREAKS, _BLANKS))
            )
            .otherwise(pl.lit(""))
        )
        .group_by("list", maintain_order=True)
        .agg(
            pl.col("meeting_id", "document_id", "char_start", "line_start").first(),
            indent=(pl.col("blanks") - pl.col("breaks")).first(),
            breaks=pl.when(~pl.col("is_first")).then("breaks").first(),
            marker=pl.when(pl.col("is_line").first())
            .then(None)
            .otherwise(pl.col("marker").first()),
            source=pl.concat_str("between", "source").str.join(""),
        )
        .with_columns(group=_group_of("marker"))
        .with_columns(group_above=pl.col("group").shift().over("meeting_id"))
        .drop("list", "group")
        .pipe(with_came_above)
        .drop("indent", "breaks")
    )


def _indent_of_last() -> pl.Expr:
    """Return how far the last line of a passage is indented."""
    indent = pl.col("source").str.extract(r"\n([ 　]*)[^\n]*$", 1).str.len_chars()
    return indent.fill_null(0)


def _is_after_page_mark(end: pl.Expr, passages: pl.DataFrame) -> pl.Expr:
    """Return whether a passage is the rest of a list that a page mark cuts.

    ・坂本　修 / - 1 - / ・白井　花子 is one list. Its first row must be whole: a row of one word,
    and a run with commas, may be the rest of a name, which cannot hold a page mark. Places are
    kept where what lies between has at most `_MOST_BLANKS` characters.
    """
    if "continues" not in passages.columns:
        return pl.lit(False)
    source = pl.col("source")
    above = source.str.extract(r"([^\n]*)$", 1).shift()
    first = source.str.extract("^([^\n]*)", 1)
    # A comma in a closed bracket parts posts of one person.
    run = first.str.replace_all(_CLOSED_BRACKET, "")
    is_whole = first.str.contains(_OF_WORDS) & ~run.str.contains(_COMMA)
    is_near = pl.col("char_start") - end.shift() <= _MOST_BLANKS
    goes_on = is_whole & ~above.str.contains(_COMMA) & is_near
    return pl.col("continues").is_not_null() & goes_on.fill_null(False)


def _place_in_table(passages: pl.DataFrame) -> pl.Series:
    """Classify passages: `head` or `row` of a table, otherwise empty."""
    if not passages["source"].str.contains("|", literal=True).any():
        return pl.Series([""], dtype=pl.String).new_from_index(0, passages.height)
    places, place, meeting, below = [], "", None, 0
    for of, source, line in passages.select("meeting_id", "source", "line_start").iter_rows():
        is_row = source.lstrip(" 　").startswith("|")
        if is_row and head_of_table(source.partition("\n")[0]) is not None:
            place = _HEAD
        elif place and is_row and (of, line) == (meeting, below):
            place = _ROW
        else:
            place = ""
        meeting, below = of, line + source.rstrip("\n").count("\n") + 1
        places.append(place)
    return pl.Series(places, dtype=pl.String)


def _lists_nobody() -> pl.Expr:
    behind = pl.col("source").str.slice(pl.col("marker").str.len_chars())
    return behind.str.strip_chars() == ""


def _with_lines(passages: pl.DataFrame) -> pl.DataFrame:
    """Add `is_line`, whether a passage continues the previous list.

    The marker of such a passage is no label.
    """
    labels = [label for label in passages["marker"].unique().to_list() if label]
    titles = [label for label in labels if is_position(squeezed(_BRACKET.sub("", label)))]
    persons = [
        label
        for label in labels
        if word_kind(squeezed(label)) is Word.PERSON and presence_of(label) is None
    ]
    ends_of_names = [
        label
        for label in labels
        if len(label) == 1 or is_given_name(label) or _KANA.fullmatch(label)
    ]
    marker, source = pl.col("marker"), pl.col("source")
    on_line, above = pl.col("_on_line"), pl.col("_above")
    is_bare = pl.col("_behind").str.strip_chars() == ""
    columns_above = (above.str.len_bytes() + above.str.len_chars()) // 2
    in_bracket = above.str.contains(_OPEN_BRACKET) & source.str.contains(_CLOSED_FIRST)
    in_run = above.str.contains(_COMMA) & ~above.str.contains(_COMMA + "$")
    is_person = marker.is_in(persons) & is_bare
    # A marker that lists nobody, after a full line that ends inside a run, is no label.
    lists_nobody = is_bare & ~is_person.shift(-1, fill_value=False)
    ends_run = lists_nobody & in_run & (columns_above >= NARROWEST)
    is_aside = marker.str.contains("^[（(].*[）)][ 　]*$") & on_line.str.contains(
        "^" + _COMMA_FIRST
    )
    # The later rows of a table of members (名簿) are no labels, since it states no presence.
    in_roster = marker.str.starts_with("|") & marker.shift().str.contains(_ROSTER)
    is_line = (
        (marker.is_in(titles) & ((on_line != "") | ends_run))
        | is_aside
        | ((marker.str.contains("^[（(]") | marker.is_in(ends_of_names)) & ends_run)
        | marker.str.contains(_PROXY)
        | in_bracket
        | in_roster
        | source.str.contains(_ABSENCE_TOLD)
        | is_person
    )
    return (
        passages.with_columns(
            _behind=source.str.slice(marker.str.len_chars()),
            _above=source.str.split("\n").list.last().shift(),
        )
        .with_columns(_on_line=pl.col("_behind").str.split("\n").list.first().str.strip_chars())
        .with_columns(is_line=is_line.fill_null(False))
        .drop("_behind", "_above", "_on_line")
    )


def _is_beneath(end: pl.Expr, passages: pl.DataFrame) -> pl.Expr:
    """Return whether a bracket is under a person: ［架空大学］.

    It is indented more than the lines before and after it.
    """
    if not passages["marker"].str.contains(_BRACKET_FIRST).any():
        return pl.lit(False)
    source, marker = pl.col("source"), pl.col("marker")
    breaks = pl.col("line_start") - pl.col("line_start").shift()
    indent = pl.col("char_start") - end.shift() - 1
    last = source.str.extract("\n([ 　]*)[^ 　\n][^\n]*$", 1).str.len_chars().cast(pl.Int64)
    behind = source.str.slice(marker.str.len_chars())
    below = behind.str.extract("^[ 　]*\n+([ 　]*)", 1).str.len_chars().cast(pl.Int64)
    is_next = breaks == source.str.count_matches("\n", literal=True).shift() + 1
    return (
        marker.str.contains(f"{_BRACKET_FIRST}[^：:]*[］\\]〕）)][ 　]*$")
        & is_next
        & (indent > last.shift())
        & (below.is_null() | (below < indent))
        & ((behind.str.strip_chars() == "") | below.is_not_null())
    ).fill_null(False)


def _group_of(column: str) -> pl.Expr:
    return pl.col(column).map_batches(
        lambda labels: pl.Series(
            labels.name,
            [read_label(label).group if label else None for label in labels.to_list()],
            dtype=pl.String,
        ),
        return_dtype=pl.String,
    )

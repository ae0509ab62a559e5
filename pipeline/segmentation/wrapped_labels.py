"""Wrapped labels: a line end inside a speaker label.

`○架空町緑化推進部` / `課長　苗木の…` → ○架空町緑化推進部課長: the first line is no label by itself,
and the next begins with a position and not a name. It holds for rules of remarks with `wraps`.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.segmentation.layouts import Layout

_MARK = r"^[ 　]*[^\p{L}\s]"
_NO_LABEL = "[。、]"
_LONGEST = 40
"""Maximum length of the first line of a wrapped label, in characters."""
_OF_A_SENTENCE = r"\p{Han}(?:の|に|を|は|が|と|で|へ)"
"""A particle after kanji: common in headings and sentences, rare in names of offices."""
_HEAD_OF_OFFICE = "[課部局室所署係院校園館庁省]長(?:補佐|代理)?$"
_LEFT_OPEN = "[^ 　].*[（(][^（）()]*$"
"""A line that ends inside a bracket: ○議長（."""
_CLOSING = "[】〕）)\\]］：:]+$"


def with_wrapped(lines: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Add `joined` and, for each rule that wraps, `is_<rule>`.

    Parameters
    ----------
    lines
        `row`, `stripped`, `is_new_document`, `gap`, and `is_<rule>` for the rules of remarks that
        do not wrap.

    Returns
    -------
    pl.DataFrame
        `joined` is a line and the next together, where a label may run over both, else null.
    """
    wrapping = [rule for rule in layout.speech if rule.wraps]
    if not wrapping:
        return lines.with_columns(joined=pl.lit(None, pl.String))
    text = pl.col("stripped")
    marks_below = pl.any_horizontal(
        f"is_{rule.name}" for rule in layout.speech if not rule.wraps
    ).shift(-1, fill_value=True)
    goes_on = ~(pl.col("is_new_document") | pl.col("gap")).shift(-1, fill_value=True)
    may_wrap = (
        text.str.contains(_MARK)
        & (text.str.len_bytes() <= _LONGEST * 3)
        & ~text.str.contains(_NO_LABEL)
        & goes_on
        & ~marks_below
    )
    below = text.shift(-1).str.strip_chars_start()
    candidates = (
        lines.select("row", text, below=below, may_wrap=may_wrap)
        .filter("may_wrap")
        .with_columns(joined=pl.concat_str("stripped", "below"))
        .with_columns(
            (
                pl.col("joined").str.extract(rule.pattern, 1).str.len_chars()
                > text.str.strip_chars_start().str.len_chars()
            )
            .fill_null(False)
            .alias(f"is_{rule.name}")
            for rule in wrapping
        )
        .filter(pl.any_horizontal(f"is_{rule.name}" for rule in wrapping))
        .drop("stripped", "below", "may_wrap")
    )
    return lines.join(candidates, on="row", how="left", maintain_order="left").with_columns(
        pl.col(f"is_{rule.name}").fill_null(False) for rule in wrapping
    )


def is_one_label(marks: pl.DataFrame) -> pl.Series:
    """Return whether both parts of wrapped markers are one label.

    ○架空町緑化推進部 / 課長 → true; ○青木委員 / 坂本委員 → false.

    Parameters
    ----------
    marks
        `stripped` (the first line), `marker` (over both lines), `label`, and `head` (the front
        matter of the record, without blanks, or null).
    """
    upper = pl.col("stripped").str.strip_chars_start().str.len_chars()
    bare = pl.col("label").str.replace_all(r"\s", "")
    lower = pl.col("marker").str.slice(upper).str.replace(_CLOSING, "")
    is_in_head, is_listed = (
        pl.col("head").str.contains(words, literal=True).fill_null(False) for words in (lower, bare)
    )
    # A head of an office (緑化課長) that the front matter lists is a speaker label of its own.
    is_title = lower.str.contains(_titles()) | (lower.str.contains(_HEAD_OF_OFFICE) & ~is_in_head)
    goes_on = is_title & ~lower.is_in(_roles()) & ~bare.str.contains(_OF_A_SENTENCE)
    is_left_open = pl.col("stripped").str.contains(_LEFT_OPEN)
    return marks.select(one=is_listed | goes_on | is_left_open)["one"]


@cache
def _titles() -> str:
    """Return a pattern for text made of words for positions only."""
    positions = lexicon("positions")
    words = {*positions["heads"], *positions["modifiers"], *positions["suffixes"]}
    return f"^{alternatives(sorted(words))}+$"


@cache
def _roles() -> list[str]:
    """Return words that are speaker labels alone: 事務局, 会長, 委員."""
    roles = lexicon("roles")
    of_one = lexicon("rosters")["of_one_person"]
    return [*roles["words"], *roles["members"], *lexicon("speakers")["roles"], *of_one]


def wrapped_marker(source: pl.Expr, pattern: str, group: int) -> pl.Expr:
    """Extract a group of a rule's pattern from two joined lines."""
    return _first_two(source).str.extract(pattern, group)


def length_of_marker(source: pl.Expr, pattern: str) -> pl.Expr:
    """Count the characters of a marker that ends on the second line.

    From the first visible character of the source on, with the line end and its blanks.
    """
    upper, lower = _lines(source)
    left_out = (
        (upper.str.len_chars() - upper.str.strip_chars_end().str.len_chars())
        + (lower.str.len_chars() - lower.str.strip_chars_start().str.len_chars())
        + 1
    )
    return wrapped_marker(source, pattern, 1).str.len_chars() + left_out


def _first_two(source: pl.Expr) -> pl.Expr:
    upper, lower = _lines(source)
    return pl.concat_str(
        upper.str.strip_chars_end(), lower.str.strip_chars_start().str.strip_chars_end()
    )


def _lines(source: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    lines = source.str.strip_chars_start().str.splitn("\n", 3).struct
    return lines.field("field_0"), lines.field("field_1").fill_null("")

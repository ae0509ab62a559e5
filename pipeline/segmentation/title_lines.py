"""Title lines: the beginning of a record, and its title."""

from __future__ import annotations

from functools import cache

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.lexicons.patterns import expand
from pipeline.segmentation.evidence import least_points, points
from pipeline.segmentation.layouts import Layout
from pipeline.text.lines import within_next_lines

_LONGEST = 80
_TABLE = "title_lines"
_BESIDE = 2
"""Maximum number of title lines before the chosen one."""
_APART = 3
"""Maximum distance between two lines of one title, in lines."""
_LABELS_WITHIN = 6
"""Maximum distance from a title inside a document to the date in its header, in lines."""


@cache
def _patterns() -> dict[str, str]:
    words = alternatives([*lexicon("documents")["words"], "主な意見"])
    # In records of assemblies the word often has blanks inside: 架 空 町 議 会 会 議 録.
    words = f"(?:{words}|会[ 　]議[ 　]録|議[ 　]事[ 　]録|速[ 　]記[ 　]録)"
    aside = r"(?:[（(〔［][^）)〕］]*[）)〕］])*"
    behind = rf"(?:[ 　]*(?:{aside}|第[ 　]?%number%+号|続き))*"
    patterns = {
        "strong": rf"{words}{behind}$|(?:第?[ 　]*%number%+[ 　]*回)[^。]*$",
        "words": rf"{words}{behind}$",
        "only_words": rf"^[ 　]*{words}[ 　]*$",
        # In a journal of many meetings a session alone begins the next.
        # So does the headline that the search system of the Diet prints before each.
        "only_round": (
            r"^[ 　]*第[ 　]?%number%+[ 　]?回(?:(?:[ 　]*会[議合])?[ 　]*"
            r"|国会[ 　].*第[ 　]?%number%+[ 　]?号[ 　].*日[ 　]*)$"
        ),
        # A heading of the record, and no title: ４　議事概要.
        "numbered_words": (
            r"^[ 　]*(?:%number%{1,2}[ 　．.、）)]+|[（(]%number%{1,2}[）)][ 　]*)"
            rf"{words}[ 　]*$"
        ),
        "in_front": (
            rf"{words}{behind}(?:について|など|等)?$|(?:第?[ 　]*%number%+[ 　]*回)[^。]*$"
        ),
        "colon_of_a_day": r"(?:開催日)?[ 　]*[：:][ 　]*%day%",
        "name_below": (
            r"^[ 　|]*%numbering%"
            r"(?:会[ 　]*議(?:[ 　]*の)?[ 　]*(?:名[ 　]*称|名)|件[ 　]*名)[ 　]*$"
        ),
        "weak": (
            r"(?:会|会議|チーム|グループ|ワーキング|フォーラム|タスクフォース|号|記録|録|概要|要旨)"
            rf"{aside}$"
        ),
        "never": (
            r"[>＞｜|。、：:]|https?:|更新日|掲載日|スキップ|ページ|印刷用|検索結果"
            r"|^[ 　]*[\[※・○●◯〇◎]"
            r"|^[ 　]*(?:開[ 　]*会|閉[ 　]*会|散[ 　]*会|(?:ここから)?本文)[ 　]*$"
            # The notice that calls the meeting, printed before the record.
            r"|招集(?:する|します)$|告示第"
        ),
        "dated": (
            r"%number_of_day%[ 　]*月[ 　]*%number_of_day%{1,3}[ 　]*日"
            r"|[0-9０-９]{1,4}[/／.．][0-9０-９]{1,2}[/／.．][0-9０-９]{1,4}"
        ),
        "labelled": (
            r"^[ 　|]*%numbering%"
            r"(?:会[ 　]*議(?:の)?(?:名[ 　]*称|名)|件[ 　]*名)[ 　]*[：:|]"
        ),
    }
    return {name: expand(pattern) for name, pattern in patterns.items()}


def title_pattern() -> str:
    """Return a pattern for likely titles: 議事録, 第３回審議会."""
    return _patterns()["strong"]


def with_records(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `may_title`, `begins` and `record`, before rules are tried.

    Parameters
    ----------
    lines
        The visible lines of documents: `document_id`, `stripped`.

    Returns
    -------
    pl.DataFrame
        With `may_title` (the line ends with a word for records, or is a session with a date in the
        next lines), `begins` (a record begins here: the first line of a document, and such lines
        with a date in the next lines) and `record` (its number).
    """
    text, document = pl.col("stripped"), pl.col("document_id")
    patterns = _patterns()
    cheap = (text.str.len_bytes() <= _LONGEST * 3) & ~text.str.contains("。", literal=True)
    lines = lines.with_columns(
        _worded=cheap & text.str.contains(patterns["words"]),
        _round=cheap & text.str.contains(patterns["only_round"]),
    )
    # Few lines are titles; only these and the next lines are matched again.
    near = pl.any_horizontal(
        (pl.col("_worded") | pl.col("_round")).shift(step, fill_value=False)
        for step in range(_LABELS_WITHIN + 1)
    )

    def holds(where: pl.Expr, pattern: str) -> pl.Expr:
        return pl.when(where).then(text).str.contains(patterns[pattern]).fill_null(False)

    lines = lines.with_columns(
        may_title=pl.col("_worded") & ~holds(pl.col("_worded"), "never"),
        _dated=holds(near, "dated"),
    )
    dated_below = within_next_lines(pl.col("_dated"), _LABELS_WITHIN)
    lines = lines.with_columns(may_title=pl.col("may_title") | (pl.col("_round") & dated_below))
    is_first = (document != document.shift()).fill_null(True)
    return (
        lines.with_columns(begins=is_first | (pl.col("may_title") & dated_below))
        .with_columns(record=pl.col("begins").cum_sum())
        .drop("_worded", "_dated", "_round")
    )


def with_titles(lines: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Add `c_title` and `c_title_again`, for titles and their repetitions.

    A title comes before the first header label or remark of a document: the first line with a word
    for records or a session, and the lines beside it that belong to it; else the first line that
    names a meeting body, or that has enough points. Later in a document it is a line with such a
    word, with a date or an index of speakers in the next lines, and the previous line where it
    belongs to it.

    Parameters
    ----------
    lines
        As `pipeline/segmentation/matching.py` makes them, up to the conditions.
    """
    rules = {rule.name: rule for rule in layout.rules}
    header = pl.any_horizontal(
        pl.lit(False),
        *(
            f"is_{name}"
            for name, rule in rules.items()
            if rule.opens and rule.kind.value in ("date", "place", "attendance")
        ),
    )
    opens = (
        (header & pl.col("c_not_below_label"))
        | pl.col("opens_talk")
        | (pl.col("is_agenda") if "agenda" in rules else pl.lit(False))
    )
    is_day = pl.col("is_date_plain") if "date_plain" in rules else pl.lit(False)
    front = _front(lines.with_columns(opens=opens, is_day=is_day).filter("in_front"))
    dated = pl.any_horizontal(
        pl.lit(False),
        *(
            f"is_{name}"
            for name, rule in rules.items()
            if rule.kind.value == "date" and "talk" not in rule.zone
        ),
        pl.col("stripped").str.contains("発言者一覧", literal=True),
    )
    text = pl.col("stripped")
    same = ~pl.col("is_new_document")
    talks = pl.col("opens_talk").cum_sum()
    talked = talks > pl.when("is_new_document").then(talks).forward_fill()
    # Before the header of a record a page may announce it, with a sentence or a day.
    labelled = (header & ~is_day).cum_sum()
    has_header = (
        labelled
        > pl.when("is_new_document")
        .then(labelled - (header & ~is_day).cast(pl.UInt32))
        .forward_fill()
    )
    lines = lines.join(front, on="row", how="left", maintain_order="left").with_columns(
        later=pl.col("may_title")
        & talked
        & (has_header | (pl.col("marks").cum_sum().over("document_id") > 0))
        & within_next_lines(dated, _LABELS_WITHIN)
    )
    # The end of the previous record, such as its hour with 散会, is no line of the next title.
    ends = [f"is_{name}" for name, rule in rules.items() if rule.kind.value in ("closing", "date")]
    first_line = _first_lines(lines, ~pl.any_horizontal(pl.lit(False), *ends))
    return (
        lines.with_columns(
            _title=pl.col("of_front").fill_null(False)
            | pl.col("later")
            | pl.col("row").is_in(first_line.implode())
        )
        .with_columns(_title=pl.col("_title") | (_is_left_open().shift(fill_value=False) & same))
        .with_columns(
            _again=(
                pl.col("_title") & same & (text.str.strip_chars() == text.shift().str.strip_chars())
            ).fill_null(False)
        )
        .with_columns(c_title=pl.col("_title") & ~pl.col("_again"), c_title_again=pl.col("_again"))
        .drop("_title", "_again", "of_front", "later")
    )


def _is_left_open() -> pl.Expr:
    """Return whether the next line ends a bracket: 審議会（第３回 / 定例会）."""
    below = pl.col("stripped").shift(-1)
    opens = pl.when("_title").then("stripped").str.contains(r"[（(〔【［][^）)〕】］]{0,30}$")
    closes = pl.when("_title").then(below).str.contains(r"^[^（(〔【［。]{1,30}[）)〕】］]")
    return (opens & closes).fill_null(False)


def _first_lines(lines: pl.DataFrame, possible: pl.Expr) -> pl.Series:
    """Return the rows of lines that begin later titles: 架空町議会 / 会議録."""
    above = lines.select(
        "row",
        "stripped",
        is_above=pl.col("later").shift(-1, fill_value=False)
        & ~pl.col("is_new_document").shift(-1, fill_value=True)
        & ~pl.col("later")
        & possible,
    ).filter("is_above")
    text = pl.col("stripped")
    return above.filter(
        text.str.contains(_patterns()["weak"]) | text.str.contains(_patterns()["strong"]),
        ~text.str.contains(_patterns()["never"]),
        text.str.len_chars() <= _LONGEST,
    )["row"]


def _front(lines: pl.DataFrame) -> pl.DataFrame:
    """Return `row` and `of_front` (a line of the first title)."""
    patterns = _patterns()
    text = pl.col("stripped")
    row = pl.col("row")
    same = (pl.col("document_id") == pl.col("document_id").shift()).fill_null(False)
    possible = (
        (text.str.len_chars() <= _LONGEST)
        & ~text.str.replace(patterns["colon_of_a_day"], "").str.contains(patterns["never"])
        & ~text.str.contains(patterns["numbered_words"])
    )
    name_below = text.str.contains(patterns["name_below"]).shift(fill_value=False)
    lines = lines.with_columns(
        labelled=text.str.contains(patterns["labelled"]),
        named=name_below & possible & same,
        only_words=text.str.contains(patterns["only_words"]),
        possible=possible,
        strong=possible & text.str.contains(patterns["in_front"]),
        worded=possible & text.str.contains(patterns["words"]),
        points=points(_TABLE, "title", text),
        same=same,
    ).with_columns(
        part=pl.col("strong") | (pl.col("possible") & text.str.contains(patterns["weak"]))
    )
    until = lines.group_by("document_id", maintain_order=True).agg(
        # A title may begin with its day: 2031/02/05 港湾委員会本文.
        until=row.filter(pl.col("opens") & ~pl.col("may_title")).min().fill_null(row.max() + 1),
        # A day alone may come before the title: that of the page, or of the record.
        after_day=row.filter(pl.col("opens") & ~pl.col("may_title") & ~pl.col("is_day"))
        .min()
        .fill_null(row.max() + 1),
    )
    lines = lines.join(until, on="document_id", maintain_order="left").with_columns(
        front=row < pl.col("until"), above_header=row < pl.col("after_day")
    )
    chosen = lines.group_by("document_id", maintain_order=True).agg(
        chosen=pl.coalesce(
            row.filter("labelled").min(),
            row.filter(pl.col("strong") & pl.col("front") & ~pl.col("only_words")).min(),
            row.filter("named").min(),
            row.filter(pl.col("strong") & pl.col("above_header")).min(),
            row.filter(pl.col("strong") & pl.col("may_title")).min(),
            row.filter(pl.col("part") & pl.col("front")).min(),
            row.filter(
                pl.col("possible")
                & pl.col("above_header")
                & (pl.col("points") >= least_points(_TABLE))
            ).min(),
        ),
        is_labelled=pl.col("labelled").any(),
    )
    lines = lines.join(chosen, on="document_id", maintain_order="left")
    # An agenda may come before a title of two lines: 令和６年第７回, then its name.
    is_beside = row.is_between(pl.col("chosen") - _BESIDE, pl.col("chosen"))
    part = pl.col("part") & (pl.col("front") | is_beside) & ~pl.col("opens")
    goes_on = (
        part.shift(fill_value=False)
        & pl.col("same")
        & (pl.col("line") - pl.col("line").shift() <= _APART).fill_null(False)
        # After a title with a word for records, such a word alone is no title: 議事録, then 概要.
        & ~(text.str.contains(patterns["only_words"]) & pl.col("worded").shift(fill_value=False))
    )
    lines = lines.with_columns(run=pl.when(part).then((part & ~goes_on).cum_sum()))
    of_chosen = lines.filter(row == pl.col("chosen")).select("document_id", chosen_run="run")
    in_run = (pl.col("run") == pl.col("chosen_run")) & ~pl.col("is_labelled")
    return lines.join(of_chosen, on="document_id", how="left", maintain_order="left").select(
        "row",
        of_front=((row == pl.col("chosen")) | in_run).fill_null(False),
    )

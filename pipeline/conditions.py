"""Conditions: what a rule may need of a line beside its pattern, from the lines around it.

Each is a column of its own, made only where a layout has a rule that needs it. All look at the
visible lines of a document, page marks left out.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from pipeline.labels import known_labels
from pipeline.layouts import Layout, LineRule
from pipeline.layouts.patterns import expand
from pipeline.lexicons import alternatives, lexicon

OPENING = (
    r"。|(?:です|ます|ました|ません|して|した|ください|ござい|ただいま|ただ今|それでは|おはよう|こんにちは|こんばんは"
    r"|本日は|いただ|ありがとう|[ぁ-ん]{5,}|である|いたし|から、|ので|ていた|たい|べき|れる|ない|いる|ある|した|では)"
)
"""What a line of speech holds: the words with which a sentence begins or ends."""

_SENTENCE_END = r"[。．？?！!」』）)〕】＞>≫》：:─―…|]$"
_STRONG_HEADING = (
    r"^[ 　]*(?:[＜<≪《〈【〔［\[■□◆◇▼▽△▲]|日程第|議案第|報告第|議題|案件"
    r"|第[0-9０-９一二三四五六七八九十]+[ 　])"
)
_NUMBERED = r"^[ 　]*[（(]?[0-9０-９①-⑳ア-コ一二三四五六七八九十]{1,2}[ 　．.、）)]"
_KEY = (
    r"^(?:[0-9０-９①-⑳]{1,2}[．.、）)]?|[（(][0-9０-９一二三四五六七八九十ア-コ]{1,2}[）)]|[ア-コ][．.、]?"
    r"|[一二三四五六七八九十]{1,2}[．.、]|[〔【<＜≪《■□◆◇△▲●○〇◯・]|\[[0-9]{1,2}\])+|[〕】>＞≫》]$"
)
_LABEL_ONLY = 14
_CHAIN = 3


def spoken_lines(lines: pl.DataFrame, layout: Layout, heads: pl.DataFrame) -> pl.DataFrame:
    """The lines that hold a mark of remarks of the layout.

    Parameters
    ----------
    lines
        `row`, `document_id`, `stripped`, and for each rule the column `is_<rule>`.
    heads
        As made by `heads_of`.

    Returns
    -------
    pl.DataFrame
        `row`, `rule`, `known` (its label is one, or none is needed), `opening` (words of speech
        follow, on the line or on the next) and `bare` (nothing stands behind the mark).
    """
    below = pl.col("stripped").shift(-1).str.contains(OPENING).fill_null(False) & (
        pl.col("document_id") == pl.col("document_id").shift(-1)
    )
    found = []
    for rule in layout.speech:
        frame = lines.select("row", "document_id", "stripped", f"is_{rule.name}", below=below)
        matching = frame.filter(f"is_{rule.name}").with_columns(
            rest=pl.col("stripped").str.replace(rule.pattern, ""),
            length=pl.col("stripped").str.extract(rule.pattern, 1).str.len_chars(),
            whole=pl.col("stripped").str.strip_chars_start().str.len_chars(),
        )
        if rule.speaker:
            labels = matching.select(
                "row", "document_id", label=pl.col("stripped").str.extract(rule.pattern, 2)
            ).join(heads, on="document_id", how="left", maintain_order="left")
            distinct = labels.select("label", "head", "document_id").unique(
                ["label", "document_id"], maintain_order=True
            )
            known = labels.join(
                known_labels(distinct).select("label", "document_id", "basis"),
                on=["label", "document_id"],
                how="left",
                maintain_order="left",
            )["basis"].is_not_null()
        else:
            known = pl.repeat(True, matching.height, eager=True)
        bare = pl.col("whole") <= pl.col("length")
        found.append(
            matching.select(
                "row",
                rule=pl.lit(rule.name),
                known=known,
                opening=pl.col("rest").str.contains(OPENING) | (bare & pl.col("below")),
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


def with_conditions(
    lines: pl.DataFrame, layout: Layout, opens_talk: pl.Series, known: pl.Series
) -> pl.DataFrame:
    """Add a column `c_<name>` for each condition of lines that stand around marks.

    Parameters
    ----------
    lines
        `row`, `document_id`, `line`, `stripped`, and for each rule the column `is_<rule>`.
    opens_talk, known
        Whether each line holds a mark that may open the talk, and a mark with a known label.
    """
    text = pl.col("stripped")
    same = (pl.col("document_id") == pl.col("document_id").shift()).fill_null(False)
    same_below = (pl.col("document_id") == pl.col("document_id").shift(-1)).fill_null(False)
    names = {rule.name for rule in layout.rules}

    def any_of(*rules: str) -> pl.Expr:
        return pl.any_horizontal(
            pl.lit(False), *(pl.col(f"is_{rule}") for rule in rules if rule in names)
        )

    headings = [rule.name for rule in layout.rules if rule.kind == "heading"]
    listlike = [name for name in headings if name != "heading_listed"]
    labelled = ("date", "place", "agenda", "note", "attendance_labelled", "attendance_listed")
    lines = lines.with_columns(_opens_talk=opens_talk, _known=known)
    first = lines.filter("_opens_talk").group_by("document_id").agg(_first=pl.col("row").min())
    # Once the talk is on, a label alone will do.
    lines = lines.join(first, on="document_id", how="left", maintain_order="left").with_columns(
        _marks=pl.col("_opens_talk")
        | (pl.col("_known") & (pl.col("row") > pl.col("_first"))).fill_null(False),
        _speech=text.str.contains(OPENING),
        _numbered=text.str.contains(_NUMBERED),
        _style=pl.when(text.str.contains(_NUMBERED)).then(text.str.contains(r"^[ 　]*[（(]")),
        _short=text.str.len_chars() < 62,
        _indent=text.str.len_chars() - text.str.strip_chars_start().str.len_chars(),
        _gap=pl.col("line") - pl.col("line").shift() > 1,
        _ends=text.str.contains(_SENTENCE_END),
    )
    heading_like = any_of(*listlike) & pl.col("_short") & ~text.str.ends_with("。")
    lines = lines.with_columns(_heading_like=heading_like)
    lines = _with_listed(lines, any_of(*headings) & pl.col("_short"))
    lines = lines.with_columns(_heading_like=pl.col("_heading_like") | pl.col("_listed"))
    stage_like = any_of("stage", "interjection", "separator")
    talks_below = (pl.col("_marks").shift(-1, fill_value=False) & same_below) | (
        # A heading may be the last that a record says.
        ~same_below & (text.str.len_chars() < _LABEL_ONLY)
    )
    chain = talks_below
    for _ in range(_CHAIN):
        through = (pl.col("_heading_like") | stage_like).shift(-1, fill_value=False)
        chain = talks_below | (through & same_below & chain.shift(-1, fill_value=False))
    above = pl.col("_ends") | pl.col("_heading_like") | stage_like | any_of("talk_label")
    after = above.shift(fill_value=True) | pl.col("_gap").fill_null(True) | ~same
    in_a_list = (
        pl.col("_numbered")
        & (
            (
                (pl.col("_style").shift() == pl.col("_style")).fill_null(False)
                & same
                & ~pl.col("_gap").fill_null(True)
            )
            | ((pl.col("_style").shift(-1) == pl.col("_style")).fill_null(False) & same_below)
        )
        & ~text.str.contains(_STRONG_HEADING)
    )
    below_label = (
        (
            any_of(*labelled) & (text.str.replace_all(r"\s", "").str.len_chars() <= _LABEL_ONLY)
        ).shift(fill_value=False)
    ) & same
    return lines.with_columns(
        c_heading=pl.col("_heading_like") & chain & after & (pl.col("_listed") | ~in_a_list),
        c_listed=pl.col("_listed"),
        c_between_remarks=after,
        c_after_sentence=after,
        c_not_below_label=~below_label,
        c_below_date=any_of("date", "date_plain").shift(fill_value=False) & same,
        c_no_list_below=(
            (
                pl.col("_opens_talk") | pl.col("_heading_like") | stage_like | pl.col("_speech")
            ).shift(-1, fill_value=False)
            & same_below
        ),
        c_indented_below=(pl.col("_indent").shift(-1) > pl.col("_indent")).fill_null(False)
        & same_below,
        c_in_header=pl.lit(True),
        c_prose=pl.col("_speech") & text.str.contains("。") & (text.str.len_chars() >= 25)
        | (
            pl.col("_speech")
            & pl.col("_speech").shift(-1, fill_value=False)
            & (text.str.len_chars() >= 25)
        ),
    ).drop(
        "_first",
        "_known",
        "_marks",
        "_style",
        "_opens_talk",
        "_speech",
        "_numbered",
        "_short",
        "_indent",
        "_gap",
        "_ends",
        "_heading_like",
        "_listed",
    )


def _with_listed(lines: pl.DataFrame, candidate: pl.Expr) -> pl.DataFrame:
    """Add `_listed`: whether the words of a line stood in the header, as a line of it."""
    key = pl.col("stripped").str.replace_all(r"\s", "").str.replace_all(_KEY, "")
    first = lines.filter("_opens_talk").group_by("document_id").agg(first=pl.col("row").min())
    candidates = (
        lines.filter(candidate)
        .select("row", "document_id", key=key)
        .join(first, on="document_id", how="left", maintain_order="left")
    )
    listed = candidates.filter(
        (pl.col("key").str.len_chars() >= 2)
        & (pl.col("row") > pl.col("row").min().over("document_id", "key"))
        & (pl.col("row").min().over("document_id", "key") < pl.col("first"))
    )["row"]
    return lines.with_columns(_listed=pl.col("row").is_in(listed.implode()))


@cache
def _title_patterns() -> dict[str, str]:
    words = alternatives(
        [
            *lexicon("documents")["words"],
            "主な意見",
            "会議記録",
            "開催概要",
            "質疑応答の概要",
            "記録",
            "会議録",
        ]
    )
    aside = r"(?:[（(〔［][^）)〕］]*[）)〕］])*"
    rest = rf"(?:[ 　]*(?:{aside}|第[ 　]?%number%+号|続き|（案）))*"
    return {
        name: expand(pattern)
        for name, pattern in {
            "strong": rf"{words}{rest}$|^.{{0,50}}(?:第?[ 　]*%number%+[ 　]*回)[^。]{{0,60}}$",
            "words": rf"{words}{rest}$",
            "weak": (
                r"(?:会|会議|チーム|グループ|ワーキング|フォーラム|タスクフォース|号|記録|録|概要|要旨)"
                rf"{aside}$"
            ),
            "round": r"第?[ 　]*%number%+[ 　]*回|%number%+年|第%number%+号",
            "never": (
                r"[>＞｜|。、：:]|https?:|更新日|掲載日|スキップ|ページ|印刷用|検索結果"
                r"|^[ 　]*[\[※・○●◯〇◎]"
            ),
            "labelled": (
                r"^[ 　|]*%numbering%(?:会[ 　]*議(?:の)?(?:名[ 　]*称|名)|件[ 　]*名)[ 　]*[：:|]"
            ),
        }.items()
    }


def with_titles(lines: pl.DataFrame, opens: pl.Expr, header_label: pl.Expr) -> pl.DataFrame:
    """Add `c_title` and `c_title_again`: lines of titles, and of titles printed once more.

    A title stands before the first label or remark of a document: the first line with a word for
    records or a round, and the lines beside it that belong to it; where there is none, the first
    line that names a body, or any. Further down it is a line with such a word and a round, and
    labels of a header follow.

    Parameters
    ----------
    lines
        `row`, `document_id`, `stripped`.
    opens
        Lines that open a part of the record.
    header_label
        Lines with the label of a date, a place or attendees.
    """
    patterns = _title_patterns()
    text = pl.col("stripped")
    short = text.str.len_chars() <= 80
    possible = short & ~text.str.contains(patterns["never"])
    lines = lines.with_columns(
        _opens=opens,
        _labelled=text.str.contains(patterns["labelled"]),
        _strong=possible & text.str.contains(patterns["strong"]),
        _possible=possible,
    ).with_columns(
        _part=pl.col("_strong") | (pl.col("_possible") & text.str.contains(patterns["weak"]))
    )
    row = pl.col("row")
    first_of = lines.group_by("document_id", maintain_order=True).agg(
        until=row.filter("_opens").min().fill_null(row.max() + 1),
        labelled=row.filter("_labelled").min(),
    )
    lines = lines.join(first_of, on="document_id", maintain_order="left")
    front = row < pl.col("until")
    chosen = lines.group_by("document_id", maintain_order=True).agg(
        chosen=pl.coalesce(
            pl.col("labelled").first(),
            row.filter(pl.col("_strong") & front).min(),
            row.filter(pl.col("_part") & front).min(),
            row.filter(pl.col("_possible") & front).min(),
        )
    )
    same = (pl.col("document_id") == pl.col("document_id").shift()).fill_null(False)
    part = pl.col("_part") & front & ~pl.col("_opens")
    close = pl.col("line") - pl.col("line").shift() <= 3
    lines = lines.join(chosen, on="document_id", maintain_order="left").with_columns(
        _run=pl.when(part).then((part & ~(part.shift(fill_value=False) & same & close)).cum_sum())
    )
    of_chosen = lines.filter(row == pl.col("chosen")).select("document_id", _chosen_run="_run")
    lines = lines.join(of_chosen, on="document_id", how="left", maintain_order="left")
    # In the middle of a document: a record's word and its round, and the labels of a header soon.
    soon = pl.any_horizontal(
        *(
            header_label.shift(-step, fill_value=False)
            & (pl.col("document_id") == pl.col("document_id").shift(-step))
            for step in range(1, 5)
        )
    )
    later = (
        pl.col("_strong")
        & (row > pl.col("until"))
        & text.str.contains(patterns["words"])
        & text.str.contains(patterns["round"])
        & soon
    )
    is_title = (
        (row == pl.col("chosen"))
        | ((pl.col("_run") == pl.col("_chosen_run")) & pl.col("labelled").is_null())
        | later
    ).fill_null(False)
    again = is_title & same & (text.str.strip_chars() == text.shift().str.strip_chars())
    return lines.with_columns(
        c_title=is_title & ~again.fill_null(False), c_title_again=again.fill_null(False)
    ).drop(
        "_opens",
        "_labelled",
        "_strong",
        "_possible",
        "_part",
        "until",
        "labelled",
        "chosen",
        "_run",
        "_chosen_run",
    )


def needed(rules: tuple[LineRule, ...]) -> set[str]:
    """The conditions that some rule needs."""
    return {name for rule in rules for name in rule.needs}

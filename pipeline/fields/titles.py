"""Titles: body, session and term of a meeting."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.lexicons.patterns import parts
from pipeline.text.numerals import NUMBER, integers

_BLANKS = "[ 　]*"
_SITTING = r"[（(](?:[0-9０-９]{1,2}月)?(?:定例|臨時)(?:会|会議)?[）)]"
"""What sort of sitting a meeting is: （定例）, (10月定例会). No part of the body's name."""
_REPEATED = ("委員会", "審議会", "協議会", "検討会", "研究会", "分科会", "部会")
"""Words for a body that may be written again after the round of a meeting."""
_FIRST_OF_REPEATED = "".join(f"${{{at}}}" for at in range(1, len(_REPEATED) + 1))
_SPREAD = 3
"""Minimum number of isolated characters in a spread title."""


def with_title_parts(titles: pl.DataFrame) -> pl.DataFrame:
    """Add session, term and body of each title.

    第８期架空市環境審議会（第３回）議事要旨 → session 3, term 8, body 架空市環境審議会.

    Of several sessions (a joint meeting) the first counts. Numbers of the Diet (国会), of its
    issues (号) and days (日), of parts of the body (部会) and of plans (第3期計画) are neither
    sessions nor terms.

    Parameters
    ----------
    titles
        Column `title`: the title as written.

    Returns
    -------
    pl.DataFrame
        `titles` with `session` and `term` (Int32) and `body` (text), null where the title has none.
    """
    without_others = (
        pl.col("title")
        .str.replace_all(rf"第{_BLANKS}{NUMBER}{_BLANKS}回{_BLANKS}{_any('sittings')}", " ")
        .str.replace_all(
            rf"第{_BLANKS}{NUMBER}{_BLANKS}[期次][^ 　（()）第・～~〜]*?{_any('of_plans')}", " "
        )
    )
    counted = pl.col("_counted")
    spread = rf"{NUMBER}(?:[ 　]+{NUMBER})*"
    list_of_numbers = rf"(?:{_BLANKS}[・、，,]{_BLANKS}{NUMBER})*"
    session = pl.coalesce(
        counted.str.extract(rf"第{_BLANKS}({spread}){list_of_numbers}{_BLANKS}回", 1),
        # 第 may be missing; after 年 a number counts meetings per year (年4回).
        counted.str.extract(rf"(?:^|[ 　（(])({NUMBER}){_BLANKS}回(?:[^0-9０-９目]|$)", 1),
    )
    term = pl.coalesce(
        counted.str.extract(rf"第{_BLANKS}({NUMBER}){_BLANKS}期", 1),
        counted.str.extract(rf"第{_BLANKS}({NUMBER}){_BLANKS}次(?:[ 　（()）・第]|$)", 1),
    )
    return (
        titles.with_columns(_counted=without_others, body=_bodies(titles["title"]))
        .with_columns(session=integers(session), term=integers(term))
        .drop("_counted")
        .select(*titles.columns, "session", "term", "body")
    )


def _bodies(titles: pl.Series) -> pl.Series:
    """Return the body that each title names.

    A page may print its own title before that of the record, and both name the body:
    第２回審議会会議録 架空市審議会会議録 → 架空市審議会.
    """
    whole = _body(pl.col("title"))
    parts = (
        titles.to_frame("title")
        .with_row_index("row")
        .with_columns(whole=whole, part=pl.col("title").str.replace_all(_end_of_title(), "$1\n"))
    )
    of_several = parts.filter(pl.col("part").str.contains("\n", literal=True))
    if of_several.is_empty():
        return parts["whole"].alias("body")
    several = (
        of_several.select("row", title=pl.col("part").str.split("\n"))
        .explode("title")
        .select("row", body=_body(pl.col("title")))
        .drop_nulls()
        .with_columns(
            longest=pl.col("body").sort_by(pl.col("body").str.len_chars()).last().over("row")
        )
        .group_by("row")
        .agg(
            pl.col("longest").first(),
            is_repeated=(pl.len() > 1) & pl.col("longest").str.ends_with(pl.col("body")).all(),
        )
        .filter("is_repeated")
    )
    return (
        parts.join(several, on="row", how="left", maintain_order="left")
        .select(pl.coalesce("longest", "whole").alias("body"))
        .to_series()
    )


def _body(title: pl.Expr) -> pl.Expr:
    """Return the name of the body in a title, null where there is none."""
    body = _without_what_follows(
        _unspread(without_continuation(title)).str.strip_chars().str.replace(_before(), "")
    )
    rounds = (
        rf"{_BLANKS}[（(]?{_a_year()}?第{_BLANKS}{NUMBER}{_BLANKS}[回期]"
        rf"[～~〜]?[・、]?[）)]?{_BLANKS}"
    )
    return (
        body.str.replace(_fiscal_year(), "")
        # 運営委員会 第11回委員会: the second word is no part of the name.
        .str.replace("|".join(f"({word}){rounds}{word}$" for word in _REPEATED), _FIRST_OF_REPEATED)
        .str.replace_all(rounds, "")
        .str.replace_all(_SITTING, "")
        # 教育委員会会議録 第20回定例会: the word for the document stands before the sitting.
        .str.replace(rf"(?:会議録|議事録){_BLANKS}((?:定例|臨時)会)$", "$1")
        # Dashes between the name and the words for the document: 部会（第14回）-議事録.
        .str.strip_chars(" \t　‐-－―–—−")
        .replace("", None)
    )


def _end_of_title() -> str:
    """Return the pattern of the end of one title before another."""
    return rf"({_any('words')}|[0-9０-９]号)[ 　\n]+"


def without_continuation(title: pl.Expr) -> pl.Expr:
    """Remove the mark of a record that continues in another file."""
    marks = "|".join(lexicon("documents")["continuations"])
    return title.str.replace(rf"{_BLANKS}(?:{marks}){_BLANKS}$", "")


def _unspread(title: pl.Expr) -> pl.Expr:
    """Remove blanks from a spread title.

    架 空 町 議 会 会 議 録 → 架空町議会会議録.
    """
    alone = title.str.count_matches(r"[^ 　][ 　]+[^ 　][ 　]")
    return pl.when(alone >= _SPREAD).then(title.str.replace_all("[ 　]", "")).otherwise(title)


def _before() -> str:
    """Return the pattern of a date or Diet session before the body."""
    day = rf"(?:{parts()['day']}|[0-9]{{2}}/[0-9]{{1,2}}/[0-9]{{1,2}})"
    diet = rf"(?:[^ 　]*[ 　]+)?第{_BLANKS}{NUMBER}{_BLANKS}回{_BLANKS}{_any('sittings')}"
    return rf"^(?:(?:{day}|{diet}){_BLANKS})+"


def _without_what_follows(title: pl.Expr) -> pl.Expr:
    """Remove document words, numbers and dates from a title's end.

    They may be in any order.
    """
    day = parts()["day"]
    weekday = rf"(?:{_BLANKS}[（(].{{1,3}}[）)])?"
    version = rf"(?:{_BLANKS}[（(【]{_any('versions')}[）)】])+"
    dashes = rf"{_BLANKS}[‐-－―–—−]{_BLANKS}"
    issue = (
        rf"(?:第{_BLANKS}{NUMBER}{_BLANKS}号|[（(]第{_BLANKS}{NUMBER}{_BLANKS}日[）)]"
        rf"|[（(]{_a_year()}?第{_BLANKS}{NUMBER}{_BLANKS}号[）)]"
        # As search systems of assemblies number the days: 予算委員会 − 10月29日−09号.
        rf"|(?:{dashes})?{NUMBER}月{NUMBER}日{dashes}{NUMBER}号)"
    )
    words = rf"の?{_any('words')}(?:について|など|等)?|[（(]{_any('words')}[）)]"
    behind = rf"(?:{words}|{version}|{issue}|{day}{weekday}(?:開催|分)?)"
    day_alone = rf"{NUMBER}月{NUMBER}日"
    in_brackets = (
        rf"[（(〔]{_BLANKS}(?:{day}|{day_alone}){weekday}{_BLANKS}(?:開催)?{_BLANKS}[）)〕]"
    )
    # The body of 委員会議録 is 委員会, whose last character is shared with 会議録.
    whole = title.str.replace(r"(委員|定例|臨時)会議録", "${1}会会議録").str.replace(
        "(会|議)[ 　]+(議|事)[ 　]+録$", "${1}${2}録"
    )
    return whole.str.replace(rf"(?:{_BLANKS}(?:{in_brackets}|{behind}))+{_BLANKS}$", "")


def _any(name: str) -> str:
    return alternatives(lexicon("documents")[name])


def _fiscal_year() -> str:
    return rf"^{_a_year()}"


def _a_year() -> str:
    eras = alternatives([era["name"] for era in lexicon("eras")["era"]])
    return rf"(?:(?:{eras}{_BLANKS}{NUMBER}|[0-9０-９]{{4}}){_BLANKS}年度?{_BLANKS})"

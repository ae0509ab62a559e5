"""Titles: body, session and term of a meeting."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.lexicons.patterns import parts
from pipeline.text.numerals import NUMBER, integers

_BLANKS = "[ 　]*"
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
    body = _without_what_follows(
        _unspread(without_continuation(pl.col("title")))
        .str.strip_chars()
        .str.replace(_before(), "")
    )
    rounds = (
        rf"{_BLANKS}[（(]?{_a_year()}?第{_BLANKS}{NUMBER}{_BLANKS}[回期]"
        rf"[～~〜]?[・、]?[）)]?{_BLANKS}"
    )
    body = (
        body.str.replace(_fiscal_year(), "")
        .str.replace_all(rounds, "")
        # Dashes between the name and the words for the document: 部会（第14回）-議事録.
        .str.strip_chars(" \t　‐-－―–—")
        .replace("", None)
    )
    return (
        titles.with_columns(_counted=without_others)
        .with_columns(session=integers(session), term=integers(term), body=body)
        .drop("_counted")
    )


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
    issue = rf"(?:第{_BLANKS}{NUMBER}{_BLANKS}号|[（(]第{_BLANKS}{NUMBER}{_BLANKS}日[）)])"
    words = rf"の?{_any('words')}(?:について|など|等)?|[（(]{_any('words')}[）)]"
    behind = rf"(?:{words}|{version}|{issue}|{day}{weekday}(?:開催|分)?)"
    in_brackets = rf"[（(〔]{_BLANKS}{day}{weekday}{_BLANKS}(?:開催)?{_BLANKS}[）)〕]"
    # The body of 委員会議録 is 委員会, whose last character is shared with 会議録.
    return title.str.replace("委員会議録", "委員会会議録", literal=True).str.replace(
        rf"(?:{_BLANKS}(?:{in_brackets}|{behind}))+{_BLANKS}$", ""
    )


def _any(name: str) -> str:
    return alternatives(lexicon("documents")[name])


def _fiscal_year() -> str:
    return rf"^{_a_year()}"


def _a_year() -> str:
    eras = alternatives([era["name"] for era in lexicon("eras")["era"]])
    return rf"(?:(?:{eras}{_BLANKS}{NUMBER}|[0-9０-９]{{4}}){_BLANKS}年度?{_BLANKS})"

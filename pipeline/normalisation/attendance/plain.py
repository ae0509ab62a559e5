"""Plain lists: names with their titles, commas or middle dots between them, brackets behind them.

Most lists are plain, and these are read in columns: no blank, glyph or inner label is in them that
could mean more than one thing. `entries` reads all others one by one, and would read these alike.
"""

from __future__ import annotations

import re

import polars as pl

from pipeline.normalisation.attendance.brackets import Said, said_in
from pipeline.normalisation.attendance.labels import Label, presence_of, read_label
from pipeline.normalisation.attendance.lines import NARROWEST, WIDE_ENOUGH, completes
from pipeline.normalisation.attendance.words import Word, is_group, is_nobody, word_kind
from schemas.vocabulary import Presence

# A hard wrap may part a word, what stands in a bracket, a word and its bracket, or two persons
# behind their comma or dot.
_WORD = r"\p{L}+(?:\n+\p{L}+)*"
_BRACKET = r"\n*（(?:[\p{L}・㈱㈲]|\n)+）"
_PERSONS = rf"{_WORD}(?:・\n*{_WORD})*(?:{_BRACKET})?"
_ENCLOSED = rf"（\n*{_PERSONS}(?:、\n*{_PERSONS})+）|（\n*{_WORD}{_BRACKET}）"
_PLAIN = rf"^[ 　]*{_PERSONS}(?:、\n*(?:{_PERSONS}|{_ENCLOSED}))*$"
_TOKEN = rf"^[ 　]+|{_BRACKET}|）|[（、・]\n*|{_WORD}"
_OF_SEVERAL = "各|以上|の[一二三四五六七八九十]+[名人]"
"""Words that say something of several persons."""

_WRAP = re.compile("\n+")
_WORD_AND_PLACE = ("token", "bracketed", "is_wrapped")
_OPENS = pl.col("token").str.contains("^（\n*$")


def plain_persons(lists: pl.DataFrame) -> pl.DataFrame:
    """Read the lists that are plain.

    Parameters
    ----------
    lists
        `list` (a number for each, in order), `marker`, `source`, `group_above`, `legend`.

    Returns
    -------
    pl.DataFrame
        `list`, `name_text`, `attendee_group`, `stated_position` (null), `role`, `affiliation`,
        `stated` (presence), `represents`, `bracketed`, and `start`, `end`, `lines_to_start`,
        `lines_to_end` in `source`; in the order of the lists. Of a list that is not plain, or that
        has a word with more than one likely reading, there is no row.
    """
    marker = pl.col("marker").fill_null("")
    plain = (
        lists.filter(pl.col("legend").fill_null("") == "")
        .with_columns(marker, body=pl.col("source").str.slice(marker.str.len_chars()))
        .filter(pl.col("body").str.contains(_PLAIN), ~pl.col("body").str.contains(_OF_SEVERAL))
        .join(_labels(lists["marker"].unique()), on="marker", maintain_order="left")
        .with_columns(is_wrapped=_is_wrapped())
    )
    tokens = _tokens(plain)
    asked = tokens.filter(pl.col("is_word") | _is_said_below()).select(_WORD_AND_PLACE).unique()
    doubtful = asked.filter(
        ~pl.Series([_is_certain(*word) for word in asked.iter_rows()], dtype=pl.Boolean)
    )
    with_doubt = tokens.join(doubtful, on=_WORD_AND_PLACE, how="semi")["list"].unique()
    tokens = tokens.filter(~pl.col("list").is_in(with_doubt.implode()))
    return _persons(tokens, plain)


def _is_wrapped() -> pl.Expr:
    """Whether a list runs on from line to line: with commas, all its lines full but the last."""
    lines = pl.col("source").str.split("\n").list.eval(pl.element().filter(pl.element() != ""))
    # A character takes one column in ASCII, where it is one byte, and else two.
    widths = lines.list.eval((pl.element().str.len_bytes() + pl.element().str.len_chars()) // 2)
    full = pl.max_horizontal(widths.list.max() * WIDE_ENOUGH, pl.lit(NARROWEST))
    narrowest = widths.list.head(widths.list.len() - 1).list.min()
    return pl.col("body").str.contains("、", literal=True) & (narrowest >= full).fill_null(False)


def _labels(markers: pl.Series) -> pl.DataFrame:
    """What the labels of lists say; those of an audience are left out.

    Returns
    -------
    pl.DataFrame
        `marker` (empty where there is none), `of_label` (its group), `came` (presence),
        `keeps_group`.
    """
    labels = {marker or "": read_label(marker) if marker else Label() for marker in markers}
    return pl.DataFrame(
        [
            (marker, label.group, label.presence, label.keeps_group)
            for marker, label in labels.items()
            if not label.is_audience
        ],
        schema={
            "marker": pl.String,
            "of_label": pl.String,
            "came": pl.String,
            "keeps_group": pl.Boolean,
        },
        orient="row",
    )


def _tokens(plain: pl.DataFrame) -> pl.DataFrame:
    """Words, brackets and what parts them, a row each, with their places in the list."""
    length, breaks = pl.col("length").cum_sum(), pl.col("breaks").cum_sum()
    return (
        plain.select("list", "is_wrapped", token=pl.col("body").str.extract_all(_TOKEN))
        .explode("token")
        .with_columns(
            length=pl.col("token").str.len_chars().cast(pl.Int64),
            breaks=pl.col("token").str.count_matches("\n", literal=True).cast(pl.Int64),
            is_first=(pl.col("list") != pl.col("list").shift()).fill_null(True),
            begins=pl.col("token").str.strip_chars_start("\n").str.slice(0, 1),
        )
        .with_columns(
            is_said=(pl.col("begins") == "（") & ~_OPENS,
            is_word=~pl.col("begins").is_in([*"（）、・ 　"]),
            bracketed=_OPENS.cum_sum() > (pl.col("token") == "）").cum_sum(),
            end=length - pl.when("is_first").then(length - pl.col("length")).forward_fill(),
            lines_to_end=breaks
            - pl.when("is_first").then(breaks - pl.col("breaks")).forward_fill(),
        )
    )


def _is_said_below() -> pl.Expr:
    """Whether a bracket stands on another line than the word that it is said of."""
    return pl.col("is_said") & pl.col("token").str.starts_with("\n")


def _is_certain(token: str, bracketed: bool, is_wrapped: bool) -> bool:
    """Whether a word is a person, or a bracket on another line no label: （会長） may be one."""
    if not token.startswith("\n"):
        return _is_person(token, bracketed, is_wrapped)
    said = _WRAP.sub("", token)[1:-1]
    return (
        word_kind(said) in (Word.OFFICE, Word.NAME)
        and not is_group(said)
        and presence_of(said) is None
    )


def _is_person(word: str, bracketed: bool, is_wrapped: bool) -> bool:
    """Whether a word is a name and a title, and nothing else."""
    parts = _WRAP.split(word)
    whole = "".join(parts)
    return (
        word_kind(whole) is Word.PERSON
        and not whole.startswith("同")
        and not whole.endswith(("他", "ほか", "外"))
        and not is_nobody(whole)
        and (len(parts) == 1 or bracketed or _goes_on(parts, is_wrapped))
    )


def _goes_on(parts: list[str], is_wrapped: bool) -> bool:
    """Whether a word goes on behind a line end, which else would part two persons."""
    above, below, *more = parts
    is_no_word = word_kind(above) not in (Word.PERSON, Word.COURTESY, Word.TITLE)
    return not more and (completes(above, below, "") or (is_wrapped and is_no_word))


def _persons(tokens: pl.DataFrame, plain: pl.DataFrame) -> pl.DataFrame:
    """A row for each word of plain lists, with what the bracket behind it says."""
    is_dot = pl.col("begins") == "・"
    # A bracket is said of the person before it, or of several with dots between them.
    said = (
        pl.when("is_said")
        .then(_unwrapped(pl.col("token")).str.slice(1).str.head(-1))
        .when(pl.col("is_first").shift(-1, fill_value=True) | ~(pl.col("is_word") | is_dot))
        .then(pl.lit(""))
        .backward_fill()
    )
    is_alone = ~is_dot.shift(1, fill_value=False) & ~is_dot.shift(-1, fill_value=False)
    takes_in = is_alone & pl.col("is_said").shift(-1, fill_value=False)

    def closed(end: str) -> pl.Expr:
        """The end of the word, or of the bracket that speaks of nobody else."""
        return pl.when(takes_in).then(pl.col(end).shift(-1)).otherwise(end)

    words = tokens.select(
        "list",
        "is_word",
        "bracketed",
        name_text=_unwrapped(pl.col("token")),
        said=said,
        start=pl.col("end") - pl.col("length"),
        end=closed("end"),
        lines_to_start=pl.col("lines_to_end") - pl.col("breaks"),
        lines_to_end=closed("lines_to_end"),
    ).filter("is_word")
    marker = pl.col("marker")
    begin = marker.str.len_chars().cast(pl.Int64)
    lines_above = marker.str.count_matches("\n", literal=True).cast(pl.Int64)
    is_unsaid = pl.col("bracketed") & (pl.col("came") == Presence.PRESENT.value).fill_null(False)
    return (
        words.join(plain.drop("source", "body", "legend"), on="list", maintain_order="left")
        .join(_said(words["said"].unique()), on="said", maintain_order="left")
        .select(
            *("list", "name_text"),
            attendee_group=pl.when("keeps_group").then("group_above").otherwise("of_label"),
            stated_position=pl.lit(None, pl.String),
            role="role",
            affiliation="affiliation",
            stated=pl.coalesce("presence", pl.when(~is_unsaid).then("came")),
            represents="represents",
            bracketed="bracketed",
            start=begin + pl.col("start"),
            end=begin + pl.col("end"),
            lines_to_start=lines_above + pl.col("lines_to_start"),
            lines_to_end=lines_above + pl.col("lines_to_end"),
        )
    )


def _said(brackets: pl.Series) -> pl.DataFrame:
    """What brackets say: `said`, `role`, `affiliation`, `presence`, `represents`."""
    read = [(said, said_in((said,)) if said else Said()) for said in brackets]
    return pl.DataFrame(
        [(said, it.role, it.affiliation, it.presence, it.represents) for said, it in read],
        schema=dict.fromkeys(("said", *Said.__slots__), pl.String),
        orient="row",
    )


def _unwrapped(token: pl.Expr) -> pl.Expr:
    return token.str.replace_all("\n", "", literal=True)

"""Features of lines that do not depend on the speaker style.

They are the place of a line, the classes of its characters, words of speech on it or on the next
line, the basis of the speaker label that it may begin with, and how often the same signs enclose
such labels in the record. No feature names a sign, so a new style has the features of those in
training.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import polars as pl

from pipeline.lexicons.patterns import expand
from pipeline.models.sequence_model import Column, Features
from pipeline.segmentation.labels import ASIDE_LINE, LIST_LINE

_STEPS = {
    "length": (5, 9, 15, 26, 41, 81),
    "indent": (1, 2, 3, 7),
    "label": (1, 2, 3, 5, 8, 13, 21),
    "times": (1, 2, 3, 6),
    "frames": (1, 2, 3, 6, 16),
    "sentences": (1, 2, 5, 20),
    "share": (1, 25, 50, 75, 95),
}
"""Minimum of each class of a number: characters, blanks, lines, percent."""
_CHARACTERS = (
    ("blank", r"^\s"),
    ("kanji", r"^[\p{Han}々]"),
    ("kana", r"^\p{Hiragana}"),
    ("katakana", r"^[\p{Katakana}ー]"),
    ("digit", r"^[0-9０-９①-⒛]"),
    ("latin", r"^[A-Za-zＡ-Ｚａ-ｚ]"),
    ("open", r"^[【〔［\[（(＜<≪《〈「『]"),
    ("close", r"^[】〕］\]）)＞>≫》〉」』]"),
    ("stop", r"^[。．.？?！!]"),
    ("comma", r"^[、，,]"),
    ("colon", r"^[：:]"),
    ("bar", r"^[|｜\t]"),
)
_FLAGS: Mapping[str, str] = {
    "sentence": "。",
    "ended": r"[。？！」]$",
    "comma": "、",
    "listed": LIST_LINE,
    "aside": ASIDE_LINE,
    "bracketed": r"^[ 　]*[（(【〔［＜<≪《][^）)】〕］＞>≫》]*[）)】〕］＞>≫》]$",
    "numbered": r"^[ 　]*%numbering%[^ 　。、]{2,30}$",
    "day": "%day%",
    "hour": r"(?:午前|午後|[0-9０-９])[0-9０-９ 　]*[時:：][ 　]*[0-9０-９]*",
    "of_header": r"^[ 　]*(?:%date_label%|%place_label%|%attendance_label%|%agenda_label%)",
    "paired": r"[^ 　][ 　]+[^ 　。、]{1,8}$",
    "ruled": r"^[^\p{L}\p{N}]+$",
}
"""Features of a whole line, each a pattern."""
_SIGN = r"^(?:[〇[^\p{L}\p{N}\s、。「」『』（）()]])"
"""Pattern of a line that begins with any sign except brackets of quotations and asides."""
_NEAR = ("says", "sentence", "ended", "basis", "spoken", "aside", "of_header", "gap", "first")
"""Features that the lines before and after give too."""
_STEPS_NEAR = (-2, -1, 1, 2)


def features_of(lines: pl.DataFrame, candidates: pl.DataFrame) -> Features:
    """Make the features of the lines of documents.

    Parameters
    ----------
    lines
        As `visible_lines` makes them, all lines of a document together.
    candidates
        As `candidates_of` makes them, of these lines.

    Returns
    -------
    Features
        A unit for each line, a sequence for each document, in order.
    """
    described = _described(lines, candidates)
    lengths = described.group_by("document_id", maintain_order=True).len()["len"].to_list()
    own = {
        name: described[name].cast(pl.String).to_list()
        for name in described.columns
        if name != "document_id"
    }
    columns = [Column(f"{name}=", values) for name, values in own.items()]
    columns += [Column("", pairs.to_list()) for pairs in _pairs(described)]
    edges = _edges(lengths)
    for step in _STEPS_NEAR:
        columns += [Column(f"{step}:{name}=", own[name], step) for name in _NEAR]
        columns.append(Column(f"{step}:", edges[step]))
    return Features(columns, lengths)


def best_of(candidates: pl.DataFrame) -> pl.DataFrame:
    """Return the best candidate of each line.

    The quality of the label and the words of speech after it decide.
    """
    spoken = (pl.col("here") | pl.col("below")).cast(pl.Int32)
    return (
        candidates.with_columns(_value=pl.col("quality") * 2 + spoken * 3)
        .sort("row", "_value", descending=[False, True], maintain_order=True)
        .unique("row", keep="first", maintain_order=True)
        .drop("_value")
    )


def _described(lines: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    text, document = pl.col("stripped"), pl.col("document_id")
    bare = text.str.strip_chars_start()
    spoken = pl.col("here") | pl.col("below")
    of_frame = candidates.group_by("document_id", "frame").agg(
        frames=pl.col("row").n_unique(),
        frame_spoken=(spoken.mean() * 100).round(),
        frame_known=((pl.col("quality") > 1).mean() * 100).round(),
    )
    best = best_of(candidates).join(
        of_frame, on=["document_id", "frame"], how="left", maintain_order="left"
    )
    joined = lines.join(
        best.select(
            *("row", "label", "basis", "here", "below", "times", "frames"),
            *("frame_spoken", "frame_known", "quality"),
            spoken=spoken,
            sign=pl.col("marker").str.contains(r"[^\p{L}\p{N}\s（()）]"),
        ),
        on="row",
        how="left",
        maintain_order="left",
    )
    # Turns with known speaker labels, and sentences, are counted before and after a line.
    signed = bare.str.contains(_SIGN) & pl.col("says")
    turn = (pl.col("quality").fill_null(0) > 1) & pl.col("spoken").fill_null(False)
    sentence = text.str.contains("。", literal=True)
    place = (pl.int_range(pl.len()).over(document) * 10) // pl.len().over(document)
    return joined.select(
        "document_id",
        place=place,
        sentences=_class(sentence.cast(pl.Int32).cum_sum().over(document) - sentence, "sentences"),
        to_come=_class(
            sentence.cast(pl.Int32).cum_sum(reverse=True).over(document) - sentence, "sentences"
        ),
        turns=_class(turn.cast(pl.Int32).cum_sum().over(document) - turn, "times"),
        turns_to_come=_class(
            turn.cast(pl.Int32).cum_sum(reverse=True).over(document) - turn, "times"
        ),
        length=_class(bare.str.len_chars(), "length"),
        indent=_class(text.str.len_chars() - bare.str.len_chars(), "indent"),
        gap=_flag((pl.col("line") - pl.col("line").shift() > 1).fill_null(True)),
        first=_character(bare),
        second=_character(bare.str.slice(1)),
        last=_character(bare.str.slice(-1)),
        says=_flag("says"),
        **{name: _flag(text.str.contains(expand(sign))) for name, sign in _FLAGS.items()},
        basis=pl.col("basis").fill_null(
            pl.when(pl.col("label").is_not_null()).then(pl.lit("label"))
        ),
        spoken=pl.when("here").then(pl.lit("here")).when("below").then(pl.lit("below")),
        sign=_flag("sign"),
        label=_class(pl.col("label").str.len_chars(), "label"),
        times=_class("times", "times"),
        frames=_class("frames", "frames"),
        signed=pl.when(signed).then(_class(signed.cast(pl.Int32).sum().over(document), "frames")),
        frame_spoken=_class("frame_spoken", "share"),
        frame_known=_class("frame_known", "share"),
    )


def _class(value: pl.Expr | str, steps: str) -> pl.Expr:
    """Return the class of a number: how many steps it reaches."""
    number = pl.col(value) if isinstance(value, str) else value
    return pl.sum_horizontal((number >= step).cast(pl.Int32) for step in _STEPS[steps])


def _flag(value: pl.Expr | str) -> pl.Expr:
    """Return 1 where a value holds, else null, which is no feature."""
    holds = pl.col(value) if isinstance(value, str) else value
    return pl.when(holds).then(1)


def _character(text: pl.Expr) -> pl.Expr:
    return pl.coalesce(
        *(pl.when(text.str.contains(sign)).then(pl.lit(name)) for name, sign in _CHARACTERS),
        pl.when(text != "").then(pl.lit("other")),
    )


def _edges(lengths: Sequence[int]) -> dict[int, list[str | None]]:
    """Return `none` where the document has no line at a step."""
    return {
        step: [
            None if 0 <= at + step < length else "none"
            for length in lengths
            for at in range(length)
        ]
        for step in _STEPS_NEAR
    }


_PAIRED = ("basis", "spoken", "frames", "frame_spoken", "frame_known", "says", "sign", "turns")
"""Features that are also combined: each with the next, and some with `basis` and `spoken`."""


def _pairs(described: pl.DataFrame) -> list[pl.Series]:
    told = [
        pl.concat_str(pl.lit(f"{name}="), pl.col(name).cast(pl.String).fill_null("-"))
        for name in _PAIRED
    ]
    together = [*pairwise(told), told[:3], (told[0], told[1], told[5]), (told[0], told[1], told[7])]
    return described.select(
        pl.concat_str(parts, separator="&").alias(str(number))
        for number, parts in enumerate(together)
    ).get_columns()

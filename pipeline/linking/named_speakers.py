"""Named speakers: the person of the body whom a speaker label names.

The list of the meeting does not have them, as where it has none, so the lists of the other
meetings of the body are asked.
"""

from __future__ import annotations

import polars as pl

from pipeline.linking.entries import BEGINS
from pipeline.linking.rules import rules
from pipeline.normalisation.remarks.speaker_status import HONORIFIC, title_words

_LONGEST_FAMILY_NAME = 5
_MARK = r"^[\p{S}\p{P}]+"
_OUTER, _INNER = r"^([^()]+)", r"^[^()]*[(]([^()]+)[)]"
_AFTER_NAME = "^(?:君|氏|さん|様|先生|委員|議員|構成員|部会員|専門委員|臨時委員|評議員|会員)?$"


def persons_of_names(labels: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Find the persons whom speaker labels name.

    A label names a person by family and given name, by family name and the position of the person,
    or by a family name that one person of the body has. 青木光君 and 議長（青木光君） name 青木光.

    Parameters
    ----------
    labels
        `body` and `speaker` (folded), each pair once.
    listed
        Rows of attendance with `body`, `family`, `given`, `position`, `is_seat` and `person_id`,
        null where several persons fit.

    Returns
    -------
    pl.DataFrame
        `body`, `speaker`, `person_id` and `rule`, of one person each, and `is_ambiguous`; labels
        that fit nobody are left out.
    """
    strength = list(rules("speech"))
    known = (
        listed.group_by("body", "family", "given", "position", "is_seat")
        .agg(pl.col("person_id").unique())
        .explode("person_id", empty_as_null=True, keep_nulls=True)
        .with_columns(
            # Rows that nobody can be told from count as somebody else.
            others=pl.struct("person_id").n_unique().over("body", "family") - 1
        )
    )
    said = _said(labels)
    beginnings = [
        said.with_columns(family=pl.col("name").str.head(length)).filter(
            pl.col("name").str.len_chars() >= length
        )
        for length in range(1, _LONGEST_FAMILY_NAME + 1)
    ]
    pairs = pl.concat(beginnings).join(known, on=["body", "family"])
    rest = pl.col("name").str.slice(pl.col("family").str.len_chars())
    given = pl.col("given").str.strip_suffix(BEGINS).fill_null("\0")
    after = pl.when(rest.str.starts_with(given)).then(rest.str.slice(given.str.len_chars()))
    bare = rest.str.replace(HONORIFIC, "")
    is_title = rest.str.contains(_AFTER_NAME) | bare.str.contains(title_words())
    # A member may be the chair at another meeting; an official is called by the own position.
    is_member = rest.str.contains(_AFTER_NAME) | (pl.col("is_seat") & is_title)
    rule = (
        pl.when(after.str.contains(_AFTER_NAME) | after.str.contains(title_words()))
        .then(pl.lit("full_name"))
        .when((pl.col("position") == bare) & ~pl.col("is_seat"))
        .then(pl.lit("position"))
        .when(is_member & (pl.col("others") == 0))
        .then(pl.lit("family_name"))
        .when(is_member)
        .then(pl.lit("others"))
    )
    order = {name: place for place, name in enumerate([*strength, "others"])}
    fits = (
        pairs.with_columns(rule=rule)
        .drop_nulls("rule")
        .with_columns(place=pl.col("rule").replace_strict(order, return_dtype=pl.Int32))
    )
    label = ["body", "speaker"]
    length = pl.col("family").str.len_chars()
    best = (
        fits.filter(length == length.max().over(label))
        .filter(pl.col("place") == pl.col("place").min().over(label))
        .group_by(label)
        .agg(
            person=pl.col("person_id").first(),
            is_one=(pl.col("person_id").is_not_null().all())
            & (pl.col("person_id").n_unique() == 1)
            & (pl.col("rule") != "others").all(),
            rule=pl.col("rule").first(),
        )
    )
    return best.select(
        *label,
        person_id=pl.when("is_one").then("person"),
        rule=pl.when("is_one").then("rule"),
        is_ambiguous=~pl.col("is_one"),
    )


def _said(labels: pl.DataFrame) -> pl.DataFrame:
    """Return the parts of labels that may name a person: 議長(青木光君) → 議長, 青木光君."""
    label = pl.col("speaker").str.replace(_MARK, "")
    return pl.concat(
        labels.select("body", "speaker", name=part)
        for part in (label.str.extract(_OUTER, 1), label.str.extract(_INNER, 1))
    ).filter(pl.col("name").is_not_null())

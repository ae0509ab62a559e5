"""Doubts of linking: rows that may be about one person or about two."""

from __future__ import annotations

import polars as pl

from pipeline.messages import message_columns
from pipeline.tables.doubt import Doubt, places_as_issues
from pipeline.tables.quality_issues import issues
from schemas import TABLES
from schemas.table import empty
from schemas.vocabulary import PersonReason, Severity, Stage

LISTED_TWICE = "person_listed_once"
"""Rule for a person whom the list of a meeting has twice."""

_PLACES = ("document_id", "line", "name", "excerpt")


def linking_issues(
    rows: pl.DataFrame, remarks: pl.DataFrame, persons: pl.DataFrame
) -> pl.DataFrame:
    """Report what linking is not sure of.

    Parameters
    ----------
    rows
        Rows of attendance that name a person: `meeting_id`, `document_id`, `collection_id`,
        `line_start`, `name_text`, `affiliation_text`, `family`, `given`, `person_id` and
        `person_reason`.
    remarks
        `document_id`, `collection_id`, `line_start`, `speaker_text`, `person_reason`.
    persons
        The table.

    Returns
    -------
    pl.DataFrame
        Rows of `quality_issues`: of each doubt one for each document, and one for each person that
        was merged or split against an earlier release.
    """
    documents = pl.concat(
        each.select("document_id", "collection_id") for each in (rows, remarks)
    ).unique()
    found = [
        places_as_issues(doubt, subject, documents, Stage.LINKING)
        for doubt, subject in (
            (_TOLD_APART, rows),
            (_ONE_FAMILY_NAME, rows),
            (_LISTED_ONCE, rows),
            (_SPEAKER_TOLD_APART, remarks),
        )
    ]
    return pl.concat([empty(TABLES["quality_issues"]), *found, *_of_history(persons)])


def _of_history(persons: pl.DataFrame) -> list[pl.DataFrame]:
    """Report merged and split persons."""
    return [
        issues(
            persons.drop_nulls(column).with_columns(row_key="person_id", former=column),
            stage=Stage.LINKING,
            rule=rule,
            severity=Severity.WARN,
            table_name="persons",
            message=message_columns(rule, person=pl.col("person_id"), former=pl.col(column)),
        )
        for rule, column in (
            ("person_not_merged", "former_ids"),
            ("person_not_split", "split_from"),
        )
    ]


def _places(rows: pl.DataFrame) -> pl.DataFrame:
    excerpt = pl.concat_str("name_text", pl.format("（{}）", "affiliation_text"), ignore_nulls=True)
    return rows.select("document_id", line="line_start", name="name_text", excerpt=excerpt).select(
        _PLACES
    )


def _not_told_apart(rows: pl.DataFrame) -> pl.DataFrame:
    return _places(rows.filter(pl.col("person_reason") == PersonReason.AMBIGUOUS.value))


def _of_one_family_name(rows: pl.DataFrame) -> pl.DataFrame:
    """Find persons of one meeting who share a family name, where a given name is missing."""
    within = ["meeting_id", "family"]
    return _places(
        rows.filter(
            pl.col("person_id").is_not_null(),
            pl.col("person_id").drop_nulls().n_unique().over(within) > 1,
            pl.col("given").is_null(),
        )
    )


def _listed_twice(rows: pl.DataFrame) -> pl.DataFrame:
    return _places(
        rows.filter(pl.col("person_id").is_not_null(), pl.len().over("meeting_id", "person_id") > 1)
    )


def _speakers_not_told_apart(remarks: pl.DataFrame) -> pl.DataFrame:
    return (
        remarks.filter(pl.col("person_reason") == PersonReason.AMBIGUOUS.value)
        .select("document_id", line="line_start", name="speaker_text", excerpt="speaker_text")
        .select(_PLACES)
    )


_TOLD_APART = Doubt(
    "person_is_told_apart",
    "attendance",
    "Persons of one family name in a body can be told apart.",
    "同じ会議体の同姓の人物が区別できる",
    _not_told_apart,
)
_ONE_FAMILY_NAME = Doubt(
    "family_name_is_of_one",
    "attendance",
    "Persons of one family name in a meeting have given names.",
    "同じ会議の同姓の人物には名の記載がある",
    _of_one_family_name,
)
_LISTED_ONCE = Doubt(
    LISTED_TWICE,
    "attendance",
    "The list of a meeting has a person once.",
    "会議の名簿に同じ人物は一度だけ載る",
    _listed_twice,
)
_SPEAKER_TOLD_APART = Doubt(
    "speaker_is_told_apart",
    "remarks",
    "Each remark names a speaker that one person of the body fits.",
    "発言者の名に当てはまる人物が会議体に一人である",
    _speakers_not_told_apart,
)

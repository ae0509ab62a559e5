"""How a table declares a column, and the columns that several tables have."""

from __future__ import annotations

from typing import Any

import pandera.polars as pa

from schemas.vocabulary import PersonBasis, Vocabulary


def column(
    en: str,
    ja: str,
    *,
    nullable: bool = False,
    unit: str | None = None,
    references: str | None = None,
    vocabulary: type[Vocabulary] | None = None,
    minimum: int | None = None,
    pattern: str | None = None,
    follows: str | None = None,
    given: bool = False,
) -> Any:
    """Declare a column.

    Parameters
    ----------
    en, ja
        Description in English and Japanese.
    unit
        Unit of a number, in English.
    references
        Foreign key, as `table.column`.
    vocabulary
        Closed list of allowed values.
    minimum
        Smallest allowed number.
    pattern
        Regular expression that the whole value matches.
    follows
        Column that this one follows from, of this table or as `table.column`. Where that one has
        changed, `changes` does not list the change of this one.
    given
        Whether the value is given with the record, by its path, `records.csv` or
        `collection.toml`, and not read from its text.
    """
    return pa.Field(
        nullable=nullable,
        description=en,
        isin=vocabulary.values() if vocabulary else None,
        ge=minimum,
        str_matches=pattern,
        metadata={
            "ja": ja,
            "unit": unit,
            "references": references,
            "vocabulary": vocabulary,
            "minimum": minimum,
            "pattern": pattern,
            "follows": follows,
            "given": given,
        },
    )


def confidence(of: str, of_ja: str) -> Any:
    """Declare the column for the confidence of a model, in percent."""
    return column(
        f"How sure the model is {of}, in percent; null where no model was asked.",
        f"{of_ja}の確からしさ（%）。モデルに問うていないときは空",
        nullable=True,
        unit="percent",
        minimum=0,
    )


def person_basis() -> Any:
    """Declare the column for the rule that joined a row to its person."""
    return column(
        "The rule by which the row was joined to the person; null without a person.",
        "同一人物とした根拠（人物IDがなければ欠損）",
        nullable=True,
        vocabulary=PersonBasis,
        follows="person_id",
    )

"""Ties: what the clusters of several bodies have in common beside a full name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

import polars as pl

from pipeline.linking.affiliations import OF_COLLECTION
from pipeline.linking.entries import BEGINS, PARTS_OF_KEY

NAME = ("family", "given")
_OF_ASSEMBLY = "議員"
"""A seat of a body that is an office in the assembly of the collection."""


def ties(rows: pl.DataFrame) -> pl.DataFrame:
    """Return what clusters with a full name have in common with clusters of other bodies.

    A cluster has the full name that any of its rows gives, and the ties of all of them.

    Parameters
    ----------
    rows
        `cluster`, `body`, `family`, `given`, `affiliation`, `position`, `is_seat` and
        `collection_id`.

    Returns
    -------
    pl.DataFrame
        `rule` (that of `across` which the tie is for), `cluster`, `body` and `key`, a number that
        clusters of one name and tie share.
    """
    named = rows.drop(NAME).join(_full_names(rows), on="cluster")
    several = named.filter(pl.col("body").n_unique().over(NAME) > 1)
    is_office = ~pl.col("is_seat") | (pl.col("position") == _OF_ASSEMBLY)
    of_collection = pl.concat_str("collection_id", pl.lit(OF_COLLECTION), "tie")
    affiliations = _tied(several, "affiliation", shared_organization, pl.col("tie"))
    offices = _tied(several.filter(is_office), "position", office_of, of_collection)
    bodies = _tied(several, "body", whole_body, of_collection)
    # 総務課 is an affiliation, and 総務課長 has an office in it.
    either = pl.concat([affiliations, offices])
    found = {
        "full_name_and_affiliation": affiliations,
        "full_name_and_office": _uncontradicted(either, affiliations),
        "full_name_and_body": _uncontradicted(bodies, affiliations),
    }
    key = [*NAME, "tie"]
    return (
        pl.concat(each.with_columns(rule=pl.lit(rule)) for rule, each in found.items())
        .filter(pl.col("body").n_unique().over("rule", *key) > 1)
        .select("rule", "cluster", "body", key=pl.struct("rule", *key).rank("dense"))
    )


def _full_names(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the full name of each cluster that has one: `cluster`, `family` and `given`."""
    return (
        rows.drop_nulls(["cluster", "given"])
        .filter(~pl.col("given").str.ends_with(BEGINS))
        .select("cluster", *NAME)
        .unique("cluster", keep="first", maintain_order=True)
    )


def _tied(
    rows: pl.DataFrame, column: str, tie_of: Callable[[str], str | None], tie: pl.Expr
) -> pl.DataFrame:
    """Return the ties that a column gives to clusters: `cluster`, `body`, `NAME` and `tie`."""
    values = rows[column].drop_nulls().unique()
    found = pl.DataFrame(
        {column: values, "tie": pl.Series([tie_of(each) for each in values], dtype=pl.String)}
    ).drop_nulls()
    columns = {"cluster", "body", "collection_id", *NAME, column}
    return (
        rows.select(sorted(columns))
        .unique()
        .join(found, on=column)
        .select("cluster", "body", *NAME, tie=tie)
        .unique()
    )


def _uncontradicted(found: pl.DataFrame, affiliations: pl.DataFrame) -> pl.DataFrame:
    """Leave out ties of clusters that name different organisations."""
    key = [*NAME, "tie"]
    stated = found.join(affiliations.select("cluster", affiliation="tie"), on="cluster")
    contradicted = (
        stated.with_columns(all=pl.col("cluster").n_unique().over(key))
        .group_by(*key, "affiliation")
        .agg(pl.col("all").first(), common=pl.col("cluster").n_unique())
        .group_by(key)
        .agg(is_common=(pl.col("common") == pl.col("all")).any())
        .filter(~pl.col("is_common"))
    )
    return found.join(contradicted, on=key, how="anti")


@cache
def shared_organization(organization_id: str) -> str | None:
    """Return what two affiliations have in common: 文部科学省高等教育局 → 文部科学省.

    An organisation of one collection is another's elsewhere, unless it has a name of its own.
    """
    _, is_of_collection, key = organization_id.partition(OF_COLLECTION)
    if is_of_collection:
        return key if _matching("own_name", key) else organization_id
    return _matching("whole_organization", organization_id) or organization_id


@cache
def office_of(position: str) -> str | None:
    """Return the office that a position names: 総務課長補佐 → 総務課; None where it names none."""
    return _matching("office", position)


@cache
def whole_body(body_key: str) -> str | None:
    """Return the body that a body is a part or a session of, itself where it is of none."""
    name = body_key.partition(PARTS_OF_KEY)[2]
    return _matching("whole_body", name) or name or None


def _matching(kind: str, text: str) -> str | None:
    """Return the whole that the first matching pattern gives; None where none matches."""
    for pattern, whole in _patterns()[kind]:
        found = pattern.fullmatch(text)
        if found:
            return found.expand(whole)
    return None


@cache
def _patterns() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    return {
        kind: [
            (pattern, row.get("whole", r"\1" if pattern.groups else r"\g<0>"))
            for row in rows
            for pattern in [re.compile(row["pattern"])]
        ]
        for kind, rows in tie_table().items()
    }


def tie_table() -> dict[str, list[dict[str, Any]]]:
    """Return the table of patterns, by kind."""
    file = resources.files(__name__.rpartition(".")[0]) / "ties.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))

"""Persons across bodies: one full name with one affiliation."""

from __future__ import annotations

import polars as pl

from pipeline.linking.entries import BEGINS
from pipeline.linking.rules import rules


def with_persons(rows: pl.DataFrame) -> pl.DataFrame:
    """Join the clusters of several bodies that share full name and affiliation.

    Where that would make one person of two clusters of one body, which its lists keep apart, none
    of them is joined.

    Parameters
    ----------
    rows
        As `with_basis` returns them, in the order of meetings.

    Returns
    -------
    pl.DataFrame
        With `person`, the smallest cluster of the person; the bodies after the first are joined
        by the rule, which lowers `confidence`.
    """
    shared = (
        rows.drop_nulls(["cluster", "given", "affiliation"])
        .filter(~pl.col("given").str.ends_with(BEGINS))
        .select("cluster", "body", "family", "given", "affiliation")
        .unique()
        .filter(pl.col("body").n_unique().over("family", "given", "affiliation") > 1)
    )
    links = shared.select("cluster", key=pl.struct("family", "given", "affiliation").rank("dense"))
    component = _components(links)
    bodies = shared.select("cluster", "body").unique().join(component, on="cluster")
    is_one = bodies.group_by("person").agg(
        is_one=pl.col("cluster").n_unique() == pl.col("body").n_unique()
    )
    joined = component.join(is_one.filter("is_one"), on="person").select("cluster", "person")
    rule = rules("across")["full_name_and_affiliation"]
    first_body = pl.col("body").first().over("person")
    is_after = (pl.col("body") != first_body) & pl.col("person").is_not_null()
    is_several = pl.len().over("person") > 1
    return (
        rows.join(joined, on="cluster", how="left", maintain_order="left")
        .with_columns(person=pl.coalesce("person", "cluster"))
        .with_columns(
            basis=pl.when(is_after | (is_several & (pl.col("basis") == "listed")))
            .then(
                pl.when(pl.col("basis") == "listed")
                .then(pl.lit(rule.basis.value))
                .otherwise("basis")
            )
            .otherwise("basis"),
            confidence=pl.when(is_after | (is_several & (pl.col("basis") == "listed")))
            .then(pl.min_horizontal("confidence", pl.lit(rule.confidence, pl.Int32)))
            .otherwise("confidence"),
        )
    )


def _components(links: pl.DataFrame) -> pl.DataFrame:
    """Return the connected clusters: `cluster`, and `person`, the smallest number among them."""
    person = links.select("cluster", "key", person="cluster")
    while True:
        nearer = person.with_columns(person=pl.col("person").min().over("key")).with_columns(
            person=pl.col("person").min().over("cluster")
        )
        if nearer["person"].equals(person["person"]):
            return nearer.select("cluster", "person").unique()
        person = nearer

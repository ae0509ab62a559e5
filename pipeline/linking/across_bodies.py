"""Persons across bodies: one full name with an affiliation in common."""

from __future__ import annotations

import polars as pl

from pipeline.linking.rules import Rule, rules
from pipeline.linking.ties import ties
from schemas.vocabulary import PersonBasis


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
    found = ties(rows)
    persons = found.select("cluster", "body").unique().with_columns(person="cluster", joined=None)
    for rule in rules("across").values():
        persons = _joined(persons, found.filter(pl.col("rule") == rule.name), rule)
    first_body = pl.col("body").first().over("person")
    is_listed = pl.col("basis") == PersonBasis.LISTED.value
    is_after = pl.col("joined").is_not_null() & ((pl.col("body") != first_body) | is_listed)
    return (
        rows.join(persons.drop("body"), on="cluster", how="left", maintain_order="left")
        .with_columns(person=pl.coalesce("person", "cluster"))
        .with_columns(
            basis=pl.when(is_after & is_listed)
            .then(pl.lit(PersonBasis.FULL_NAME.value))
            .otherwise("basis"),
            confidence=pl.when(is_after)
            .then(pl.min_horizontal("confidence", "joined"))
            .otherwise("confidence"),
        )
        .drop("joined")
    )


def _joined(persons: pl.DataFrame, links: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """Join persons by the links of a rule.

    Parameters
    ----------
    persons
        `cluster`, `body`, `person` and `joined`, the confidence of the rule that joined it first.
    links
        `cluster` and `key`, which clusters that are one person share.
    """
    of_persons = links.join(persons, on="cluster").select("key", cluster="person").unique()
    component = _components(of_persons).rename({"cluster": "person", "person": "whole"})
    found = persons.join(component, on="person", how="left").with_columns(
        pl.coalesce("whole", "person")
    )
    is_one = (pl.col("cluster").n_unique() == pl.col("body").n_unique()).over("whole")
    is_joined = is_one & (pl.col("person").n_unique().over("whole") > 1)
    return found.select(
        *("cluster", "body"),
        person=pl.when(is_joined).then("whole").otherwise("person"),
        joined=pl.coalesce("joined", pl.when(is_joined).then(pl.lit(rule.confidence, pl.Int32))),
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

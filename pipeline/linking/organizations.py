"""Organisations: those that attendees belong to, and the bodies that meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from pipeline.linking.affiliations import Organization, body_of, organization_of
from schemas import TABLES
from schemas.table import polars_schema
from schemas.vocabulary import NameBasis, OrganizationKind

_PARTS = "(?:部会|小委員会|分科会|ワーキンググループ|ワーキングチーム|WG|専門委員会)$"
"""Pattern of the end of the name of a part of a body."""

_NAMED = pl.Schema(
    {
        "collection_id": pl.String,
        "written": pl.String,
        "organization_id": pl.String,
        "key": pl.String,
        "kind": pl.String,
        "full_name": pl.String,
        "name_text": pl.String,
        "basis": pl.String,
        "source": pl.String,
    }
)


class OrganizationTables(NamedTuple):
    """The tables `organizations` and `organization_names`."""

    organizations: pl.DataFrame
    organization_names: pl.DataFrame


def named_affiliations(affiliations: pl.DataFrame) -> pl.DataFrame:
    """Read the organisations of affiliations.

    Parameters
    ----------
    affiliations
        `collection_id` and `written`; repeated rows count once.

    Returns
    -------
    pl.DataFrame
        Columns `_NAMED`; affiliations that name no organisation are left out.
    """
    return _named(affiliations, organization_of)


def named_bodies(meetings: pl.DataFrame) -> pl.DataFrame:
    """Read the bodies of meetings as organisations, as `named_affiliations` does."""
    return _named(meetings.select("collection_id", written="body"), body_of)


def _named(written: pl.DataFrame, read: Callable[[str], Organization | None]) -> pl.DataFrame:
    distinct = written.drop_nulls().unique().sort("collection_id", "written")
    rows = []
    for collection_id, text in distinct.select("collection_id", "written").iter_rows():
        found = read(text)
        if found is not None:
            rows.append(
                (
                    *(collection_id, text, found.id_in(collection_id), found.key),
                    *(found.kind.value, found.name, found.named or text, found.basis.value),
                    found.source,
                )
            )
    return pl.DataFrame(rows, schema=_NAMED, orient="row")


def organization_tables(seen: pl.DataFrame, named: pl.DataFrame) -> OrganizationTables:
    """Make the tables of organisations.

    Parameters
    ----------
    seen
        A row for each row of attendance with an organisation, and for each meeting of a body:
        `collection_id`, `written`, `meeting_id`, `date`, and `is_body`.
    named
        The organisations of what is written, as `named_affiliations` and `named_bodies` return
        them, with `is_body`.
    """
    rows = seen.join(named, on=["collection_id", "written", "is_body"]).sort(
        "date", "meeting_id", nulls_last=True, maintain_order=True
    )
    names = (
        rows.group_by("organization_id", "name_text")
        .agg(
            basis=pl.col("basis").sort().last(),
            source=pl.col("source").max(),
            row_count=pl.len().cast(pl.Int64),
            key=pl.col("key").first(),
            full_name=pl.col("full_name").first(),
        )
        .with_columns(
            # The same name may be written so in the table and folded elsewhere.
            basis=pl.when(pl.col("source").is_not_null())
            .then(pl.lit(NameBasis.ALIAS.value))
            .otherwise("basis")
        )
    )
    full = (
        names.sort(pl.col("basis") == NameBasis.ALIAS.value, pl.col("row_count").neg(), "name_text")
        .unique("organization_id", keep="first", maintain_order=True)
        .select("organization_id", "key", name=pl.coalesce("full_name", "name_text"))
    )
    is_body = pl.col("is_body")
    dated = pl.col("date").is_not_null() | pl.col("date").is_null().all()
    of_meetings = rows.group_by("organization_id", maintain_order=True).agg(
        # What meets is a body, also where others come from it.
        kind=pl.col("kind").sort_by(~is_body, maintain_order=True).first(),
        first_meeting_id=pl.col("meeting_id").first(),
        last_meeting_id=pl.col("meeting_id").filter(dated).last(),
        first_date=pl.col("date").min(),
        last_date=pl.col("date").max(),
        meeting_count=pl.col("meeting_id").n_unique(),
        attendance_count=(~is_body).sum(),
        collection_id=pl.col("collection_id").filter(is_body).first(),
    )
    organizations = full.join(of_meetings, on="organization_id")
    organizations = organizations.join(_parents(organizations), on="organization_id", how="left")
    return OrganizationTables(
        _as_table("organizations", organizations, ["organization_id"]),
        _as_table("organization_names", names, ["organization_id", "name_text"]),
    )


def _parents(organizations: pl.DataFrame) -> pl.DataFrame:
    """Find the body that each part of a body belongs to.

    甲審議会総務部会 is a part of 甲審議会 where that body meets in the same collection; of several
    the one with the longest name counts.
    """
    bodies = organizations.filter(pl.col("kind") == OrganizationKind.BODY.value).select(
        "organization_id", "collection_id", "key"
    )
    parts = bodies.filter(pl.col("key").str.contains(_PARTS))
    return (
        parts.join(
            bodies.rename({"organization_id": "parent_id"}), on="collection_id", suffix="_of"
        )
        .filter(
            pl.col("parent_id") != pl.col("organization_id"),
            pl.col("key").str.starts_with(pl.col("key_of")),
        )
        .sort(pl.col("key_of").str.len_chars(), descending=True)
        .unique("organization_id", keep="first", maintain_order=True)
        .select("organization_id", "parent_id")
    )


def _as_table(name: str, rows: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    schema = polars_schema(TABLES[name])
    return rows.select(pl.col(each).cast(dtype) for each, dtype in schema.items()).sort(by)

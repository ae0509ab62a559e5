"""Organisations and persons of the header of the corpus."""

from __future__ import annotations

import polars as pl

from pipeline.interchange.published import PublishedRelease
from pipeline.interchange.tei.elements import Element, block, inline, leaf, period
from pipeline.interchange.tei.ids import pointer, xml_id
from pipeline.interchange.tei.meetings import Row
from pipeline.interchange.tei.taxonomies import categories


def add_organizations(parent: Element, release: PublishedRelease) -> None:
    """Add the organisations with all their names, and which is a part of which."""
    rows = release.scan("organizations").collect()
    if not rows.height:
        return
    names = _grouped(release.scan("organization_names").collect(), "organization_id")
    listed = block(parent, "listOrg")
    for row in rows.iter_rows(named=True):
        name = row["organization_id"]
        organization = block(
            listed,
            "org",
            xml_id=xml_id("organizations", name),
            ana=categories(organization=row["kind"]),
        )
        leaf(organization, "orgName", row["name"], type="full")
        for written in names.get(name, []):
            leaf(organization, "orgName", written["name_text"], type=written["basis"])
    parts = rows.filter(pl.col("parent_id").is_not_null())
    if parts.height:
        relations = block(listed, "listRelation")
        for row in parts.iter_rows(named=True):
            leaf(
                relations,
                "relation",
                name="part_of",
                active=pointer("organizations", row["organization_id"]),
                passive=pointer("organizations", row["parent_id"]),
            )


def add_persons(parent: Element, release: PublishedRelease) -> None:
    """Add the persons with their memberships."""
    rows = release.scan("persons").collect()
    if not rows.height:
        return
    held = _grouped(release.scan("memberships").collect(), "person_id")
    listed = block(parent, "listPerson")
    for row in rows.iter_rows(named=True):
        person = block(
            listed,
            "person",
            xml_id=xml_id("persons", row["person_id"]),
            ana=categories(person=row["basis"]),
        )
        leaf(person, "persName", row["name_text"], type="full")
        name = leaf(person, "persName")
        inline(name, "surname", row["family_name"])
        if row["given_name"] is not None:
            inline(name, "forename", row["given_name"])
        for former in filter(None, (row["former_ids"] or "").split("|")):
            leaf(person, "idno", former, type="former")
        for membership in held.get(row["person_id"], []):
            _add_membership(person, membership)


def _add_membership(person: Element, row: Row) -> None:
    """Add a membership; its dates are those of meetings, not of its beginning and end."""
    affiliation = block(
        person,
        "affiliation",
        xml_id=xml_id("memberships", row["membership_id"]),
        ref=pointer("organizations", row["body_id"]),
    )
    if row["affiliation"] is not None or row["organization_id"] is not None:
        reference = pointer("organizations", row["organization_id"])
        leaf(affiliation, "orgName", row["affiliation"], ref=reference)
    for kind in ("position", "role"):
        if row[kind] is not None:
            leaf(affiliation, "roleName", row[kind], type=kind)
    period(affiliation, "date", row["first_date"], row["last_date"], type="observed")


def _grouped(rows: pl.DataFrame, column: str) -> dict[str, list[Row]]:
    parts = rows.partition_by(column, as_dict=True, maintain_order=True)
    return {str(name): part.to_dicts() for (name,), part in parts.items()}

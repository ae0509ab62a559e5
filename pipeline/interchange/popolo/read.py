"""Reading of Popolo back to rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.interchange.popolo.rules import OWN, faults

Row = dict[str, Any]


class NotPopoloError(ValueError):
    """A document that breaks a rule of Popolo."""


def read_popolo(file: Path) -> dict[str, list[Row]]:
    """Read a file that `write_popolo` has written.

    Returns
    -------
    dict
        All columns of `persons`, `organizations`, `organization_names`, `memberships` and
        `meetings`; dates and times are texts.

    Raises
    ------
    NotPopoloError
        Where it breaks a rule of Popolo.
    """
    document = json.loads(file.read_text(encoding="utf-8"))
    if found := faults(document):
        raise NotPopoloError("; ".join(found[:3]))
    return {
        "persons": [
            _row(each, person_id="id", name_text="name", family_name="", given_name="")
            for each in document["persons"]
        ],
        "organizations": [
            _row(each, organization_id="id", name="", kind="classification", parent_id="")
            for each in document["organizations"]
        ],
        "organization_names": [
            {"organization_id": each["id"], **_row(one, name_text="name", basis="note")}
            for each in document["organizations"]
            for one in each["other_names"]
        ],
        "memberships": [
            _row(
                each,
                membership_id="id",
                person_id="",
                body_id="organization_id",
                organization_id="on_behalf_of_id",
                role="",
                position="label",
            )
            for each in document["memberships"]
        ],
        "meetings": [_meeting(each) for each in document["events"]],
    }


def _row(each: Mapping[str, Any], **fields: str) -> Row:
    """Return a row of an object: its own columns, and those by the names of fields."""
    return {**each[OWN], **{column: each[field or column] for column, field in fields.items()}}


def _meeting(each: Mapping[str, Any]) -> Row:
    row = _row(each, **{"meeting_id": "id", "title": "name", "venue": "location"})
    row.pop("attendance")
    return row

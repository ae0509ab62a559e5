"""`organization_names`: one row per written name of an organisation."""

import polars as pl

from schemas.columns import column
from schemas.table import Table
from schemas.vocabulary import NameBasis


class OrganizationNames(Table):
    """A name by which the records call an organisation."""

    organization_id: str = column(
        "Organisation.", "組織ID", references="organizations.organization_id"
    )
    name_text: str = column("Name as written.", "名称（原文のまま）")
    basis: str = column(
        "Why this is a name of the organisation.", "同一の組織とした根拠", vocabulary=NameBasis
    )
    source: str = column(
        "Source of an alias; null for the name itself.", "別称の出典", nullable=True
    )
    row_count: pl.Int32 = column("Rows that write it so.", "この表記の行数", minimum=1)

    class Config:
        unique = ["organization_id", "name_text"]
        metadata = {
            "ja": "組織の名称",
            "sort_by": ["organization_id", "name_text"],
            "recognised": {"within": ["organization_id"], "by": ["name_text"], "place": None},
        }

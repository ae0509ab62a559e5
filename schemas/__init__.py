"""The tables: the single source of their names, types, keys and descriptions."""

from schemas.agenda_items import AgendaItems
from schemas.attendance import Attendance
from schemas.blocks import Blocks
from schemas.changes import Changes
from schemas.documents import Documents
from schemas.meetings import Meetings
from schemas.memberships import Memberships
from schemas.organization_names import OrganizationNames
from schemas.organizations import Organizations
from schemas.persons import Persons
from schemas.quality_issues import QualityIssues
from schemas.remarks import Remarks
from schemas.sentences import Sentences
from schemas.table import Table
from schemas.terms import Terms
from schemas.tokens import Tokens

LINKED_TABLES: dict[str, type[Table]] = {
    "organizations": Organizations,
    "organization_names": OrganizationNames,
    "persons": Persons,
    "memberships": Memberships,
}
"""The tables that a release makes of all collections together, and no stage makes."""

TABLES: dict[str, type[Table]] = {
    "documents": Documents,
    "blocks": Blocks,
    "meetings": Meetings,
    "agenda_items": AgendaItems,
    "attendance": Attendance,
    "remarks": Remarks,
    "quality_issues": QualityIssues,
    **LINKED_TABLES,
    "terms": Terms,
    "sentences": Sentences,
    "tokens": Tokens,
}
"""Every table of what the records say, by name, in the order of making."""

LANGUAGE_TABLES = ("terms", "sentences", "tokens")
"""Tables that follow from the words of the others."""

STAGE_TABLES: dict[str, type[Table]] = {
    name: table for name, table in TABLES.items() if name not in LINKED_TABLES
}
"""The tables that the stages make of one collection."""

RELEASE_TABLES: dict[str, type[Table]] = {**TABLES, "changes": Changes}
"""Every published table. Only the export makes `changes`, which needs the previous release."""

__all__ = ["LANGUAGE_TABLES", "LINKED_TABLES", "RELEASE_TABLES", "STAGE_TABLES", "TABLES"]

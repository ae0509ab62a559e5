"""The tables: the single source of their names, types, keys and descriptions."""

from schemas.agenda_items import AgendaItems
from schemas.attendance import Attendance
from schemas.blocks import Blocks
from schemas.changes import Changes
from schemas.documents import Documents
from schemas.meetings import Meetings
from schemas.quality_issues import QualityIssues
from schemas.remarks import Remarks
from schemas.sentences import Sentences
from schemas.table import Table
from schemas.terms import Terms
from schemas.tokens import Tokens

TABLES: dict[str, type[Table]] = {
    "documents": Documents,
    "blocks": Blocks,
    "meetings": Meetings,
    "agenda_items": AgendaItems,
    "attendance": Attendance,
    "remarks": Remarks,
    "quality_issues": QualityIssues,
    "terms": Terms,
    "sentences": Sentences,
    "tokens": Tokens,
}
"""Every table that the stages make, by name, in the order of making."""

LANGUAGE_TABLES = ("terms", "sentences", "tokens")
"""Tables that follow from the words of the others."""

RELEASE_TABLES: dict[str, type[Table]] = {**TABLES, "changes": Changes}
"""Every published table. Only the export makes `changes`, which needs the previous release."""

__all__ = ["LANGUAGE_TABLES", "RELEASE_TABLES", "TABLES"]

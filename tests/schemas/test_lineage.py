from __future__ import annotations

import pytest

from schemas import LINKED_TABLES, TABLES
from schemas.lineage import Source, lineage
from schemas.table import columns_of

BEFORE = {
    "documents": set(),
    "blocks": {"documents"},
    "sentences": {"remarks", "agenda_items"},
    "tokens": {"remarks", "agenda_items"},
    "terms": {"remarks"},
}
# Of where the pages of a file begin, which no table holds.
PAGES = {"page_start", "page_end"}
LINKED = ("person_id", "person_basis", "person_reason")
MADE_OF_NONE = {
    **{
        name: {column.name for column in columns_of(table)} for name, table in LINKED_TABLES.items()
    },
    **dict.fromkeys(("blocks", "agenda_items"), PAGES),
    # Fields of the source, which no table holds either.
    "meetings": {"diet_session", "issue"} | PAGES,
    "documents": {column.name for column in columns_of(TABLES["documents"])},
    # Linking fills these of all rows together, when a release is made.
    "attendance": {"represents", *LINKED, "organization_id"} | PAGES,
    "remarks": {
        *(*LINKED, "speech_order", "speaker_role", "speaker_group", "speaker_position"),
        *PAGES,
    },
    # Constants of the rule.
    "quality_issues": {"stage", "rule", "severity", "table_name"},
}


@pytest.mark.parametrize("name", TABLES)
def test_every_column_says_what_it_is_made_of_or_that_it_is_of_none(name: str) -> None:
    columns = {column.name for column in columns_of(TABLES[name])}
    made = set(lineage(name))
    assert made == columns - MADE_OF_NONE.get(name, set())
    assert all(lineage(name).values())


@pytest.mark.parametrize("name", TABLES)
def test_a_source_is_a_column_of_a_table_before(name: str) -> None:
    before = BEFORE.get(name, {"documents", "blocks"})
    for sources in lineage(name).values():
        assert len(set(sources)) == len(sources)
        for table, column in sources:
            assert table in before
            assert column in [one.name for one in columns_of(TABLES[table])]


def test_these_are_made_of_these() -> None:
    assert lineage("meetings")["collection_id"] == (Source("documents", "collection_id"),)
    assert lineage("remarks")["meeting_id"] == (Source("blocks", "meeting_id"),)
    assert set(lineage("agenda_items")["level"]) == {
        Source("documents", "layout"),
        Source("blocks", "rule"),
    }
    assert Source("documents", "text") in lineage("remarks")["text"]

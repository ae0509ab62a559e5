"""The columns that the values of each column are made of.

Columns that only decide whether there is a row are left out. So are columns made of no other:
constant ones, empty ones and those from `collection.toml`. `documents` is read from files and has
no entry.
"""

from __future__ import annotations

from typing import NamedTuple

from schemas.documents import GIVEN


class Source(NamedTuple):
    """A column that values come from."""

    table_name: str
    column_name: str


_TEXT = ("documents.text", "documents.layout")
_TITLES = ("documents.given_title", "documents.page_title")
_GIVEN_IDENTITY = (*_TITLES, "documents.given_date", "documents.given_session")
_WORDS = (*_TEXT, "blocks.kind", "blocks.rule", "blocks.char_start", "blocks.char_end")
"""Sources of the words of a block: its span, and its rule, which separates the marker."""
_IDENTITY = ("blocks.meeting_id", *_WORDS)
_PLACE_IN_MEETING = ("blocks.meeting_id", "blocks.kind", "blocks.char_start")
_SPAN = {
    # The span of the visible characters of a block.
    **dict.fromkeys(
        ("char_start", "char_end"), ("documents.text", "blocks.char_start", "blocks.char_end")
    ),
    "line_start": ("blocks.line_start",),
    "line_end": ("blocks.line_end",),
}

_TEXTS = ("remarks.text", "agenda_items.title")
_IDS_OF_TEXTS = ("remarks.remark_id", "agenda_items.agenda_item_id")

_LINEAGE: dict[str, dict[str, tuple[str, ...]]] = {
    "blocks": {
        "document_id": ("documents.document_id",),
        "meeting_id": ("documents.collection_id", *_TEXT, *_GIVEN_IDENTITY),
        **dict.fromkeys(("ordinal", "kind", "rule", "continues", "confidence", *_SPAN), _TEXT),
    },
    "meetings": {
        "meeting_id": ("blocks.meeting_id",),
        "document_id": ("blocks.document_id",),
        "collection_id": ("documents.collection_id",),
        **dict.fromkeys(("title", "title_basis", "term"), (*_WORDS, *_TITLES)),
        **{
            name: (*_WORDS, *_TITLES, f"documents.given_{name.split('_')[0]}")
            for name in ("body", "body_basis", "session", "session_basis", "date", "date_basis")
        },
        **dict.fromkeys(
            ("fiscal_year", "starts_at", "ends_at", "duration_minutes"),
            (*_WORDS, *_TITLES, "documents.given_date"),
        ),
        **dict.fromkeys(("weekday_stated", "start_time", "end_time"), _WORDS),
        **dict.fromkeys(("venue", "room", "floor", "format", "attendee_count_stated"), _WORDS),
        # `collection.toml` is a source too, but no table.
        **dict.fromkeys(
            ("record_kind", "record_kind_basis"),
            (*_WORDS, *_TITLES, "documents.given_record_kind"),
        ),
        **_SPAN,
    },
    "agenda_items": {
        "agenda_item_id": _IDENTITY,
        "meeting_id": ("blocks.meeting_id",),
        "document_id": ("blocks.document_id",),
        "ordinal": _PLACE_IN_MEETING,
        "parent_id": _IDENTITY,
        "level": ("documents.layout", "blocks.rule"),
        **dict.fromkeys(("label", "title", "kind"), _WORDS),
        **_SPAN,
    },
    "attendance": {
        "attendance_id": _IDENTITY,
        "meeting_id": ("blocks.meeting_id",),
        "document_id": ("blocks.document_id",),
        # A block lists many persons, so each is read from the words of the block.
        "ordinal": _IDENTITY,
        **dict.fromkeys(
            ("attendee_group", "name_text", "family_name", "given_name", "position"), _WORDS
        ),
        **dict.fromkeys(("role", "affiliation", "presence", "bracketed", "confidence"), _WORDS),
        **dict.fromkeys(("char_start", "char_end"), _WORDS),
        **dict.fromkeys(("line_start", "line_end"), ("blocks.line_start", *_WORDS)),
    },
    "remarks": {
        "remark_id": _IDENTITY,
        "meeting_id": ("blocks.meeting_id",),
        "document_id": ("blocks.document_id",),
        "agenda_item_id": _IDENTITY,
        "ordinal": _PLACE_IN_MEETING,
        "parent_remark_id": _IDENTITY,
        "kind": ("blocks.kind",),
        "top_agenda_item_id": _IDENTITY,
        **dict.fromkeys(("agenda_path", "marker", "text", "text_normalized", "char_count"), _WORDS),
        **dict.fromkeys(("speaker_text", "speaker_status", "attribution_basis"), _WORDS),
        "attendance_id": _IDENTITY,
        "confidence": ("blocks.confidence",),
        **_SPAN,
    },
    "quality_issues": {
        "quality_issue_id": ("documents.collection_id", "documents.document_id", *_IDENTITY),
        "collection_id": ("documents.collection_id",),
        "row_key": ("documents.document_id", *_IDENTITY),
        "document_id": ("documents.document_id",),
        "line": ("documents.text", "blocks.line_start"),
        **dict.fromkeys(
            ("message", "message_ja"),
            (*_TEXT, *(f"documents.{name}" for name in GIVEN)),
        ),
        "excerpt": ("documents.text",),
    },
    "terms": {
        "term_id": ("remarks.meeting_id", "remarks.top_agenda_item_id", "remarks.text"),
        "meeting_id": ("remarks.meeting_id",),
        "agenda_item_id": ("remarks.top_agenda_item_id",),
        **dict.fromkeys(
            ("term", "part_of_speech", "count", "remark_count", "weight"), ("remarks.text",)
        ),
    },
    "sentences": {
        "sentence_id": (*_IDS_OF_TEXTS, *_TEXTS),
        "meeting_id": ("remarks.meeting_id", "agenda_items.meeting_id"),
        "remark_id": ("remarks.remark_id",),
        "agenda_item_id": ("agenda_items.agenda_item_id",),
        **dict.fromkeys(("ordinal", "text_start", "text_end", "text", "token_count"), _TEXTS),
    },
    "tokens": {
        "sentence_id": (*_IDS_OF_TEXTS, *_TEXTS),
        **dict.fromkeys(("ordinal", "text_start", "text_end", "surface"), _TEXTS),
        **dict.fromkeys(("dictionary_form", "normalized_form", "reading"), _TEXTS),
        **dict.fromkeys(("pos_1", "pos_2", "pos_3", "pos_4"), _TEXTS),
        **dict.fromkeys(("conjugation_type", "conjugation_form"), _TEXTS),
        **dict.fromkeys(("short_units", "is_in_dictionary"), _TEXTS),
    },
}


def lineage(table_name: str) -> dict[str, tuple[Source, ...]]:
    """Return the source columns of each column of a table.

    Empty for a table that is read from files.
    """
    return {
        column: tuple(Source(*source.split(".")) for source in sources)
        for column, sources in _LINEAGE.get(table_name, {}).items()
    }

"""Closed lists of values, as taxonomies that `ana` points to."""

from __future__ import annotations

from pipeline.interchange.tei.elements import Element, block, leaf
from schemas.vocabulary import (
    AgendaKind,
    AttributionBasis,
    OrganizationKind,
    PersonBasis,
    PersonReason,
    Presence,
    RecordKind,
    RemarkKind,
    SpeakerStatus,
    Vocabulary,
)

TAXONOMIES: dict[str, tuple[type[Vocabulary], str, str]] = {
    "record": (RecordKind, "What the record is", "記録の種類"),
    "agenda": (AgendaKind, "What a heading opens", "見出しの種類"),
    "kind": (RemarkKind, "What a part of the talk is", "発言の種類"),
    "speaker": (SpeakerStatus, "What the source says of who spoke", "発言者の記載状況"),
    "basis": (AttributionBasis, "Where the speaker was read from", "発言者の根拠"),
    "presence": (Presence, "Whether the person took part", "出欠"),
    "person": (PersonBasis, "Why rows are of one person", "同一人物とした根拠"),
    "reason": (PersonReason, "Why a row has no person", "人物IDがない理由"),
    "organization": (OrganizationKind, "What an organisation is", "組織の種類"),
}
"""Vocabularies by the name of their taxonomy, with what they say."""


def category(taxonomy: str, value: str | None) -> str | None:
    """Make a pointer to a value; None where there is none."""
    return None if value is None else f"#{taxonomy}.{value}"


def categories(**values: str | None) -> str | None:
    """Make the pointers of several values, by their taxonomies; None where there is none."""
    pointers = [category(taxonomy, value) for taxonomy, value in values.items()]
    return " ".join(filter(None, pointers)) or None


def values_of(ana: str | None) -> dict[str, str]:
    """Return the values that pointers lead to, by their taxonomies."""
    return dict(each.removeprefix("#").split(".", 1) for each in (ana or "").split())


def class_declaration(parent: Element) -> None:
    """Add all taxonomies."""
    declaration = block(parent, "classDecl")
    for name, (vocabulary, en, ja) in TAXONOMIES.items():
        # Older versions of TEI have no room for a description of the taxonomy itself.
        whole = _category(block(declaration, "taxonomy"), name, en, ja)
        for member in vocabulary:
            _category(whole, f"{name}.{member.value}", member.en, member.ja)


def _category(parent: Element, name: str, en: str, ja: str) -> Element:
    entry = block(parent, "category", xml_id=name)
    leaf(entry, "catDesc", en, xml_lang="en")
    leaf(entry, "catDesc", ja, xml_lang="ja")
    return entry

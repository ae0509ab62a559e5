from __future__ import annotations

import re

import pytest

from schemas import RELEASE_TABLES, vocabulary
from schemas.table import columns_of
from schemas.vocabulary import RecordKind, Vocabulary

VOCABULARIES = [
    kind
    for kind in vars(vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, Vocabulary) and kind is not Vocabulary
]
VALUES = {
    "DocumentStatus": ["parsed", "partial", "quarantined"],
    "RecordKind": ["verbatim", "summary", "points"],
    "MeetingFormat": ["in_person", "online", "hybrid", "unstated"],
    "AgendaKind": ["greeting", "topic", "section", "other", "summary"],
    "Presence": ["present", "online", "proxy", "absent", "unstated"],
    "RemarkKind": ["remark", "continuation", "item", "interjection", "stage"],
    "SpeakerStatus": [
        "named",
        "organization",
        "role_only",
        "coded",
        "not_recorded",
        "not_recognised",
    ],
    "AttributionBasis": ["given", "label", "heading", "legend", "continuation"],
    "ChangeType": ["insert", "delete", "update"],
    "ChangeCause": ["source", "extractor", "code"],
}
"""As the design states them."""


@pytest.mark.parametrize("kind", VOCABULARIES, ids=lambda kind: kind.__name__)
def test_every_value_is_documented_in_both_languages(kind: type[Vocabulary]) -> None:
    assert kind.values()
    for member in kind:
        assert re.fullmatch("[a-z][a-z_]*", member.value)
        assert re.search("[\u3041-\u30ff\u4e00-\u9fff]", member.ja)
        assert re.search("[a-z]", member.en)


@pytest.mark.parametrize("kind", VOCABULARIES, ids=lambda kind: kind.__name__)
def test_no_two_values_mean_the_same(kind: type[Vocabulary]) -> None:
    for meanings in (kind.values(), [m.ja for m in kind], [m.en for m in kind]):
        assert len(set(meanings)) == len(meanings)


@pytest.mark.parametrize("name", VALUES)
def test_a_vocabulary_is_what_the_design_states(name: str) -> None:
    assert getattr(vocabulary, name).values() == VALUES[name]


def test_every_vocabulary_is_used_by_a_column() -> None:
    used = {column.vocabulary for table in RELEASE_TABLES.values() for column in columns_of(table)}
    assert set(VOCABULARIES) == used - {None}


def test_a_member_is_its_published_value() -> None:
    assert RecordKind.SUMMARY == "summary"
    assert RecordKind.SUMMARY.ja == "要約（議事要旨・議事概要）"
    assert RecordKind.SUMMARY.en == "summary"


def test_a_member_is_found_by_its_value() -> None:
    assert RecordKind.of("points") is RecordKind.POINTS


def test_an_unknown_value_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"^'novel' is not one of verbatim, summary, points$"):
        RecordKind.of("novel")

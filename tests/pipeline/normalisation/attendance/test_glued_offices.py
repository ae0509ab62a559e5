"""Offices glued to the persons who work there, and labels glued to the end of a list."""

from __future__ import annotations

import pytest

from pipeline.normalisation.attendance.model.names import with_title
from pipeline.normalisation.attendance.reading import entries


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("事務局：企画政策課青木課長、坂本主査", [("青木課長", "企画政策課"), ("坂本主査", None)]),
        ("事務局：市民生活部坂本部長", [("坂本部長", "市民生活部")]),
        # Posts, and a person whose family name ends like an office.
        ("事務局：福祉部坂本園長", [("福祉部坂本園長", None)]),
        ("事務局：建設部道路課長", [("建設部道路課長", None)]),
        ("事務局：服部課長", [("服部課長", None)]),
        ("事務局：総務課主査", [("総務課主査", None)]),
    ],
)
def test_an_office_is_parted_from_the_person(
    text: str, persons: list[tuple[str, str | None]]
) -> None:
    found = entries(text, "事務局：")
    assert [(entry.name_text, entry.office or _own(entry.group)) for entry in found] == persons


def _own(group: str | None) -> str | None:
    return None if group == "事務局" else group


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("青木主査傍聴人数２人", "青木主査"),
        ("青木主査議題(1)", "青木主査"),
        ("青木主査補佐", "青木主査補佐"),
        ("青木主査報告", "青木"),
    ],
)
def test_a_label_may_be_glued_to_a_position(text: str, written: str) -> None:
    assert with_title(text, 0, 2).text == written

"""Organisations: their names, kinds and parts."""

from __future__ import annotations

import re
from typing import Any

import polars as pl
import pytest

from pipeline.lexicons import lexicon
from pipeline.linking.affiliations import body_of, not_organizations, organization_of
from pipeline.linking.folding import folded_name
from pipeline.linking.link import Linked
from schemas.vocabulary import OrganizationKind
from tests.pipeline.linking.tables import linked, tables, together

FIRST, SECOND = "2024-04-01", "2024-05-01"
TABLE: dict[str, list[dict[str, Any]]] = lexicon("organizations")


@pytest.mark.parametrize("row", TABLE["alias"], ids=lambda row: row["alias"])
def test_an_alias_leads_to_its_organisation_with_its_source(row: dict[str, str]) -> None:
    found = organization_of(row["alias"])
    assert found is not None
    assert (found.key, found.name) == (folded_name(row["name"]), row["name"])
    assert (found.basis, found.source) == ("alias", row["source"])
    assert not found.is_of_collection
    itself = organization_of(row["name"])
    assert itself is not None
    assert (itself.key, itself.kind) == (found.key, OrganizationKind.of(row["kind"]))


@pytest.mark.parametrize("row", TABLE["alias"], ids=lambda row: row["alias"])
def test_the_source_of_an_alias_names_a_law_or_a_site(row: dict[str, str]) -> None:
    assert re.search("法|令|条|ウェブサイト|定款|規程", row["source"]), row["source"]


@pytest.mark.parametrize(
    ("written", "key", "name"),
    [
        ("文科省高等教育局", "文部科学省高等教育局", "文科省高等教育局"),
        ("文科省 高等教育局長", "文部科学省", "文科省"),
    ],
)
def test_a_bureau_of_a_ministry_written_short_has_the_source_of_the_alias(
    written: str, key: str, name: str
) -> None:
    found = linked(tables({FIRST: [f"青木／{written}"]})).tables["organization_names"]
    (row,) = found.filter(pl.col("basis") == "alias").to_dicts()
    assert (row["organization_id"], row["name_text"]) == (key, name)
    assert "文部科学省設置法" in row["source"]


@pytest.mark.parametrize("row", TABLE["form"], ids=lambda row: row["short"])
def test_a_short_legal_form_is_written_out(row: dict[str, str]) -> None:
    found = organization_of(f"{row['short']}みどり会")
    assert found is not None
    assert found.key == f"{row['full']}みどり会"
    assert found.basis == "folded"


@pytest.mark.parametrize("written", ["㈱みどり", "（株）みどり", "株式会社 みどり", "(株)みどり"])
def test_widths_and_signs_are_one_name(written: str) -> None:
    found = organization_of(written)
    assert found is not None
    assert found.key == "株式会社みどり"


@pytest.mark.parametrize("row", TABLE["kind"], ids=lambda row: f"{row['kind']}-{row['scope']}")
def test_a_kind_is_known_by_its_pattern(row: dict[str, Any]) -> None:
    for text in row["matches"]:
        found = organization_of(text)
        assert found is not None, text
        assert (found.kind, found.is_of_collection) == (
            row["kind"],
            row["scope"] == "collection",
        ), text
    assert row["rejects"]
    for text in row["rejects"]:
        assert not re.fullmatch(row["pattern"], text), text


@pytest.mark.parametrize("row", TABLE["not_organization"], ids=lambda row: row["rule"])
def test_what_is_no_organisation_is_none(row: dict[str, Any]) -> None:
    for text in row["matches"]:
        assert organization_of(text) is None, text
        assert not_organizations()[row["rule"]].fullmatch(text)
    assert row["rejects"]
    for text in row["rejects"]:
        assert organization_of(text) is not None, text


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("文科省高等教育局", "文部科学省高等教育局"),
        ("文科省 高等教育局長", "文部科学省"),
        ("省エネ推進機構", "省エネ推進機構"),
        ("甲野大学名誉教授", "甲野大学"),
        ("甲野大学 大学院工学系研究科 教授", "甲野大学大学院工学系研究科"),
        ("ガイドの会 代表", "ガイドの会"),
        ("森と水の会理事長", "森と水の会"),
        ("弁護士", None),
        ("町長", None),
        ("元 第一高層気象台", None),
        ("16時退席", None),
    ],
)
def test_a_title_is_no_part_of_the_name(written: str, key: str | None) -> None:
    found = organization_of(written)
    assert (found and found.key) == key


def of(found: Linked, name: str) -> list[dict[str, Any]]:
    return found.tables[name].to_dicts()


def test_a_department_of_one_town_is_not_that_of_another() -> None:
    found = linked(
        together(
            tables({FIRST: ["青木／総務課"]}, collection="north", body=None),
            tables({FIRST: ["坂本／総務課", "石川／東レ㈱"]}, collection="south", body=None),
        )
    )
    assert [row["organization_id"] for row in of(found, "organizations")] == [
        "north/o/総務課",
        "south/o/総務課",
        "東レ株式会社",
    ]


def test_names_are_as_written_with_what_makes_them_names() -> None:
    found = linked(tables({FIRST: ["青木／文科省", "坂本／文部科学省", "石川／文科省"]}, body=None))
    assert [
        (row["name_text"], row["basis"], row["row_count"], bool(row["source"]))
        for row in of(found, "organization_names")
    ] == [("文科省", "alias", 2, True), ("文部科学省", "written", 1, False)]
    (ministry,) = of(found, "organizations")
    assert (ministry["organization_id"], ministry["name"]) == ("文部科学省", "文部科学省")
    assert (ministry["kind"], ministry["attendance_count"]) == ("government", 3)
    assert set(found.attendance["organization_id"]) == {"文部科学省"}


def test_a_body_is_an_organisation_and_its_part_belongs_to_it() -> None:
    found = linked(
        together(
            tables({FIRST: ["青木"]}, body="架空審議会"),
            tables({FIRST: ["青木"]}, body="架空審議会総務部会"),
            tables({FIRST: ["青木"]}, body="架空審議会総務部会作業ワーキンググループ"),
            tables({FIRST: ["青木"]}, body="別の部会"),
        )
    )
    parents = {row["name"]: row["parent_id"] for row in of(found, "organizations")}
    assert parents == {
        "架空審議会": None,
        "架空審議会総務部会": "council/o/架空審議会",
        "架空審議会総務部会作業ワーキンググループ": "council/o/架空審議会総務部会",
        "別の部会": None,
    }
    assert {row["kind"] for row in of(found, "organizations")} == {"body"}


def test_a_body_of_the_table_has_its_id_there() -> None:
    assert (
        body_of("総合科学技術・イノベーション会議").id_in("x") == "総合科学技術・イノベーション会議"
    )

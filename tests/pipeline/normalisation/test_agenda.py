from __future__ import annotations

import polars as pl
import pytest

from pipeline.normalisation.agenda import read_agenda
from schemas import TABLES

LEVELS = {"heading_1": 1, "heading_2": 2, "heading_3": 3}


def agenda(*headings: tuple[str, str | None, str], meeting: str = "m/2024-04-01/1") -> pl.DataFrame:
    """The table made of headings: rule, marker, text."""
    passages = pl.DataFrame(
        [
            {
                "meeting_id": meeting,
                "document_id": "m/1.txt",
                "layout": "points_memo",
                "kind": "heading",
                "rule": rule,
                "marker": marker,
                "text": text,
                "char_start": 10 * place,
                "char_end": 10 * place + 5,
                "line_start": place + 1,
                "line_end": place + 1,
            }
            for place, (rule, marker, text) in enumerate(headings)
        ],
        schema_overrides={"marker": pl.String},
    )
    table = read_agenda(passages)
    assert TABLES["agenda_items"].validate(table, lazy=True).equals(table)
    return table


def alone(text: str, rule: str = "heading_1", marker: str | None = None) -> dict[str, object]:
    """The row of a heading, read before others of two levels."""
    others = ("heading_1", None, "＜別＞"), ("heading_2", None, "【別】")
    return agenda((rule, marker, text), *others).row(0, named=True)


# Heading: label, title, kind.
HEADINGS: dict[str, tuple[str | None, str, str]] = {
    "＜大臣冒頭挨拶＞": (None, "大臣冒頭挨拶", "greeting"),
    "＜開会の辞＞": (None, "開会の辞", "greeting"),
    "＜議題１：雲の見方＞": ("議題１", "雲の見方", "topic"),
    "＜議題２:　雨の後の挨拶＞": ("議題２", "雨の後の挨拶", "greeting"),
    "＜報告：虹＞": ("報告", "虹", "topic"),
    "＜その他：事務連絡＞": ("その他", "事務連絡", "other"),
    "＜その他＞": (None, "その他", "other"),
    "＜総括＞": (None, "総括", "summary"),
    "＜まとめ＞": (None, "まとめ", "summary"),
    "＜雲の名前について＞": (None, "雲の名前について", "topic"),
    "＜「雲：その名前」について＞": (None, "「雲：その名前」について", "topic"),
    "＜今後の長い長い見通しについて：案＞": (None, "今後の長い長い見通しについて：案", "topic"),
    "《虹》": (None, "虹", "topic"),
    "< 議題３：霧 >": ("議題３", "霧", "topic"),
}


@pytest.mark.parametrize(("text", "expected"), HEADINGS.items())
def test_a_heading_is_label_title_and_kind(
    text: str, expected: tuple[str | None, str, str]
) -> None:
    row = alone(text)
    assert (row["label"], row["title"], row["kind"]) == expected


def test_a_marker_is_the_label() -> None:
    row = alone("架空省：雲課", "heading_3", "①")
    assert (row["label"], row["title"], row["kind"]) == ("①", "架空省：雲課", "section")


@pytest.mark.parametrize("text", ["【その他】", "【大臣挨拶】", "【総括】"])
def test_a_heading_below_the_first_level_is_a_section(text: str) -> None:
    assert alone(text, "heading_2")["kind"] == "section"


@pytest.mark.parametrize(
    ("text", "title"),
    [("＜雲の例〔資料２〕＞", "雲の例〔資料２〕"), ("【〔資料２〕雲の例】", "〔資料２〕雲の例")],
)
def test_brackets_inside_a_title_stay_in_pairs(text: str, title: str) -> None:
    assert alone(text)["title"] == title


@pytest.mark.parametrize("text", ["＜議題４：霧（案）", "＜議題４：霧＞（10分）"])
def test_a_bracket_is_no_part_of_a_label(text: str) -> None:
    assert alone(text)["label"] == "議題４"


def test_headings_make_a_tree() -> None:
    table = agenda(
        ("heading_2", None, "【序】"),
        ("heading_1", None, "＜議題１：雲＞"),
        ("heading_2", None, "【名】"),
        ("heading_3", "①", "架空省"),
        ("heading_3", "②", "見本省"),
        ("heading_2", None, "【形】"),
        ("heading_1", None, "＜議題２：雨＞"),
        ("heading_3", "①", "架空省"),
    )
    assert table["ordinal"].to_list() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert table["level"].to_list() == [2, 1, 2, 3, 3, 2, 1, 3]
    ordinal_of = dict(table.select("agenda_item_id", "ordinal").iter_rows())
    parents = [parent and ordinal_of[parent] for parent in table["parent_id"]]
    assert parents == [None, None, 2, 3, 3, 2, None, 7]


def test_a_tree_does_not_reach_into_another_meeting() -> None:
    passages = pl.DataFrame(
        {
            "meeting_id": ["m/b/2", "m/b/2", "m/a/1", "m/a/1"],
            "document_id": ["m/1.txt"] * 4,
            "layout": ["points_memo"] * 4,
            "kind": ["heading"] * 4,
            "rule": ["heading_2", "heading_3", "heading_1", "heading_2"],
            "marker": [None, "①", None, None],
            "text": ["【形】", "架空省", "＜雲＞", "【名】"],
            "char_start": [100, 110, 0, 10],
            "char_end": [105, 115, 5, 15],
            "line_start": [11, 12, 1, 2],
            "line_end": [11, 12, 1, 2],
        }
    )
    table = read_agenda(passages)
    assert table.select("meeting_id", "ordinal", "title").rows() == [
        ("m/a/1", 1, "雲"),
        ("m/a/1", 2, "名"),
        ("m/b/2", 1, "形"),
        ("m/b/2", 2, "架空省"),
    ]
    ids = table["agenda_item_id"].to_list()
    assert table["parent_id"].to_list() == [None, ids[0], None, ids[2]]


def test_an_identifier_is_of_label_and_title() -> None:
    table = agenda(
        ("heading_1", None, "＜議題１：雲＞"),
        ("heading_2", None, "【雲】"),
        ("heading_1", None, "＜議題１：雲＞"),
    )
    first, section, again = table["agenda_item_id"]
    assert first.startswith("m/2024-04-01/1/g-")
    assert again == f"{first}-2"
    assert section not in (first, again)


def test_an_identifier_survives_an_insertion_in_front() -> None:
    before = agenda(("heading_1", None, "＜議題１：雲＞"), ("heading_2", None, "【雲】"))
    after = agenda(
        ("heading_1", None, "＜開会＞"),
        ("heading_1", None, "＜議題１：雲＞"),
        ("heading_2", None, "【雲】"),
    )
    assert after["agenda_item_id"].to_list()[1:] == before["agenda_item_id"].to_list()


def test_headings_of_one_level_have_no_parents() -> None:
    table = agenda(("heading_1", None, "＜雲＞"), ("heading_1", None, "＜雨＞"))
    assert table["parent_id"].to_list() == [None, None]


def test_a_talk_without_headings_has_no_agenda() -> None:
    other = agenda(("heading_1", None, "＜雲＞"))
    assert other.height == 1
    passages = pl.DataFrame(
        schema={
            **dict.fromkeys(
                ("meeting_id", "document_id", "layout", "kind", "rule", "marker", "text"), pl.String
            ),
            **dict.fromkeys(("char_start", "char_end", "line_start", "line_end"), pl.Int64),
        }
    )
    assert read_agenda(passages).is_empty()

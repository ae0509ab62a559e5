from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

import pipeline.segmentation.layouts
import pipeline.segmentation.passages
import pipeline.segmentation.segment
from pipeline.segmentation.layouts import layouts, parse_layout
from pipeline.segmentation.segment import segment
from schemas import TABLES

HEADER = "第１回架空会議 論点メモ\n日 時：令和６年４月１日\n"
TALK = HEADER + "概 要：\n＜議題１：雲＞\n"
KNOWN = "l 点\n"  # Gives a document what it is recognised by.

Documents = Callable[..., pl.DataFrame]


def cut(documents: pl.DataFrame) -> list[tuple[str, str | None, str]]:
    """Kind, rule and text of each block."""
    texts = dict(documents.select("document_id", "text").iter_rows())
    return [
        (kind, rule, texts[document][start:end])
        for document, kind, rule, start, end in segment(documents)
        .blocks.select("document_id", "kind", "rule", "char_start", "char_end")
        .iter_rows()
    ]


def behind(head: str, text: str, documents_of: Documents) -> list[tuple[str, str | None, str]]:
    """What becomes of `text` behind `head`, where a new block begins."""
    documents = documents_of(head + text)
    heads = segment(documents).blocks.filter(pl.col("char_end") <= len(head)).height
    found = cut(documents)[heads:]
    assert "".join(part for _, _, part in found) == text
    return found


def test_every_line_of_a_record_is_a_block_of_its_kind(documents_of: Documents, memo: str) -> None:
    assert cut(documents_of(memo)) == [
        ("gap", None, "\n"),
        ("title", "title", "第１回架空推進会議 論点メモ\n"),
        ("date", "date", "日 時：令和６年４月１日（月）10：00～11：30\n"),
        ("place", "place", "場 所：みどり会館 大会議室（４階）\n"),
        ("label", "attendance_label", "出席者：\n"),
        ("attendance", "attendance_group", "委員：青木委員、坂本委員（座長）\n"),
        ("gap", None, "\n"),
        ("label", "talk_label", "概 要：\n"),
        ("heading", "heading_1", "＜座長挨拶＞\n"),
        ("remark", "bullet", "l 始めに、雲の\n\n話をする。\n"),
        ("heading", "heading_1", "＜議題１：雲の見方＞\n"),
        ("heading", "heading_2", "【その他意見】\n"),
        ("remark", "bullet", "l 賛成。\n"),
        ("closing", "closing", "以上\n"),
    ]


def test_blocks_name_their_document_meeting_and_lines(documents_of: Documents, memo: str) -> None:
    blocks = segment(documents_of(memo)).blocks
    assert TABLES["blocks"].validate(blocks, lazy=True).equals(blocks)
    assert blocks["ordinal"].to_list() == list(range(1, 15))
    assert blocks["meeting_id"].to_list() == [None] + ["made-up/2024-04-01/1"] * 13
    assert blocks.select("line_start", "line_end").rows()[9:11] == [(10, 12), (13, 13)]
    assert blocks.select("char_start", "char_end").rows()[:2] == [(0, 1), (1, 16)]


def test_hard_wraps_belong_to_their_block(documents_of: Documents) -> None:
    assert behind(TALK, "l いろ\n\nはに\n ほへと\nl ちり\n", documents_of) == [
        ("remark", "bullet", "l いろ\n\nはに\n ほへと\n"),
        ("remark", "bullet", "l ちり\n"),
    ]


def test_a_heading_may_be_wrapped_until_it_is_closed(documents_of: Documents) -> None:
    assert behind(HEADER + "概 要：\n", "＜議題１：雲\nの名前＞\n迷子\nl 点\n", documents_of) == [
        ("heading", "heading_1", "＜議題１：雲\nの名前＞\n"),
        ("unrecognised", None, "迷子\n"),
        ("remark", "bullet", "l 点\n"),
    ]


@pytest.mark.parametrize(
    "complete", ["＜議題２＞\n", "【意見】\n", "①架空省\n", "以上\n", "（以 上）\n"]
)
def test_stray_text_behind_what_is_complete_is_not_recognised(
    documents_of: Documents, complete: str
) -> None:
    found = behind(TALK + KNOWN, complete + "\n迷子の行\n\nまた一行\n", documents_of)
    assert [(kind, text) for kind, _, text in found] == [
        (found[0][0], complete),
        ("gap", "\n"),
        ("unrecognised", "迷子の行\n\nまた一行\n"),
    ]


def test_a_marked_line_ends_what_is_not_recognised(documents_of: Documents) -> None:
    assert behind(TALK, "迷子\nl 点\n続き\n", documents_of) == [
        ("unrecognised", None, "迷子\n"),
        ("remark", "bullet", "l 点\n続き\n"),
    ]


def test_a_label_takes_no_lines_below_it(documents_of: Documents) -> None:
    assert behind(HEADER, "出席者：\n迷子\n委員：青木委員\nl 点\n", documents_of) == [
        ("label", "attendance_label", "出席者：\n"),
        ("unrecognised", None, "迷子\n"),
        ("attendance", "attendance_group", "委員：青木委員\nl 点\n"),
    ]


def test_blank_lines_between_blocks_are_gaps(documents_of: Documents) -> None:
    assert behind(TALK, "\n \nl 点\n\n　\nl 線\n\n", documents_of) == [
        ("gap", None, "\n \n"),
        ("remark", "bullet", "l 点\n"),
        ("gap", None, "\n　\n"),
        ("remark", "bullet", "l 線\n"),
        ("gap", None, "\n"),
    ]


def test_a_bullet_in_the_header_is_no_remark(documents_of: Documents) -> None:
    found = cut(documents_of(HEADER + "l 見本\n概 要：\nl 点\n"))
    assert [text for kind, _, text in found if kind == "remark"] == ["l 点\n"]


def test_text_before_the_first_title_belongs_to_no_meeting(documents_of: Documents) -> None:
    cover = "表紙\n\n日 時：令和６年\nl まえがき\n"
    documents = documents_of(cover + TALK + KNOWN)
    assert cut(documents)[:2] == [
        ("unrecognised", None, cover),
        ("title", "title", "第１回架空会議 論点メモ\n"),
    ]
    assert segment(documents).blocks["meeting_id"].to_list()[0] is None


def test_a_label_before_the_first_title_opens_nothing(documents_of: Documents) -> None:
    found = cut(documents_of("概 要：\nl まえがき\n" + TALK + KNOWN))
    assert found[0] == ("unrecognised", None, "概 要：\nl まえがき\n")


def test_blank_lines_before_stray_text_are_a_gap(documents_of: Documents) -> None:
    assert cut(documents_of("\n\n表紙\n" + TALK + KNOWN))[:2] == [
        ("gap", None, "\n\n"),
        ("unrecognised", None, "表紙\n"),
    ]


def test_two_titles_are_two_meetings(documents_of: Documents, memo: str) -> None:
    second = memo.replace("第１回", "第２回").replace("４月１日（月）", "４月２日（火）")
    blocks = segment(documents_of(memo + second)).blocks
    meetings = blocks.unique("meeting_id", maintain_order=True)
    assert meetings.select("meeting_id", "line_start").rows() == [
        (None, 1),
        ("made-up/2024-04-01/1", 2),
        ("made-up/2024-04-02/2", 18),
    ]


def test_a_second_title_begins_with_a_header_again(documents_of: Documents) -> None:
    again = "第２回架空会議 論点メモ\n＜議題＞\nl 見本\n日 時：\n"
    assert [kind for kind, _, _ in behind(TALK + KNOWN, again, documents_of)] == [
        "title",
        "unrecognised",
        "date",
    ]


def test_a_document_of_no_known_layout_is_one_block_and_an_issue(documents_of: Documents) -> None:
    segmented = segment(documents_of("架空の日記\n\n晴れ。\nl 点\n\n"))
    columns = ("kind", "rule", "meeting_id", "char_start", "char_end")
    assert segmented.blocks.select(columns).rows() == [
        ("unrecognised", None, None, 0, 15),
        ("gap", None, None, 15, 16),
    ]
    (issue,) = segmented.quality_issues.iter_rows(named=True)
    assert (issue["rule"], issue["severity"]) == ("layout_known", "warn")
    assert (issue["document_id"], issue["row_key"]) == ("made-up/1.txt", "made-up/1.txt")
    assert "points_memo" in issue["message"]


def test_much_unrecognised_text_is_reported_with_its_first_line(documents_of: Documents) -> None:
    (issue,) = segment(documents_of(TALK + "迷" * 30 + "\n" + KNOWN)).quality_issues.iter_rows(
        named=True
    )
    # 30 of 64 visible characters: there are 11, 11, 3 and 7 above, and 2 below.
    assert (issue["rule"], issue["severity"], issue["line"]) == ("unrecognised_share", "warn", 5)
    assert issue["excerpt"] == "迷" * 30
    assert issue["message"].startswith("46.9% of the characters")


def test_little_unrecognised_text_is_not_reported(documents_of: Documents) -> None:
    # 32 characters are visible in the head. One in twenty is the limit, and is not over it.
    at_limit = documents_of(TALK + "迷" * 5 + "\nl " + "点" * 62 + "\n")
    assert segment(at_limit).quality_issues.is_empty()
    over_it = documents_of(TALK + "迷" * 6 + "\nl " + "点" * 61 + "\n")
    assert segment(over_it).quality_issues["rule"].to_list() == ["unrecognised_share"]


def test_documents_without_text_have_no_blocks(documents_of: Documents, memo: str) -> None:
    segmented = segment(documents_of(None, memo))
    assert set(segmented.blocks["document_id"]) == {"made-up/2.txt"}
    nothing = segment(documents_of(None))
    assert nothing.blocks.is_empty()
    assert nothing.quality_issues.is_empty()
    assert nothing.blocks.schema == segmented.blocks.schema


def test_documents_of_two_layouts_do_not_mix(
    documents_of: Documents, memo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = {"name": "title", "kind": "title", "zone": ["front"], "opens": "header"}
    date = {"name": "date", "kind": "date", "zone": ["header"], "pattern": "^[ 　]*(日付：)"}
    clouds = parse_layout(
        {
            "name": "clouds",
            "ja": "雲",
            "en": "clouds",
            "evidence": [{"pattern": "雲の記録", "at_least": 1}],
            "rule": [title | {"pattern": "^[ 　]*()第.回雲の記録"}, date],
        }
    )
    known = {"clouds": clouds, **layouts()}
    for module in (
        pipeline.segmentation.layouts,
        pipeline.segmentation.passages,
        pipeline.segmentation.segment,
    ):
        monkeypatch.setattr(module, "layouts", lambda: known)
    documents = documents_of("\n第３回雲の記録\n日付：令和５年２月３日\n", memo)
    found = segment(documents).blocks.drop_nulls("meeting_id")
    assert found["meeting_id"].unique(maintain_order=True).to_list() == [
        "made-up/2023-02-03/3",
        "made-up/2024-04-01/1",
    ]

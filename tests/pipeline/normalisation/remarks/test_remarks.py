from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.normalise import read_passages
from pipeline.normalisation.remarks.chairs import hands_over, of_unknown_chair
from pipeline.normalisation.remarks.remarks import read_remarks
from pipeline.segmentation.segment import segment
from schemas import TABLES

HEAD = """\
第１回架空会議 論点メモ
日 時：令和６年４月１日
出席者：
委員：青木大臣、坂本委員（座長）、柏木課長（架空省）
概 要：
"""
# A heading of the second level at the end, for the agenda of a record needs one to be read.
TAIL = "【結び】\n以上\n"

Tables = Callable[..., dict[str, pl.DataFrame]]


@pytest.fixture(scope="session")
def remarks_of(tables_of: Tables) -> Callable[[str], pl.DataFrame]:
    def build(talk: str) -> pl.DataFrame:
        remarks = tables_of(HEAD + talk + TAIL)["remarks"]
        assert TABLES["remarks"].validate(remarks, lazy=True).equals(remarks)
        return remarks

    return build


Remarks = Callable[[str], pl.DataFrame]


def test_a_remark_is_its_words_and_where_they_stand(remarks_of: Remarks) -> None:
    talk = "＜雲＞\nl 見上げ\n\n  る。\n"
    (row,) = remarks_of(talk).iter_rows(named=True)
    start = len(HEAD) + 4
    assert (row["marker"], row["text"], row["char_count"]) == ("l", "見上げる。", 5)
    assert (row["char_start"], row["char_end"]) == (start, start + 11)
    assert (row["line_start"], row["line_end"]) == (7, 9)
    assert (row["kind"], row["ordinal"]) == ("remark", 1)
    assert (row["meeting_id"], row["person_id"]) == ("made-up/2024-04-01/1", None)


def test_who_spoke_is_not_recorded_where_nothing_says_it(remarks_of: Remarks) -> None:
    row = remarks_of("＜雲＞\nl 見る。\n").row(0, named=True)
    assert row["speaker_status"] == "not_recorded"
    assert [row[name] for name in ("speaker_text", "attribution_basis", "attendance_id")] == [
        None
    ] * 3


def test_remarks_stand_under_the_innermost_heading(tables_of: Tables) -> None:
    talk = "l 序。\n＜雲＞\nl 一。\n【名】\nl 二。\nl 三。\n＜雨＞\nl 四。\n"
    tables = tables_of(HEAD + talk + TAIL)
    titles = dict(tables["agenda_items"].select("agenda_item_id", "title").iter_rows())
    found = [
        (ordinal, text, titles.get(item))
        for ordinal, text, item in tables["remarks"]
        .select("ordinal", "text", "agenda_item_id")
        .iter_rows()
    ]
    assert found == [
        (1, "序。", None),
        (2, "一。", "雲"),
        (3, "二。", "名"),
        (4, "三。", "名"),
        (5, "四。", "雨"),
    ]


def test_the_heading_says_who_speaks(tables_of: Tables) -> None:
    talk = "＜座長挨拶＞\nl 一。\n＜雲＞\nl 二。\n①架空省\nl 三。\n"
    tables = tables_of(HEAD + talk + TAIL)
    names = dict(tables["attendance"].select("attendance_id", "name_text").iter_rows())
    columns = ("speaker_text", "speaker_status", "attribution_basis", "attendance_id")
    found = [
        (*row[:-1], names.get(row[-1])) for row in tables["remarks"].select(columns).iter_rows()
    ]
    assert found == [
        ("座長", "role_only", "heading", "坂本委員"),
        (None, "not_recorded", None, None),
        ("架空省", "organization", "heading", None),
    ]


def test_items_belong_to_the_remark_above_and_have_its_speaker(remarks_of: Remarks) -> None:
    found = remarks_of(
        "＜大臣挨拶＞\nl 次の二つ。\n１．雲\n２．雨の\n後\nl 以下略。\n３．雪\n＜霧＞\nl 虹。\n"
    )
    ids = found["remark_id"].to_list()
    assert found.select("kind", "marker", "text").rows() == [
        ("remark", "l", "次の二つ。"),
        ("item", "１．", "雲"),
        ("item", "２．", "雨の後"),
        ("remark", "l", "以下略。"),
        ("item", "３．", "雪"),
        ("remark", "l", "虹。"),
    ]
    parents = [None, ids[0], ids[0], None, ids[3], None]
    assert found["parent_remark_id"].to_list() == parents
    assert found["speaker_text"].to_list() == ["大臣"] * 5 + [None]
    assert found["ordinal"].to_list() == [1, 2, 3, 4, 5, 6]


def test_an_item_before_any_remark_has_no_parent(remarks_of: Remarks) -> None:
    found = remarks_of("＜雲＞\n１．名\nl 見る。\n")
    assert found["parent_remark_id"].to_list() == [None, None]


def test_an_item_does_not_belong_to_a_remark_under_another_heading(remarks_of: Remarks) -> None:
    found = remarks_of("＜大臣挨拶＞\nl 見る。\n＜雲＞\n１．名\n")
    assert found["parent_remark_id"].to_list() == [None, None]
    assert found["speaker_text"].to_list() == ["大臣", None]


def test_an_identifier_survives_an_insertion_in_front(remarks_of: Remarks) -> None:
    before = remarks_of("＜雲＞\nl 一。\nl 二。\n")
    after = remarks_of("＜雲＞\nl 零。\n＜雨＞\nl 一。\n１．半\nl 二。\n")
    kept = after.filter(pl.col("text").is_in(["一。", "二。"]))
    assert kept["remark_id"].to_list() == before["remark_id"].to_list()
    assert before["remark_id"].str.contains(r"^made-up/2024-04-01/1/r-[0-9a-f]{8}$").all()


def test_an_identifier_does_not_hang_on_hard_wraps(remarks_of: Remarks) -> None:
    one_line, wrapped = remarks_of("＜雲＞\nl 見る。\n"), remarks_of("＜雲＞\nl 見\nる。\n")
    assert one_line["remark_id"].to_list() == wrapped["remark_id"].to_list()


def test_identical_remarks_are_numbered(remarks_of: Remarks) -> None:
    first, second, other, third = remarks_of("＜雲＞\nl 賛成。\nl 賛成。\nl 反対。\nl 賛成。\n")[
        "remark_id"
    ]
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert not other.startswith(first)


def test_identical_remarks_of_two_meetings_are_not_numbered(tables_of: Tables) -> None:
    first = HEAD + "＜雲＞\nl 賛成。\n" + TAIL
    second = first.replace("第１回", "第２回")
    found = tables_of(first, second)["remarks"].select("meeting_id", "remark_id", "ordinal")
    (of_first, one, ordinal), (of_second, two, again) = found.rows()
    assert (ordinal, again) == (1, 1)
    assert one.removeprefix(of_first) == two.removeprefix(of_second)
    assert of_first != of_second


def test_a_talk_without_remarks_has_no_rows(remarks_of: Remarks) -> None:
    assert remarks_of("＜雲＞\n").is_empty()


@pytest.mark.parametrize(
    ("kind", "text", "hands"),
    [
        ("stage", "（委員長退席、副委員長着席）", True),
        ("interjection", "〔議長、副議長と交代〕", True),
        ("remark", "ここで議長を副議長と交代いたします。", True),
        ("stage", "（青木委員退席）", False),
        ("stage", "（拍手）", False),
        # In speech a chair may leave, and come up, without a change.
        ("remark", "委員長が退席されたと伺いました。", False),
        ("item", "委員長の交代", False),
    ],
)
def test_the_chair_changes_hands(kind: str, text: str, hands: bool) -> None:
    row = pl.DataFrame({"kind": [kind], "text": [text]})
    assert row.select(hands_over()).item() is hands


def test_behind_a_change_the_role_of_the_chair_names_nobody() -> None:
    spoken = [
        ("made-up/1", "remark", "始めます。", "role_only", "委員長"),
        ("made-up/1", "stage", "（委員長退席）", "not_recorded", None),
        ("made-up/1", "remark", "続けます。", "role_only", "委員長"),
        # A name is one, and so is the role of somebody who is no chair.
        ("made-up/1", "remark", "賛成です。", "named", "青木委員長"),
        ("made-up/1", "remark", "御説明します。", "role_only", "事務局"),
        ("made-up/1", "remark", "私が進めます。", "role_only", "副委員長"),
        # The next meeting begins anew.
        ("made-up/2", "remark", "始めます。", "role_only", "委員長"),
    ]
    columns = ["meeting_id", "kind", "text", "speaker_status", "speaker_text"]
    rows = pl.DataFrame(spoken, schema=columns, orient="row")
    assert rows.select(of_unknown_chair()).to_series().to_list() == [
        *(False, False, True, False, False, False, False)
    ]


def test_speech_that_goes_on_behind_an_aside_has_the_speaker_before_it(
    documents_of: Callable[..., pl.DataFrame], table_of: Callable[..., pl.DataFrame]
) -> None:
    documents = documents_of(
        "第３回架空会議 議事録\n日時　令和６年４月１日\n\n"
        "○青木委員長　始めます。本日の議題は植樹の計画です。\n"
        "〔「異議なし」と呼ぶ者あり〕\n　ありがとうございました。\n"
        "○坂本委員　費用について伺います。\n"
    )
    passages = read_passages(documents, segment(documents).blocks)
    nobody, nothing = table_of("attendance"), table_of("agenda_items")
    found = read_remarks(passages, nothing, nobody, documents).remarks
    assert found.select("kind", "speaker_text", "attribution_basis").rows() == [
        ("remark", "青木委員長", "label"),
        ("interjection", None, None),
        ("continuation", "青木委員長", "continuation"),
        ("remark", "坂本委員", "label"),
    ]
    first = found["remark_id"][0]
    assert found["parent_remark_id"].to_list() == [None, None, first, None]

"""Tables of questions and answers whose cells are on lines of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

Tables = Callable[..., dict[str, pl.DataFrame]]

FRONT = (
    "令和３年度第２回　見本入札監視委員会　議事概要\n\n"
    "開催日及び場所\n令和３年12月９日（木）　見本合同庁舎３階　第２会議室\n"
    "委員（敬称略）\n委員長　青木　一郎（大学教授）\n委　員　坂本　花子（弁護士）\n"
    "審議対象期間\n令和３年４月１日～令和３年９月30日\n"
    "抽出案件\n総件数　２件\n"
    "委員からの意見・質問、それに対する回答等\n下記のとおり\n\n"
)
ROWS = (
    "【抽出案件１】\n突堤の補修（一般競争入札）\n"
    "応札が１者であった理由は何か。\n時期が重なったためと考えている。次回は早めに公告する。\n"
    "ほかに何者が参加できたのか。\n５者である。\n\n"
    "【抽出案件２】\n庁舎の清掃（随意契約）\n"
    "履行に支障はないのか。\n毎月の点検で確認している。\n\n"
    "（以上で審議を終了した。）\n"
)
SAID = [
    "応札が１者であった理由は何か。",
    "時期が重なったためと考えている。次回は早めに公告する。",
    "ほかに何者が参加できたのか。",
    "５者である。",
    "履行に支障はないのか。",
    "毎月の点検で確認している。",
]


@pytest.mark.parametrize(
    "head", ["意見・質問\n回答\n\n", "質　問\n\n回　答\n", "委員の主な意見\n事務局の説明・回答\n"]
)
def test_each_line_below_the_head_is_a_remark_of_nobody_named(head: str, tables_of: Tables) -> None:
    tables = tables_of(FRONT + head + ROWS)
    remarks = tables["remarks"].filter(kind="remark").sort("ordinal")
    assert remarks["text"].to_list() == SAID
    assert remarks["speaker_status"].unique().to_list() == ["not_recorded"]
    assert tables["quality_issues"].filter(rule="cells_are_paired").is_empty()
    meeting = tables["meetings"].row(0, named=True)
    assert meeting["date"] == date(2021, 12, 9)
    assert (meeting["venue"], meeting["room"]) == ("見本合同庁舎", "第２会議室")


def test_a_question_without_an_answer_is_doubted(tables_of: Tables) -> None:
    rows = "【案件１】\n何者が参加したのか。\n５者である。\n落札率が高いのではないか。\n"
    tables = tables_of(
        FRONT + "質問\n回答\n" + rows + "【案件２】\n支障はないのか。\nないと考える。\n"
    )
    doubts = tables["quality_issues"].filter(rule="cells_are_paired")
    assert doubts["line"].to_list() == [18]


def test_a_cell_of_several_lines_is_doubted(tables_of: Tables) -> None:
    rows = (
        "何者が参加したのか。\n５者である。なお、参加の要件を定めるに当たっては、過去の実\n"
        "績を考慮している。\n支障はないのか。\nないと考える。\n"
    )
    tables = tables_of(FRONT + "質問\n回答\n" + rows)
    assert tables["quality_issues"].filter(rule="cells_are_paired").height == 1


@pytest.mark.parametrize("head", ["", "意見交換\n", "質問\n", "質問者\n回答者\n"])
def test_lines_without_such_a_head_are_no_remarks(head: str, tables_of: Tables) -> None:
    tables = tables_of(FRONT + head + ROWS)
    assert tables["remarks"].filter(kind="remark").is_empty()
    assert tables["documents"]["layout"].to_list() != ["question_lines"]

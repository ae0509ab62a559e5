from __future__ import annotations

import polars as pl
import pytest

from pipeline.fields.titles import with_title_parts

# Title: session, term, body.
TITLES: dict[str, tuple[int | None, int | None, str | None]] = {
    "第１回架空推進会議 論点メモ": (1, None, "架空推進会議"),
    "第十二回 架空推進会議　議事要旨": (12, None, "架空推進会議"),
    "第 ３ 回 架空推進会議 議事録  ": (3, None, "架空推進会議"),
    "架空推進会議（第４回）議事概要": (4, None, "架空推進会議"),
    "架空推進会議 第5回 会議録": (5, None, "架空推進会議"),
    "架空推進会議": (None, None, "架空推進会議"),
    "架空推進会議 発言要旨": (None, None, "架空推進会議"),
    "第２回議事録": (2, None, None),
    "議事録": (None, None, None),
    "架空議事録検討会 議事録": (None, None, "架空議事録検討会"),
    "第99回架空会議雲の見方部会議事要旨": (99, None, "架空会議雲の見方部会"),
    "架空環境審議会の議事要旨": (None, None, "架空環境審議会"),
    "令和４年度第４回架空評価委員会の議事概要について": (4, None, "架空評価委員会"),
    "架空景観審議会（平成23年度第１回）の議事録など": (1, None, "架空景観審議会"),
    "2013-02-06 第183回国会 架空委員会 第5号": (None, None, "架空委員会"),
    "架空推進会議（第４回）議事概要（案）": (4, None, "架空推進会議"),
    "令和５年度第７回（定例）架空教育委員会議事録": (7, None, "架空教育委員会"),
    "平成30年度 第41回 架空会議": (41, None, "架空会議"),
    "平成29年 第２回（臨時）架 空 町 議 会 会 議 録（第１日）": (2, None, "架空町議会"),
    "令和８年第１回架空町議会定例会会議録（第２日）": (1, None, "架空町議会定例会"),
    "第 ３ 回 架空 推進会議 議事録": (3, None, "架空 推進会議"),
    "令和３年度第１回架空推進会議（会議録）": (1, None, "架空推進会議"),
    "架空機構分科会（第14回）-議事録": (14, None, "架空機構分科会"),
    "架空審議会総会（第12回）‐議事要旨": (12, None, "架空審議会総会"),
    "架空常任委員会 令和７年６月22日（日）": (None, None, "架空常任委員会"),
    "架空運営委員会会議録　令和6年10月2日": (None, None, "架空運営委員会"),
    "架空町教育委員会第12回定例会会議録（令和7年1月8日開催）": (12, None, "架空町教育委員会定例会"),
    "架空委員会速記録第六号": (None, None, "架空委員会"),
    "25/02/12 架空協議会　第169回総会議事録": (169, None, "架空協議会総会"),
    "2031/02/05 令和13年架空委員会本文": (None, None, "架空委員会"),
    "第291回国会　架空委員会　第1号": (None, None, "架空委員会"),
    "第291回国会　衆議院　架空委員会議録　第四号": (None, None, "衆議院　架空委員会"),
    "架空院会議録情報　第291回国会　架空委員会　第1号": (None, None, "架空委員会"),
    "令和6年度第15回架空教育委員会議事録（テキスト版）　概要": (15, None, "架空教育委員会"),
    "令和元年度第9回(定例)架空教育委員会議事録(テキスト版)": (9, None, "架空教育委員会"),
    "架空常任委員会記録(令和5年第14号)": (None, None, "架空常任委員会"),
    "平成25年  架空特別委員会 − 10月29日−09号": (None, None, "架空特別委員会"),
    "平成25年  架空特別委員会 − 10月29日−09号 第16回架空特別委員会": (16, None, "架空特別委員会"),
    "平成25年第11回教育委員会議(10月定例会)会議録 平成25年第11回架空市教育委員会議会議録": (
        *(11, None),
        "架空市教育委員会議",
    ),
    "架空県公安委員会 第3回定例会議録": (3, None, "架空県公安委員会定例会"),
    "令和元年度　架空運営委員会 第11回委員会 (11月19日)": (11, None, "架空運営委員会"),
    "架空区教育委員会会議録 平成25年第20回定例会": (20, None, "架空区教育委員会定例会"),
    "第1回 東西・南北合併協議会 会 議 録": (1, None, "東西・南北合併協議会"),
    "第2回 架空まちづくりワークショップ 開催記録": (2, None, "架空まちづくりワークショップ"),
    "架空審議会 第3回部会議事録": (3, None, "架空審議会部会"),
    "架空審議会 第4回会議 議事録": (4, None, "架空審議会会議"),
    "架空市議会会議録 架空特別委員会": (None, None, "架空市議会会議録 架空特別委員会"),
}

# Title: session, term.
NUMBERS: dict[str, tuple[int | None, int | None]] = {
    "第12回（第２期第４回）架空県民会議審議結果": (12, 2),
    "計画部会（第８期～）（第21回）議事録": (21, 8),
    "第52回総会・第62回小委員会 合同会議": (52, None),
    "第３・４回架空会議": (3, None),
    "架空審議会第22回総会議事録": (22, None),
    "第二百八十八回国会　参議院　雲に関する特別委員会会議録第三号": (None, None),
    "第057回国会 架空委員会 第４号": (None, None),
    "平成二十六年第三回定例会　架空町議会会議録　第二号": (3, None),
    "令和６年 12月 定例会（第４回） 架空市議会 12月４日－03号": (4, None),
    "架空審議会第二部会議事録": (None, None),
    "架空審議会 第４部会（第五回）": (5, None),
    "架空審議会（諮問第71号）議事録": (None, None),
    "第３期計画策定委員会 第２回": (2, None),
    "第３期雲の観測計画 第２回検討会": (2, None),
    "第10次計画部会（第３回）": (3, None),
    "架空会議（第三次）第２回": (2, 3),
    "第 １ ２ 回": (12, None),
    "第 04 回架空会議": (4, None),
    "第一八回架空会議": (18, None),
    "59回の架空会議": (59, None),
    "架空会議 59回": (59, None),
    "年４回の架空会議": (None, None),
    "３回目の架空会議": (None, None),
    "架空町議会会議録（第５日）": (None, None),
    "会議（第 六 回）": (6, None),
}


def parts(title: str | None) -> tuple[int | None, int | None, str | None]:
    frame = pl.DataFrame({"title": [title]}, schema={"title": pl.String})
    row = with_title_parts(frame).row(0, named=True)
    return row["session"], row["term"], row["body"]


@pytest.mark.parametrize(("title", "expected"), TITLES.items())
def test_a_title_states_session_and_body(
    title: str, expected: tuple[int | None, int | None, str | None]
) -> None:
    assert parts(title) == expected


@pytest.mark.parametrize(("title", "expected"), NUMBERS.items())
def test_rounds_and_terms_are_told_from_other_numbers(
    title: str, expected: tuple[int | None, int | None]
) -> None:
    assert parts(title)[:2] == expected


def test_no_title_states_nothing() -> None:
    assert parts(None) == (None, None, None)


@pytest.mark.parametrize("title", ["第３期第２回架空審議会 議事録", "架空審議会（第三期）第２回"])
def test_a_title_states_the_term(title: str) -> None:
    session, term, _ = parts(title)
    assert (session, term) == (2, 3)


@pytest.mark.parametrize("title", ["第３期第２回架空審議会 議事録", "第３期 架空審議会 第２回"])
def test_the_term_is_no_part_of_the_name_of_the_body(title: str) -> None:
    assert parts(title)[2] == "架空審議会"


def test_a_number_that_no_session_can_be_is_not_read() -> None:
    assert parts("第99999999999回架空会議")[0] is None


def test_the_title_is_kept_as_it_is() -> None:
    frame = pl.DataFrame({"title": [" 第１回架空会議 "], "line": [7]})
    assert with_title_parts(frame).select("title", "line").rows() == [(" 第１回架空会議 ", 7)]
    assert with_title_parts(frame).schema["session"] == pl.Int32

"""Tables whose rows are a question and its answer."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.segmentation.question_tables import cuts_of_cells

Tables = Callable[..., dict[str, pl.DataFrame]]

FRONT = (
    "令和３年度第２回 見本入札監視委員会 議事概要\n\n"
    "| 開催日及び場所 | 令和３年12月９日（木）　見本合同庁舎　第２会議室 |\n"
    "| 委員 | 委員長　青木　一郎（大学教授） |\n"
    "| 抽出案件 | 総件数　２件 |\n\n"
)


@pytest.mark.parametrize(
    "head", ["| 意見・質問 | 回答 |\n| --- | --- |\n", "| 委員の主な意見 | 事務局の回答 |\n"]
)
def test_each_cell_is_a_remark_of_nobody_named(head: str, tables_of: Tables) -> None:
    rows = (
        "| 【案件１　突堤の補修】 | |\n"
        "| 応札が１者であった理由をどう見ているか。 | 時期が重なったためと考えている。 |\n"
        "| 参加要件を緩める余地は | 実績の年数を15年に広げた。 |\n"
        "| 【案件２　庁舎の清掃】 | |\n"
        "| 履行に支障はないのか。 | 毎月の点検で確認している。 |\n"
    )
    text = FRONT + head + rows
    tables = tables_of(text)
    remarks = tables["remarks"].sort("ordinal")
    assert remarks["speaker_status"].unique().to_list() == ["not_recorded"]
    assert remarks["text"].to_list() == [
        "応札が１者であった理由をどう見ているか。",
        "時期が重なったためと考えている。",
        "参加要件を緩める余地は",
        "実績の年数を15年に広げた。",
        "履行に支障はないのか。",
        "毎月の点検で確認している。",
    ]
    blocks = tables["blocks"].sort("char_start")
    spans = blocks.select("char_start", "char_end").iter_rows()
    assert "".join(text[start:end] for start, end in spans) == text
    assert tables["meetings"]["venue"].to_list() == ["見本合同庁舎"]


def test_rows_are_cut_below_a_head_and_nowhere_else() -> None:
    other = "| 委員 | 青木委員 |\n| 質問 | 回答がない。 |\n"
    table = "| 質問 | 回答 |\n| 何か。 | 雲。 |\n| 一 | 二 | 三 |\n"
    behind = "\n| 雨か。 | 雪。 |\n"
    assert cuts_of_cells(other + behind) == []
    (cut,) = cuts_of_cells(other + table + behind)
    assert (other + table)[cut:].startswith("| 雲。 |")

"""Columns that are drawn row by row."""

from __future__ import annotations

import pytest

from pipeline.ingestion.media.extracted import Doubt
from pipeline.ingestion.media.pdf import extract_pdf
from tests.pipeline.ingestion.media.sheets import canvas, font

SHORT_LINES = [
    *("第１回架空審議会 議事概要", "日時 令和６年４月１日", "場所 架空会館", "（青木会長）"),
    "本日はお忙しいところをお集まりいただき、ありがとうございます。初めに資料を御覧ください。",
    *("（坂本委員）", "資料の二枚目の表について、昨年度との違いを伺います。", "（青木会長）"),
    "事務局から説明をお願いします。",
    *("（事務局）", "お答えします。表の数字は、昨年度の末に集計したものです。", "（坂本委員）"),
    "分かりました。",
    *("（白井委員）", "来年度の見通しについて、現在の状況を伺います。", "（事務局）"),
    "現在集計しているところであり、次回にお示しします。",
]


@pytest.mark.parametrize("is_table", [False, True])
def test_columns_of_short_lines_are_known_by_sentences_that_go_on_but_not_between_rules(is_table):
    sheet, out = canvas()
    sheet.setFont(font(), 10)
    printed = [line[at : at + 20] for line in SHORT_LINES for at in range(0, len(line), 20)]
    half = (len(printed) + 1) // 2
    for row in range(half):
        for column, line in enumerate([printed[row], *printed[half + row : half + row + 1]]):
            sheet.drawString(72 + 230 * column, 700 - 18 * row, line)
        if is_table and row % 4 == 0:
            sheet.line(70, 714 - 18 * row, 520, 714 - 18 * row)
    sheet.save()
    extracted = extract_pdf(out.getvalue())
    read = "".join(extracted.text.split())
    if is_table:
        assert read.startswith("".join((printed[0] + printed[half]).split()))
    else:
        assert read == "".join("".join(SHORT_LINES).split())
        assert [one.doubt for one in extracted.warnings] == [Doubt.COLUMNS_GUESSED]

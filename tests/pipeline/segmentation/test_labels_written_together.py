"""Spread labels are written together in the view, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.segmentation.spread_labels import may_be_spread, with_labels_together
from pipeline.segmentation.views import views_of
from pipeline.text.folding import View, fold

Tables = Callable[..., dict[str, pl.DataFrame]]

SPEECH = "来年の三月に決まる予定です。"
TOGETHER = {
    "局　　　長　　御起立願います。": "局長　　御起立願います。",
    "議      長  御異議ございませんか。": "議長  御異議ございませんか。",
    "書　記　　１４人です。": "書記　　１４人です。",
    "３　　　番　　はい、分かりました。": "３番　　はい、分かりました。",
    "１２ 番 議 員　賛成です。": "１２番議員　賛成です。",
    "五 反 田 委 員：傾きが気になる。": "五反田委員：傾きが気になる。",
    "瀬　山　委　員：傾きが気になる。": "瀬山委員：傾きが気になる。",
    "小山内 委 員　賛成です。": "小山内委員　賛成です。",
    "事 務 局 次 長　資料を御覧ください。": "事務局次長　資料を御覧ください。",
    "職 務 代 理 者　暫時休憩いたします。": "職務代理者　暫時休憩いたします。",
    "　○議　　　長　ただいまから始めます。": "　○議長　ただいまから始めます。",
    "【会　長】ただいまから始めます。": "【会長】ただいまから始めます。",
    "（委 員 長）ただいまから始めます。": "（委員長）ただいまから始めます。",
    "会　　　長\n　雪の中ありがとうございます。": "会長\n　雪の中ありがとうございます。",
    "盛　委　員\n\n　三年は長いと思います。": "盛委員\n\n　三年は長いと思います。",
}
AS_THEY_ARE = [
    "　　会　　長　　　工 藤 源一郎",
    "　　委　　員　　（真瀬町）",
    "　会　長　１１番　小檜山　　豊",
    "　　　議　　　　　長\n　　　議事録署名委員",
    "議　　題　来年の予定について説明します。",
    "開　会　午後二時に始まりました。",
    "青木　　会長　ただいまから始めます。",
    "青木会長　　ただいまから始めます。",
    "はい　そ　う　で　す。",
    "３　　　件　ありました。",
    "委　員　５名（欠席を除く）",
    "資料を　委　員　に配りました。",
]


@pytest.mark.parametrize("text", TOGETHER)
def test_spread_labels_before_speech_are_written_together(text: str) -> None:
    assert with_labels_together(View(text, [])).text == TOGETHER[text]
    assert pl.select(pl.lit(text).str.contains(may_be_spread())).item()


@pytest.mark.parametrize("text", AS_THEY_ARE)
def test_other_words_keep_their_blanks(text: str) -> None:
    assert with_labels_together(View(text, [])).text == text


@given(st.text(alphabet="議長委員局 　\n。、\u200b\u3099かです：", max_size=60))
def test_spans_go_to_the_source_and_back(text: str) -> None:
    source = f"議　\u200b　長　{SPEECH}\n{text}"
    folded = fold(source)
    view = with_labels_together(folded)
    assert "".join(view.text.split()) == "".join(folded.text.split())
    documents = pl.DataFrame({"document_id": ["a"], "text": [source]})
    views = views_of(documents)
    seen = views.documents["text"][0]
    spans = [(at, at + 1) for at, mark in enumerate(seen) if not mark.isspace()]
    rows = pl.DataFrame(
        {
            "document_id": ["a"] * len(spans),
            "char_start": [start for start, _ in spans],
            "char_end": [end for _, end in spans],
        }
    )
    found = views.in_source(rows)
    # Spans tile the source, and come back.
    assert views.in_view(found).equals(rows)
    in_source = found.select("char_start", "char_end").rows()
    for (start, end), (first, last) in zip(spans, in_source, strict=True):
        # A mark alone is a character where a line end is before it.
        assert fold(f"\n{source[first:last]}").text.strip() == seen[start:end]


HEAD = "第3回緑町農業委員会総会議事録\n\n日時　令和３年４月５日（月）午後１時～３時\n\n"
LISTED = HEAD + "出席者　青木委員、坂本委員、森委員\n\n議事\n\n"


def turns(tables: dict[str, pl.DataFrame]) -> list[tuple[str | None, str]]:
    return tables["remarks"].sort("ordinal").select("speaker_text", "text").rows()


def test_wide_labels_are_published_with_their_blanks(tables_of: Tables) -> None:
    text = HEAD + (
        "会議の概要\n\n局　　　長　　御起立願います。\n"
        "　　　　　　　会長から御挨拶をお願いします。\n\n"
        "議　　　長　　それでは始めます。\n\n３　　　番　　賛成です。\n\n"
        "鹿野内委員　　私も賛成です。\n\n議　　　長　　では、そのように決めます。\n\n"
        "　　　　　　議　　　　　長\n　　　　　　議事録署名委員\n"
    )
    assert [label for label, _ in turns(tables_of(text))] == [
        "局　　　長",
        "議　　　長",
        "３　　　番",
        "鹿野内委員",
        "議　　　長",
    ]


def test_wide_labels_stand_on_lines_of_their_own(tables_of: Tables) -> None:
    text = HEAD + (
        "会　　　長\n　雪の中お集まりいただき、ありがとうございます。\n\n"
        "類 家 委 員\n　三年かけて合わせるということでは駄目なんですか。\n\n"
        "事 務 局 次 長\n　資料の三ページをお開き願います。\n\n"
        "会　　　長\n　では、次回に決めます。\n"
    )
    assert turns(tables_of(text)) == [
        ("会　　　長", "雪の中お集まりいただき、ありがとうございます。"),
        ("類 家 委 員", "三年かけて合わせるということでは駄目なんですか。"),
        ("事 務 局 次 長", "資料の三ページをお開き願います。"),
        ("会　　　長", "では、次回に決めます。"),
    ]


def test_a_letter_of_a_label_is_nobody_and_is_doubted(tables_of: Tables) -> None:
    text = LISTED + (
        "青木委員　資料の三ページについて伺います。\n"
        "塾　　　親　　　それは来年の三月に決まる予定です。\n"
        "坂本委員　町内会にはいつ知らせますか。\n"
        "塾　　　親　　　四月の回覧板でお知らせする予定です。\n"
        "青木委員　分かりました。\n"
    )
    tables = tables_of(text)
    assert {label for label, _ in turns(tables)} == {"青木委員", "坂本委員"}
    doubts = tables["quality_issues"].filter(rule="turns_are_read")
    assert doubts["line"].to_list() == [10]


def test_a_family_name_of_one_letter_is_a_label(tables_of: Tables) -> None:
    text = LISTED + (
        "青木　資料の三ページについて伺います。\n森　四月では遅いと思います。\n"
        "坂本　町内会にはいつ知らせますか。\n森　三月にお知らせします。\n青木　分かりました。\n"
    )
    assert [label for label, _ in turns(tables_of(text))] == ["青木", "森", "坂本", "森", "青木"]

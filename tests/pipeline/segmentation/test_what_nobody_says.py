"""Notes, headings, page marks and the rest of a web page that no remark holds."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

Tables = Callable[..., dict[str, pl.DataFrame]]

HEAD = (
    "第３回見本審議会　議事概要\n日時　令和４年８月２５日（木）１９時～２０時\n"
    "場所　見本会館\n出席者　青木会長、坂本委員、石田係長\n\n"
)
OPENING = "青木会長：資料について説明を求める。\n"
ANSWER = "青木会長：ただいまの説明について伺う。\n坂本委員：冬は使えないのではないか。\n"
SPOKEN = [
    ("青木会長", "資料について説明を求める。"),
    ("青木会長", "ただいまの説明について伺う。"),
    ("坂本委員", "冬は使えないのではないか。"),
]


def spoken(tables: dict[str, pl.DataFrame]) -> list[tuple[str | None, str]]:
    remarks = tables["remarks"].filter(pl.col("kind").is_in(["remark", "continuation"]))
    return list(remarks.sort("ordinal").select("speaker_text", "text").iter_rows())


@pytest.mark.parametrize(
    "note",
    [
        "資料１により事務局説明",
        "・事務局より資料１及び別紙について説明",
        "事務局から資料に基づき説明",
        "緑化課長より報告",
    ],
)
def test_an_explanation_without_its_words_is_a_note(note: str, tables_of: Tables) -> None:
    tables = tables_of(HEAD + OPENING + f"\n{note}\n\n" + ANSWER)
    assert spoken(tables) == SPOKEN
    assert tables["remarks"].filter(kind="stage").height == 1


def test_a_wrapped_sentence_is_no_note(tables_of: Tables) -> None:
    talk = (
        "青木会長：それでは始める。本日の議題は一つである。初めに、\n"
        "事務局から資料に基づき説明\nをお願いする。\n" + ANSWER
    )
    assert len(spoken(tables_of(HEAD + talk))) == 3


@pytest.mark.parametrize("word", ["次第", "議事", "案件", "議題"])
def test_headings_with_a_word_and_a_number(word: str, tables_of: Tables) -> None:
    talk = (
        f"{word}１　計画の素案について\n{OPENING}\n{word}２　屋根の色について\n"
        "・事務局より資料２について説明\n\n" + ANSWER
    )
    tables = tables_of(HEAD + talk)
    assert spoken(tables) == SPOKEN
    titles = tables["agenda_items"].sort("ordinal")["title"].to_list()
    assert titles == ["計画の素案について", "屋根の色について"]


@pytest.mark.parametrize(
    "tail",
    [
        "会議資料\n資料１ 素案（PDF：12KB）\n\nPDF形式のファイルにはソフトが必要です。\n",
        "添付ファイル\n・ 資料１　素案 (ファイル名：s1.pdf)\n",
        "関連情報\n・緑化計画のページ\n",
        "会議録確定年月日　　令和４年９月５日\n",
        "9 その他 | 答申は九月に手渡す予定。\n\nお問い合わせ\n見本市緑化課\n",
    ],
)
def test_the_rest_of_a_page_is_said_by_nobody(tail: str, tables_of: Tables) -> None:
    tables = tables_of(HEAD + OPENING + ANSWER + "\n" + tail)
    assert spoken(tables) == SPOKEN
    (day,) = tables["meetings"]["date"]
    assert str(day) == "2022-08-25"


def test_such_words_within_speech_end_nothing(tables_of: Tables) -> None:
    talk = (
        "青木会長：資料は次のとおりである。\n会議資料　二枚\n添付ファイル　一つ\n"
        "以上を確かめてほしい。\n" + ANSWER
    )
    texts = [text for _, text in spoken(tables_of(HEAD + talk))]
    assert len(texts) == 3
    assert texts[0].endswith("以上を確かめてほしい。")


def test_a_running_name_and_a_page_number_at_the_end_of_a_line(tables_of: Tables) -> None:
    page = "　　　　　　　　緑化部会（第３回）\n"
    talk = (
        "○青木会長　　資料１を御覧ください。資料２が計画の見直\n\n\n　　　　　　- 1 -\n"
        + page
        + "\nし案でございます。\n○坂本委員　　可能でございますが、保証ができません - 2 -\n"
        + page
        + "ので、試算であれば検討いたします。\n○青木会長　　では、始めます。\n"
        "　　　　　　- 3 -\n"
    )
    tables = tables_of("第３回　緑化部会　議事録\n\n日時　令和４年８月２５日（木）\n議事\n" + talk)
    assert spoken(tables) == [
        ("青木会長", "資料１を御覧ください。資料２が計画の見直し案でございます。"),
        ("坂本委員", "可能でございますが、保証ができませんので、試算であれば検討いたします。"),
        ("青木会長", "では、始めます。"),
    ]


def test_a_number_between_dashes_in_speech_is_no_page(tables_of: Tables) -> None:
    talk = "○青木会長　始めます。議案の番号は - 2 -\nです。\n○坂本委員　伺います。\n"
    texts = [text for _, text in spoken(tables_of(HEAD + talk))]
    assert "- 2 -" in texts[0]


def test_notes_between_wide_blanks_in_a_line_without_ends(tables_of: Tables) -> None:
    talk = (
        "○青木会長  おはようございます。急に寒くなりました。早速ですが、説明をお願いします。 "
        "○石田係長  資料１を御覧ください。指標のうち、達していないものがございます。"
        "       （スライドにより説明）  説明は以上です。 "
        "○坂本委員  計画（案）の指標はどうか。（笑）と言う。 "
        "○青木会長  以上で終わります。本日はありがとうございました。 ――了――"
    )
    flat = HEAD.replace("\n", " ") + talk
    assert spoken(tables_of(flat)) == [
        ("青木会長", "おはようございます。急に寒くなりました。早速ですが、説明をお願いします。"),
        ("石田係長", "資料１を御覧ください。指標のうち、達していないものがございます。"),
        ("石田係長", "説明は以上です。"),
        ("坂本委員", "計画（案）の指標はどうか。（笑）と言う。"),
        ("青木会長", "以上で終わります。本日はありがとうございました。"),
    ]


@pytest.mark.parametrize("heading", ["日程第２", "日程第２及び日程第３", "諸般の報告", "その他"])
def test_a_heading_alone_before_a_turn(heading: str, tables_of: Tables) -> None:
    tables = tables_of(HEAD + OPENING + f"\n{heading}\n" + ANSWER)
    assert spoken(tables) == SPOKEN
    assert tables["quality_issues"].filter(rule="remarks_hold_sentences").is_empty()


def test_a_line_that_may_be_a_heading_is_doubted(tables_of: Tables) -> None:
    tables = tables_of(HEAD + OPENING + "\n屋根の色の見直し\n" + ANSWER)
    doubts = tables["quality_issues"].filter(rule="remarks_hold_sentences")
    assert doubts["line"].to_list() == [8]


def test_wrapped_lines_and_items_of_a_speech_are_not_doubted(tables_of: Tables) -> None:
    talk = (
        "青木会長：案は次の二つである。\n一　屋根の色\n二　壁の色\n\nこの二つについて\n\n"
        "伺いたい。\n" + ANSWER
    )
    tables = tables_of(HEAD + talk)
    assert tables["quality_issues"].filter(rule="remarks_hold_sentences").is_empty()

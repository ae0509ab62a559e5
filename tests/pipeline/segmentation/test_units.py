"""Lines that lost their ends are cut again, told in the source, and published as they stand."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.segmentation.units import LONG, cuts

Tables = Callable[..., dict[str, pl.DataFrame]]

FLAT = (
    "トップページ　会議録\n"
    "第３回あおば町緑化審議会 議事録 日時 令和５年４月１３日（木）午後１時３０分～午後３時 "
    "場所 あおば町役場 ３ 出席者 青木委員長、坂本委員、白井課長 ４ 議事 "
    "○青木委員長　定刻になりましたので始めます。本日の議題は植樹の計画です。○坂本委員　費用について"
    "伺います。どのくらいになりますか。 ○白井課長　お答えいたします。百万円と見込んでおります。"
    "昨年より減っておりますのは、苗木の値が下がったためです。 ○青木委員長　これで終わります。\n"
)

CUT = {
    "a speaker behind a glyph": ("あ" * LONG + "。○坂本委員　伺います。 ○白井課長　はい。", 2),
    "speakers in brackets": ("あ" * LONG + "。（坂本委員）伺います。 （白井課長）はい。", 2),
    "speakers in lenticular brackets": ("あ" * LONG + "。【坂本委員】伺います。【会長】はい。", 2),
    "a title that no list has": (
        "あ" * LONG + "。○坂本委員　伺います。○白井課長　はい。 ○青木副総理　賛成です。",
        3,
    ),
    "a name and a title apart": ("あ" * LONG + "。○青木光 委員長　伺います。○坂本委員　はい。", 2),
    "labels without a glyph": (
        "あ" * LONG + "。  議 長 伺います。  事務局 はい。  ３番 賛成です。  委員） 同じです。 ",
        4,
    ),
    "a code": ("あ" * LONG + "。○委員１１　伺います。○委員Ａ　はい。", 2),
    "a glyph again and again": (
        "あ" * LONG
        + " 日時 ４月１日 場所 役場 ●付託事件 別紙 ●開議時刻 10時 ●中山委員長 開会を宣した。",
        5,
    ),
    "labels that lost their blanks": (
        "会議録会議の名称緑化審議会開催日時令和５年４月１３日開催場所役場出席者【出席委員】青木茂委員"
        + "坂本修委員（公募）" * 20
        + "傍聴人数０人",
        # One cut is after the label of the name.
        7,
    ),
    "speakers in angle brackets": (
        "あ" * LONG + "について <坂本委員> 伺います。 <柏木 副会長> はい。 <会長> 賛成です。",
        3,
    ),
    "speakers before colons": (
        "あ" * LONG + "について 会長：伺う。 坂本委員：はい。 事務局：示す。 会長：了解した。",
        4,
    ),
    "questions and answers": ("（問）" + "あ" * LONG + "か。 （答）はい。 （問）なぜか。", 2),
    "a question behind its heading": (
        "説明会概要 ５　主な質疑応答 問　" + "あ" * LONG + "か。 答　はい。 意見　よい。",
        4,
    ),
    "a speaker behind the hour of opening": (
        "午後６時００分　開会　（事務長）　" + "あ" * LONG + "。 （会長）　はい。",
        2,
    ),
    "questions and answers with signs": ("Ｑ：" + "あ" * LONG + "か。 Ａ：はい。Ｑ：なぜか。", 2),
    "an aside and a heading": (
        "あ" * LONG + "。○坂本委員　伺う。（拍手） ○会長　はい。（一同了承） (6) 連絡 次回は五月",
        6,
    ),
    "brackets closed twice": (
        "あ" * LONG + "。○議長（青木茂君）） 伺います。 ○町長（坂本修君）） はい。",
        2,
    ),
    "an hour with its word": ("あ" * LONG + "。 午前10時00分 開会  ○伝達 い", 2),
    "a title that begins with a year": (
        "とき 令和５年４月１日 ところ 架空会館 令和５年緑化審議会 第２回定例会速記録 "
        + "○会長　始めます。○坂本委員　はい。"
        + "あ" * LONG,
        # Before ところ and the title, behind the title, and before a speaker; とき opens the line.
        5,
    ),
    "an hour of closing at the margin": ("あ" * LONG + "。      閉会　午後３時２８分", 1),
    "labels of the header": ("あ" * LONG + " 日時 ４月１日 場所：役場 出席者 青木", 3),
}

SHORT = {
    "an answer in a short line": ("（問）次回の日程は。 （答）六月です。", ["（答）六月です。"]),
    "an answer by somebody named": (
        "【問】次回は。 【答】六月です。 （青木課長）七月もあります。",
        ["【答】六月です。 ", "（青木課長）七月もあります。"],
    ),
    "a question with its letter": ("問　次回の日程は。 答　六月です。", ["答　六月です。"]),
    "a list after the day": (
        "（令和６年５月21日（火） 18時 於：県庁会議室） 説明者：青木参事官、坂本係長",
        ["説明者：青木参事官、坂本係長"],
    ),
    "a colon in a short line": (
        "あ" * LONG
        + "。 会長：伺う。 坂本委員：はい。 会長：了解した。\n"
        + "(3)その他 特になし。 4 閉会 会長：終わる。",
        [
            "会長：伺う。 ",
            "坂本委員：はい。 ",
            "会長：了解した。\n(3)その他 ",
            "特になし。 ",
            "4 閉会 ",
            "会長：終わる。",
        ],
    ),
}

WHOLE = {
    "a short line": "○坂本委員　伺います。○白井課長　はい。日時 ４月１日 場所 役場",
    "a long sentence": "雲の流れについて、" * 40 + "伺います。",
    "a glyph that stands twice": "あ" * LONG + " 日時 ４月１日 ●一つ目の話 ●二つ目の話",
    "labels in a sentence": "あ" * LONG + "出席者と開催日時を決めた。",
    "angle brackets in speech": "あ" * LONG + "。 <会長> はい。「<青木委員>」と書く。",
    "two labels before colons": "あ" * LONG + "。 会長：伺う。 会長：了解した。",
    "labels of the header before colons": "あ" * LONG + " 会長：青木 副会長：坂本 委員：森、林",
    "a question in a short line": "（問）（答）は別紙。 問題がある。 答える。",
    "a question that nobody answers": "（問）次回の日程は。 （問）場所は。",
    "an item of a table of letters": "Ａ 賛成。 Ｂ 反対。 Ａ 多数。",
    "a day in brackets": "（令和６年５月21日） 出席者に配った。",
    "an hour of closing in speech": "あ" * LONG + "。 閉会 午後３時の予定です。",
    "one mark alone": "あ" * LONG + "。○坂本委員　伺います。",
    "a day and a place in speech": "○坂本委員　" + "あ" * LONG + "。日時 ４月１日 場所 役場",
}


@pytest.mark.parametrize("kind", CUT)
def test_a_long_line_is_cut_before_what_opens_a_line(kind: str) -> None:
    text, count = CUT[kind]
    assert len(cuts(text)) == count


@pytest.mark.parametrize("kind", SHORT)
def test_turns_within_short_lines_are_cut_too(kind: str) -> None:
    text, pieces = SHORT[kind]
    places = cuts(text)
    ends = [*places[1:], len(text)]
    assert [text[at:end] for at, end in zip(places, ends, strict=True)] == pieces


@pytest.mark.parametrize("kind", WHOLE)
def test_other_lines_stay_whole(kind: str) -> None:
    assert cuts(WHOLE[kind]) == []


def test_the_last_crumb_of_a_trail_is_cut_off_where_it_is_the_only_title() -> None:
    trail = "ホーム> 資料> 審議会> 第7回灯台計画ワーキンググループ 議事録"
    assert [trail[at:] for at in cuts(trail)] == ["第7回灯台計画ワーキンググループ 議事録"]
    assert cuts(f"{trail}\n第7回灯台計画ワーキンググループ 議事録\n") == []


def test_places_are_those_of_the_text_with_its_line_ends() -> None:
    text = "短い行\n" + CUT["a speaker behind a glyph"][0]
    assert [text[at] for at in cuts(text)] == ["○", "○"]


def test_a_record_without_line_ends_is_read(tables_of: Tables) -> None:
    made = tables_of(FLAT)
    (meeting,) = made["meetings"].rows(named=True)
    assert (meeting["session"], str(meeting["date"])) == (3, "2023-04-13")
    assert meeting["title"] == "第３回あおば町緑化審議会 議事録"
    assert meeting["venue"] == "あおば町役場"
    assert made["attendance"]["name_text"].to_list() == ["青木委員長", "坂本委員", "白井課長"]
    remarks = made["remarks"].select("speaker_text", "text").rows()
    assert [label for label, _ in remarks] == [
        *("青木委員長", "坂本委員", "白井課長", "青木委員長"),
    ]
    assert remarks[1][1] == "費用について伺います。どのくらいになりますか。"


def test_spans_and_lines_are_those_of_the_source(tables_of: Tables) -> None:
    made = tables_of(FLAT)
    text = made["documents"]["text"].item()
    blocks = made["blocks"].rows(named=True)
    assert "".join(text[row["char_start"] : row["char_end"]] for row in blocks) == text
    assert {row["line_start"] for row in blocks} == {1, 2}
    for name in ("meetings", "attendance", "remarks"):
        assert made[name].select("line_start", "line_end").unique().rows() in ([(2, 2)], [(1, 2)])
    for row in made["remarks"].rows(named=True):
        source = text[row["char_start"] : row["char_end"]]
        assert source.replace(" ", "").replace("　", "") == row["marker"] + row["text"]


GLUED = {
    "a speaker after the label of the talk": (
        "８ 会議の内容都市計画課係長（水橋剛志君） 本日は、お忙しい中",
        "都市計画課係長",
    ),
    "a glyph after the label of the talk": ("５ 議事の経過○青木委員長　始めます。", "○青木"),
    "a person after the label of a list": ("３ 出席者会長 仲里達郎", "会長 "),
}


@pytest.mark.parametrize("kind", GLUED)
def test_a_numbered_label_is_cut_from_what_is_glued_to_it(kind: str) -> None:
    text, cut = GLUED[kind]
    assert cuts(f"議事録\n{text}\n") == [4 + text.index(cut)]


@pytest.mark.parametrize(
    "text",
    [
        "８ 会議の内容について（案） 説明",
        "会議の内容都市計画課係長（水橋剛志君） 本日は",
        "３ 出席者会長 あいさつ",
        "３ 出席者会長の紹介",
        "２ 議事録署名委員（青木君） 了承",
    ],
)
def test_a_numbered_label_in_a_phrase_stays_whole(text: str) -> None:
    assert cuts(f"議事録\n{text}\n") == []


def test_a_speech_after_a_glued_label_is_read(tables_of: Tables) -> None:
    text = (
        "第14回あおば町緑化審議会会議録\n１ 日時平成21年２月12日（木曜日） 午後１時30分～午後２時\n"
        "３ 出席者会長 青木達郎\n委員 坂本俊介、石田康平\n"
        "８ 会議の内容緑化課長（白井剛志君） 本日はありがとうございます。\n\n"
        "会長（青木達郎君） 始めます。\n\n委員（坂本俊介君） 伺います。\n"
    )
    tables = tables_of(text)
    assert tables["remarks"].sort("ordinal")["speaker_text"].to_list() == [
        "緑化課長（白井剛志君）",
        "会長（青木達郎君）",
        "委員（坂本俊介君）",
    ]
    assert tables["attendance"].sort("ordinal")["name_text"].to_list()[0] == "青木達郎"

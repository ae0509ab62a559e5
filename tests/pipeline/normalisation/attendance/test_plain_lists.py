from __future__ import annotations

import polars as pl

from pipeline.normalisation.attendance.attendance import persons_of_lists

LISTS = {
    "list": pl.UInt32,
    **dict.fromkeys(("marker", "source", "group_above", "legend"), pl.String),
}


def persons(source: str, marker: str = "構成員：", above: str | None = None) -> pl.DataFrame:
    return persons_of_lists(
        pl.DataFrame([(7, marker, source, above, "")], schema=LISTS, orient="row")
    )


def test_names_brackets_and_places() -> None:
    source = "構成員：青木委員（座長）、坂本所長・石田課長（みどり・\n庁）"
    read = persons(source)
    assert read.select("list", "name_text", "attendee_group", "role", "affiliation").rows() == [
        (7, "青木委員", "構成員", "座長", None),
        (7, "坂本所長", "構成員", None, "みどり・庁"),
        (7, "石田課長", "構成員", None, "みどり・庁"),
    ]
    # A bracket belongs to the place of a person whom it speaks of alone.
    assert [source[start:end] for start, end in read.select("start", "end").rows()] == [
        "青木委員（座長）",
        "坂本所長",
        "石田課長",
    ]
    assert read.select("lines_to_start", "lines_to_end").rows() == [(0, 0)] * 3


def test_a_word_goes_on_behind_a_wrap() -> None:
    source = "事務局：青木審議官、坂本企画\n\n官、石田\n課長"
    read = persons(source, "事務局：")
    assert read["name_text"].to_list() == ["青木審議官", "坂本企画官", "石田課長"]
    assert read.select("lines_to_start", "lines_to_end").rows() == [(0, 0), (0, 2), (2, 3)]


def test_a_bracket_may_stand_on_the_next_line() -> None:
    source = "構成員：青木課長\n\n（水路庁）、坂本所長・石田課長\n（農地庁）"
    read = persons(source)
    assert read.select("name_text", "affiliation").rows() == [
        ("青木課長", "水路庁"),
        ("坂本所長", "農地庁"),
        ("石田課長", "農地庁"),
    ]
    assert [source[start:end] for start, end in read.select("start", "end").rows()] == [
        "青木課長\n\n（水路庁）",
        "坂本所長",
        "石田課長",
    ]
    assert read.select("lines_to_start", "lines_to_end").rows() == [(0, 2), (2, 2), (2, 2)]


def test_who_stands_in_brackets_with_others_is_said_to_be_bracketed() -> None:
    read = persons("政府：青木大臣、（坂本課長（水路庁）、石田補佐（農地庁））、平野委員", "政府：")
    assert read.select("name_text", "bracketed", "affiliation").rows() == [
        ("青木大臣", False, None),
        ("坂本課長", True, "水路庁"),
        ("石田補佐", True, "農地庁"),
        ("平野委員", False, None),
    ]


def test_a_label_says_who_came() -> None:
    assert persons("欠席：青木委員", "欠席：")["stated"].to_list() == ["absent"]
    assert persons("（欠席：青木委員", "（欠席：", "構成員")["attendee_group"].to_list() == [
        "構成員"
    ]


def rows(source: str, marker: str) -> list[tuple[str | None, ...]]:
    read = persons(source, marker)
    columns = ("attendee_group", "name_text", "stated_position", "affiliation", "stated")
    return list(read.select(columns).rows())


def test_a_count_after_the_label_is_no_group() -> None:
    assert rows("欠席委員 一名\n水無月 実君\n", "欠席委員") == [
        ("欠席委員", "水無月 実君", None, None, "absent")
    ]


def test_a_label_with_a_glyph_begins_a_group() -> None:
    source = (
        "〇出席委員\n青木委員長、坂本委員\n〇理事者側出席者\nなし\n〇議会事務局出席者\n石田局長\n"
    )
    assert [row[:2] for row in rows(source, "〇出席委員")] == [
        ("出席委員", "青木委員長"),
        ("出席委員", "坂本委員"),
        ("議会事務局出席者", "石田局長"),
    ]


def test_a_bracket_of_the_label_is_the_position_of_its_person() -> None:
    assert rows("• 委員(委員長) 井川 康", "• 委員(委員長)") == [
        ("委員", "井川 康", "委員長", None, None)
    ]


def test_an_office_in_charge_stays_inside_its_group() -> None:
    source = "事務局：政策室長 富樫泰、政策室市民協働担当 馬渕麻衣、池内直子"
    assert [row[:4] for row in rows(source, "事務局：")] == [
        ("事務局", "富樫泰", "政策室長", None),
        ("事務局", "馬渕麻衣", None, "政策室市民協働担当"),
        ("事務局", "池内直子", None, "政策室市民協働担当"),
    ]


def test_a_corporation_by_its_sign_is_an_affiliation() -> None:
    source = "（コンサルタント）　㈱緑地計画 青木、坂本"
    read = rows(source, "（コンサルタント）")
    assert read[0][:4] == ("コンサルタント", "青木", None, "㈱緑地計画")


def test_posts_held_beside_each_other_are_one_position() -> None:
    post = "海岸地区総合支所長・山手地区総合支所管理課長兼務"
    source = f"〇出席説明員\n教育長　　　　浦　上　幹　男\n{post}　　　　佐　伯　貴　志\n"
    assert [row[1:3] for row in rows(source, "〇出席説明員")] == [
        ("浦　上　幹　男", "教育長"),
        ("佐　伯　貴　志", post),
    ]


def test_persons_in_brackets_after_their_positions() -> None:
    source = "市執行部 市長(今永文彦),総務部次長(島岡美智男),庶務議事課長(中島 善正君)"
    assert [row[1:4] for row in rows(source, "市執行部")] == [
        ("今永文彦", "市長", None),
        ("島岡美智男", "総務部次長", None),
        ("中島 善正君", "庶務議事課長", None),
    ]
    read = persons(source, "市執行部")
    assert [source[start:end] for start, end in read.select("start", "end").rows()] == [
        "今永文彦",
        "島岡美智男",
        "中島 善正君",
    ]


def test_other_brackets_after_positions_name_nobody() -> None:
    source = "事務局 課長（兼務）、係長（会計担当）、主査（河川課）、委員長（新浦県知事）"
    assert [row[1] for row in rows(source, "事務局")] == ["課長", "係長", "主査", "委員長"]


def test_a_label_that_cites_an_article_is_a_group() -> None:
    source = (
        "出席委員\n1 条例第3条第1号委員(1人)\n   橋爪 篤人委員\n"
        "2 条例第3条第2号委員(2人)\n   大橋 南央子委員(会長),渡瀬 完二委員\n"
    )
    assert [row[:2] for row in rows(source, "出席委員")] == [
        ("条例第3条第1号委員", "橋爪 篤人委員"),
        ("条例第3条第2号委員", "大橋 南央子委員"),
        ("条例第3条第2号委員", "渡瀬 完二委員"),
    ]


def test_a_proxy_named_after_a_blank_is_a_proxy() -> None:
    source = "出席者 小松剛志委員 白州修二委員(代 清原) 中嶋圭子委員"
    read = persons(source, "出席者")
    assert read.select("name_text", "affiliation", "stated").rows() == [
        ("小松剛志委員", None, "present"),
        ("白州修二委員", None, "proxy"),
        ("中嶋圭子委員", None, "present"),
    ]


def test_persons_before_each_are_family_names() -> None:
    source = "出席者 野田学長\nくりはし、中条、高木、和久田の各委員"
    assert persons(source, "出席者").select("name_text", "stated_family_name").rows() == [
        ("野田学長", None),
        ("くりはし", "くりはし"),
        ("中条", "中条"),
        ("高木", "高木"),
        ("和久田", "和久田"),
    ]
    # Full names before 各 are none.
    source = "（委員） 安部博行（主査）、石川紫野、大沼淳の各委員"
    assert persons(source, "（委員）")["stated_family_name"].is_null().all()


def test_persons_beyond_a_count_after_a_blank_line_are_of_no_group() -> None:
    source = "欠席委員 一名\n稲村 一君\n\n議長稲毛 忠一君\n市長 水越 修君\n"
    assert rows(source, "欠席委員") == [
        ("欠席委員", "稲村 一君", None, None, "absent"),
        (None, "稲毛 忠一君", "議長", None, "unstated"),
        (None, "水越 修君", "市長", None, "unstated"),
    ]
    # Without a blank line, or within the count, all are of the group.
    source = "欠席委員 二名\n稲村 一君\n\n水越 修君\n"
    assert [row[4] for row in rows(source, "欠席委員")] == ["absent", "absent"]


def test_after_nobody_absent_others_are_not_absent() -> None:
    source = (
        "協議会欠席者 な   し\n\n\n湖南・角野合併協議会事務局\n局長 高 城   徹\n次長 羽鳥 茂幸\n"
    )
    assert rows(source, "協議会欠席者")[0] == (
        *("湖南・角野合併協議会事務局", "高 城   徹"),
        *("局長", None, None),
    )
    assert {row[4] for row in rows(source, "協議会欠席者")} <= {None, "unstated"}


def test_a_sentence_that_is_a_label_is_a_group() -> None:
    marker = "1 出席議員は、2名で次のとおりである。"
    source = f"{marker}\n\n   1番  青 木 友 義         2番  坂 本 季 春\n"
    assert [row[:2] + row[4:] for row in rows(source, marker)] == [
        ("出席議員", "青 木 友 義", "present"),
        ("出席議員", "坂 本 季 春", "present"),
    ]
    assert rows("2 欠席議員は、10番  石 田 眞 弓", "2 欠席議員は、10番  ") == [
        ("欠席議員", "石 田 眞 弓", None, None, "absent")
    ]


def test_a_position_with_a_bracket_is_of_the_person_after_it() -> None:
    source = "○関係職員\n 架空会事務局次長 髙 梨 信 一\n 副参事(学校再編担当) 辻 堂 将 紀\n"
    assert [row[1] for row in rows(source, "○関係職員")] == ["髙 梨 信 一", "辻 堂 将 紀"]


def test_a_presence_between_label_and_person_is_no_group() -> None:
    source = "【公益を代表する委員】　　(欠席)布施委員"
    assert rows(source, "【公益を代表する委員】") == [
        ("公益を代表する委員", "布施委員", None, None, "absent")
    ]


def test_who_stands_in_for_a_member_is_a_proxy() -> None:
    source = "出席委員：林原英夫委員代理(警察署第二課課長 筒井史人)、青木座長代理"
    assert [row[4] for row in rows(source, "出席委員：")] == ["proxy", "present"]

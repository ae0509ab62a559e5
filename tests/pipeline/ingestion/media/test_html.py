"""Web pages: main text, lines, tables, lists, hidden text, encodings."""

from __future__ import annotations

import sys

import pytest

from pipeline.ingestion.media.extracted import Doubt, ExtractionError, Failure
from pipeline.ingestion.media.html import extract_html
from pipeline.ingestion.media.limits import MediaLimits
from tests.pipeline.ingestion.media.record_alone import without_furniture

LONG = "資料の三ページにあります計画の進み具合について、昨年度との違いを伺います。"


def lines(body: str, head: str = "") -> list[str]:
    content = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()
    return extract_html(content).text.splitlines()


def shown(body: str) -> list[str]:
    """The lines that are not empty."""
    return [line for line in lines(body) if line]


def doubts(body: str) -> list[Doubt]:
    return [warned.doubt for warned in extract_html(body.encode()).warnings]


def test_blocks_and_breaks_are_lines():
    assert lines("<div>一<span>二</span><br>三</div>四<p>五</p><p>六</p>") == [
        "一二",
        "三",
        "四",
        "",
        "五",
        "六",
    ]


def test_paragraphs_of_a_line_each_are_lines_and_longer_ones_are_set_apart():
    assert lines("<p>○議長（</p> <p>青木君）</p>") == ["○議長（", "青木君）"]
    assert lines("<p>日時<br>場所</p><p>出席者</p>") == ["日時", "場所", "", "出席者"]
    assert lines("<p>一</p><p></p><p>二</p>") == ["一", "", "二"]
    assert lines("<h2>議題</h2><p>一</p>") == ["議題", "", "一"]


def test_blanks_are_one_and_wide_blanks_stay():
    assert lines("<div>  青木\n   一郎　委員 </div><div>　　字下げ<br></div>") == [
        "青木 一郎　委員",
        "　　字下げ",
    ]
    assert lines("<div>あ <b> い</b> <i>う</i></div>") == ["あ い う"]


def test_preformatted_text_stays_as_it_is():
    assert lines("<pre>\n  氏名   職名\n\n  青木   会長</pre>") == [
        "  氏名   職名",
        "",
        "  青木   会長",
    ]


def test_the_base_of_a_ruby_is_kept():
    assert lines("<p><ruby>渡邉<rp>（</rp><rt>わたなべ</rt><rp>）</rp></ruby>委員</p>") == [
        "渡邉委員"
    ]


def test_rows_of_a_table_are_lines_with_cells():
    table = (
        "<table><tr><th>区分</th><th>職名</th><th>氏名</th></tr>"
        "<tr><td rowspan=2>委員</td><td>会長</td><td>青木　一郎</td></tr>"
        "<tr><td><p></p></td><td>坂本　花子</td></tr></table>"
    )
    assert lines(table) == ["区分\t職名\t氏名", "委員\t会長\t青木　一郎", "\t\t坂本　花子"]


def test_cells_with_a_line_a_person_are_read_side_by_side():
    table = "<table><tr><td>青木<br>坂本</td><td>会長<br>委員</td></tr><tr><td>a<td>b</table>"
    assert lines(table) == ["青木\t会長", "坂本\t委員", "a\tb"]


def test_a_word_that_a_narrow_column_breaks_is_one():
    table = "<table><tr><th>区<br>分<th>氏<br>名<th>備考<tr><td>委員<td>青木<td></table>"
    assert lines(table) == ["区　分\t氏　名\t備考", "委員\t青木"]


def test_a_cell_of_speech_goes_on_in_lines():
    table = (
        "<table><tr><td>青木委員<td><p>伺います。</p><p>次に。</p><tr><td>会長<td>どうぞ。</table>"
    )
    assert shown(table) == ["青木委員\t伺います。", "次に。", "会長\tどうぞ。"]


def test_spans_without_end_are_bounded():
    table = "<table>" + "<tr><td rowspan=99999 colspan=99999>長<td>い</tr>" * 50 + "</table>"
    assert all(len(line) < 1000 for line in lines(table))


def test_a_table_that_places_things_is_read_cell_by_cell():
    table = (
        f"<table><tr><td><h1>会議録</h1><td>x<tr><td>日時<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"
        f"<td>{LONG}</table>"
    )
    assert shown(table) == ["会議録", "x", "日時", "甲\t乙", "丙\t丁", LONG]


def test_labels_of_a_definition_list_stand_before_their_values():
    definition = (
        "<dl><dt>日時</dt><dd>令和6年4月1日</dd><dt>出席者</dt><dd><p>青木委員</p><p>坂本委員</p></dd>"
        f"<dt>{LONG}</dt><dd>はい。</dd></dl>"
    )
    assert shown(definition) == [
        "日時　令和6年4月1日",
        "出席者　青木委員",
        "坂本委員",
        LONG,
        "はい。",
    ]


def test_items_have_the_mark_that_a_browser_shows():
    assert shown("<ul><li>賛成です。<li>・反対です。<li>○青木委員</ul>") == [
        "・賛成です。",
        "・反対です。",
        "○青木委員",
    ]
    assert shown("<ol start=3><li>開会<li>閉会<li>(1) 報告</ol>") == [
        "3. 開会",
        "4. 閉会",
        "(1) 報告",
    ]
    assert shown("<ul style='list-style: none'><li>無印</ul><ul><li><div>枠</div></ul>") == [
        "無印",
        "枠",
    ]


def test_pictures_of_characters_keep_their_place():
    assert lines("<p>渡<img src=1.gif alt='邉'>委員と髙<img src=2.gif>委員</p>") == [
        "渡邉委員と髙〓委員"
    ]
    assert doubts("<p>髙<img src=2.gif>委員</p>") == [Doubt.IMAGE_IN_TEXT]


def test_hidden_text_is_left_out_and_told():
    hidden = f"<p hidden>{LONG * 4}</p>"
    body = f"<p>{LONG * 20}</p><p style='display: none'>隠れた文</p>{hidden}"
    assert shown(body) == [LONG * 20]
    assert doubts(body) == [Doubt.HIDDEN_TEXT_LEFT_OUT]


def test_a_record_that_a_script_shows_in_parts_is_kept():
    body = f"<p>{LONG}</p><div hidden><p>○青木委員　{LONG}</p></div>"
    assert shown(body) == [LONG, f"○青木委員　{LONG}"]
    assert doubts(body) == [Doubt.HIDDEN_TEXT_KEPT]


def test_parts_with_a_class_of_their_own_are_kept():
    blocks = "".join(f"<li class='d-none'><p>○委員{at}　{LONG}</p></li>" for at in range(5))
    assert len(shown(f"<main><ul>{blocks}</ul></main>")) == 5


def test_the_head_of_a_record_is_no_head_of_the_site():
    head = "<header><h1>会議録</h1><p>日時　令和6年4月1日</p><a href='/list/'>一覧</a></header>"
    assert shown(f"<article>{head}<p>{LONG}</p></article>")[:2] == ["会議録", "日時　令和6年4月1日"]
    head = "<div class='header'><p>日時　令和6年4月1日午前10時から正午まで、第一会議室</p></div>"
    assert "日時" in shown(f"{head}<p>{LONG}</p>")[0]


def test_a_record_whose_parts_call_themselves_menu_is_kept():
    parts = "".join(
        f"<div class='menu'><p>○委員{at}　{LONG}</p><a href='/{at}'>印刷</a></div>"
        for at in range(9)
    )
    found = shown(f"<p>第1回会議録</p>{parts}")
    assert sum(LONG in line for line in found) == 9


def test_a_title_outside_of_the_main_part_is_kept():
    body = (
        f"<header><h1>第5号　本文</h1><nav><a href='/'>戻る</a></nav></header><main>{LONG}</main>"
    )
    assert shown(body) == ["第5号　本文", LONG]


def test_a_main_part_without_the_record_is_not_believed():
    body = f"<main><p>お知らせ</p></main><div><p>{LONG}</p><p>○青木委員　{LONG}</p></div>"
    assert shown(body) == ["お知らせ", LONG, f"○青木委員　{LONG}"]
    assert doubts(body) == [Doubt.MAIN_TEXT_GUESSED]


def test_links_within_the_record_are_kept():
    body = (
        f"<nav><a href='/'>トップ</a></nav><p>{LONG}</p><ul><li><a href='/1/'>資料1の説明</a></li>"
        f"<li><a href='2.pdf'>資料2</a></li></ul><p>{LONG}</p>"
    )
    assert shown(body) == [LONG, "・資料1の説明", "・資料2", LONG]


def test_the_heading_of_a_menu_goes_with_it():
    menu = "<h2>関連リンク</h2><ul><li><a href='/1/'>前の会議</a></li></ul>"
    body = f"<site-head><a href='/'>架空市</a></site-head><h2>会議録</h2><p>{LONG}</p>{menu}"
    assert shown(body) == ["会議録", LONG]


def test_a_missing_library_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "selectolax", None)
    with pytest.raises(ExtractionError) as caught:
        extract_html(b"<p>x")
    assert caught.value.failure is Failure.LIBRARY_MISSING
    assert "pip install 'gijiroku[media]'" in caught.value.reason.en


def test_numbers_that_a_system_counts_speeches_with_are_furniture():
    blocks = "".join(f"<div>{at}:</div><p>○委員　{LONG}</p>" for at in range(1, 7))
    extracted = extract_html(blocks.encode())
    assert len(extracted.furniture) == 6
    assert "1:" not in without_furniture(extracted.text, extracted.furniture)


def test_what_the_page_states_of_itself():
    head = (
        "<title>会議録 - 架空市</title><link rel='canonical' href='https://example.jp/1'>"
        "<meta property='article:published_time' content='2024-04-01T10:00:00+09:00'>"
    )
    content = f"<html><head><meta charset=utf-8>{head}</head><body><p>本文</p></body></html>"
    extracted = extract_html(content.encode())
    assert extracted.title == "会議録 - 架空市"
    assert extracted.canonical_url == "https://example.jp/1"
    assert extracted.published == "2024-04-01"
    assert extracted.extractor.startswith("selectolax ")
    assert extract_html(content.replace("<p>", "<h1>第1回</h1><p>").encode()).title == "第1回"


@pytest.mark.parametrize(
    ("comment", "address"),
    [
        ("<!-- saved from url=(0024)https://example.jp/kaigi -->", "https://example.jp/kaigi"),
        ("<!-- saved from url=(0014)about:internet -->", None),
        ("<!-- https://example.jp/kaigi -->", None),
    ],
)
def test_the_address_that_a_browser_saves_with_a_page_is_its_own(comment, address):
    page = f"<!DOCTYPE html>\n{comment}\n<html><head>{{}}</head><body><p>{LONG}</p></body></html>"
    assert extract_html(page.format("").encode()).canonical_url == address
    stated = "<link rel='canonical' href='https://example.jp/1'>"
    assert extract_html(page.format(stated).encode()).canonical_url == "https://example.jp/1"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("declared", ["", "<meta charset={}>"])
def test_encodings_are_proven(encoding, declared):
    names = {"cp932": "Shift_JIS", "iso2022_jp": "ISO-2022-JP", "euc_jp": "EUC-JP"}
    head = declared.format(names.get(encoding, encoding))
    extracted = extract_html(f"<html><head>{head}</head><p>{LONG}</p></html>".encode(encoding))
    assert extracted.text == f"{LONG}\n"
    assert extracted.encoding == encoding
    assert extracted.warnings == ()


def test_a_wrong_declaration_is_told():
    content = f"<meta http-equiv=Content-Type content='text/html; charset=x-sjis'><p>{LONG}</p>"
    extracted = extract_html(content.encode())
    assert extracted.text == f"{LONG}\n"
    assert [warned.doubt for warned in extracted.warnings] == [Doubt.CHARSET_DISAGREES]
    assert extracted.warnings[0].detail == "cp932, utf-8"
    plain = extract_html(b"<meta charset=Shift_JIS><p>ASCII")
    assert plain.warnings == ()


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (b"", Failure.EMPTY),
        (b"<html><body><script>1</script></body></html>", Failure.EMPTY),
        (b"<p>" + LONG.encode("cp932") + "混在".encode() + b"\xff", Failure.UNDECODABLE),
        (f"<p>{LONG}\0".encode(), Failure.UNDECODABLE),
        (b"<div>" * 10_000 + b"x", Failure.TOO_DEEP),
    ],
)
def test_pages_without_text_are_refused(content, failure):
    with pytest.raises(ExtractionError) as caught:
        extract_html(content)
    assert caught.value.failure is failure


def test_limits_hold():
    for limits in (MediaLimits(max_bytes=10), MediaLimits(max_nodes=10)):
        with pytest.raises(ExtractionError) as caught:
            extract_html(b"<p>1" * 100, limits)
        assert caught.value.failure is Failure.TOO_LARGE


def test_a_page_that_never_closes_its_elements_is_read():
    body = "".join(f"<div>○委員{at}　{LONG}" for at in range(2000))
    assert len(shown(body)) == 2000


def test_a_page_that_is_cut_off_is_told():
    page = "<html><body><p>○青木委員　伺います。</p><p>○坂本委員　お答えします。</p></body></html>"
    assert extract_html(page.encode()).warnings == ()
    cut = page[: page.index("お答え")]
    assert [one.doubt for one in extract_html(cut.encode()).warnings] == [Doubt.CUT_OFF]
    # Pages may do without the end of one of both, and a part of a page without either.
    assert extract_html(page.replace("</body>", "").encode()).warnings == ()
    assert extract_html(page.replace("</html>", "").encode()).warnings == ()
    assert extract_html("<p>○青木委員　伺います。</p>".encode()).warnings == ()


TALK = "".join(
    f"<p>○第{at}委員　資料の{at}ページにあります計画の進み具合について伺います。</p>"
    for at in range(5)
)


def lines_of_body(body: str) -> list[str]:
    text = extract_html(f"<html><body>{body}</body></html>".encode()).text
    return [line for line in text.split("\n") if line]


def test_the_address_of_an_office_at_the_end_is_no_line_of_the_record():
    talk = lines_of_body(TALK)
    end = "<address>〒000-0000　架空県架空市中央一丁目1番1号　電話：000-000-0000（代表）</address>"
    assert lines_of_body(f"{TALK}{end}<p>Copyright © Kakuu City.</p>") == talk
    assert lines_of_body(f"{TALK}<footer>架空県架空市中央一丁目1番1号</footer>") == talk
    # One within the record is a line of it, and so is the foot of a part of the page.
    assert lines_of_body(f"<address>場所　みどり会館</address>{TALK}")[0] == "場所　みどり会館"
    article = f"<article>{TALK}<footer>以上</footer></article><p>関連する会議の記録もあります。</p>"
    assert "以上" in lines_of_body(article)


def test_elements_with_names_of_their_own_are_blocks_where_they_hold_lines():
    talk = TALK.replace("<p>", "").replace("</p>", "<br>")
    text = lines_of_body(talk)
    foot = "<x-foot><a href='/'>府</a></x-foot>"
    page = f"<x-app><x-text>{talk.removesuffix('<br>')}</x-text>{foot}</x-app>"
    assert lines_of_body(page) == text
    # Within a line they are none.
    marked = TALK.replace("計画", "<x-hit>計画</x-hit>")
    assert lines_of_body(marked) == lines_of_body(TALK)


def test_a_form_before_the_record_is_a_menu():
    form = "<form><label>検索語</label><input name=q><select><option>議案</option></select></form>"
    assert lines_of_body(form + TALK) == lines_of_body(TALK)


def test_signs_between_links_are_no_text():
    links = "<p>[<a href='/'>ホーム</a>] [<a href='../'>上へ</a>] ｜</p>"
    assert lines_of_body(links + TALK) == lines_of_body(TALK)
    named = "<p>○<a href='/1'>青木委員</a>、○<a href='/2'>坂本委員</a>出席</p>"
    assert lines_of_body(TALK + named + TALK)[5] == "○青木委員、○坂本委員出席"


def test_struck_text_is_left_out_and_told():
    changed = "<p>目標を<del>10%</del><ins>15%</ins>と<s>する</s>決める。</p>"
    assert shown(f"<p>{LONG}</p>{changed}") == [LONG, "目標を15%と決める。"]
    assert doubts(f"<p>{LONG}</p>{changed}") == [Doubt.STRUCK_TEXT_LEFT_OUT]

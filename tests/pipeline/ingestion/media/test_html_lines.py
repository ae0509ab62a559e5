"""What is printed of a page: lists, definitions, pictures of characters, tables in them."""

from __future__ import annotations

import pytest

from pipeline.ingestion.media.html_lines import lines_of
from tests.pipeline.ingestion.media.trees import tree

LONG = "資料の三ページにあります計画の進み具合について、昨年度との違いを伺います。"


def printed(markup: str) -> list[str]:
    return lines_of([tree(markup)], set()).lines


def test_a_definition_stands_behind_its_label_however_the_markup_is_set() -> None:
    together = "<dl><dt>日時</dt><dd>令和6年4月1日</dd><dt>場所</dt><dd><p>大会議室</p></dd></dl>"
    apart = """
      <dl>
        <dt>日時</dt>
        <dd>令和6年4月1日</dd>
        <dt>場所</dt>
        <dd>
          <p>大会議室</p>
        </dd>
      </dl>"""
    assert printed(together) == printed(apart) == ["日時　令和6年4月1日", "場所　大会議室"]


@pytest.mark.parametrize(
    ("definition", "lines"),
    [
        ("", ["備考"]),
        ("<p></p>", ["備考"]),
        ("<br>なし", ["備考", "なし"]),
        ("<pre>なし</pre>", ["備考　なし"]),
        ("<ul><li>欠席<li>遅参</ul>", ["備考　・欠席", "・遅参"]),
        (
            "<table><tr><td>会長<td>青木<tr><td>委員<td>坂本</table>",
            ["備考", "会長\t青木", "委員\t坂本"],
        ),
    ],
)
def test_what_follows_a_definition_is_a_line_of_its_own(definition: str, lines: list[str]) -> None:
    markup = f"<dl><dt>備考</dt><dd>{definition}</dd><dt>場所</dt><dd>大会議室</dd></dl>"
    assert [line for line in printed(markup) if line] == [*lines, "場所　大会議室"]


def test_a_speech_goes_not_on_in_the_line_of_a_long_label() -> None:
    assert printed(f"<dl><dt>{LONG}</dt><dd>はい。</dd></dl>") == [LONG, "はい。"]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ul><li>賛成です。</ul>", ["・賛成です。"]),
        ("<ul><li>\n  賛成です。\n</ul>", ["・賛成です。"]),
        ("<ul><li><p>賛成です。</p></ul>", ["・賛成です。"]),
        ("<ul><li>\n  <p>賛成です。</p>\n</ul>", ["・賛成です。"]),
        ("<ol start=3><li>開会<li value=7>議事<li>閉会</ol>", ["3. 開会", "7. 議事", "8. 閉会"]),
        ("<ol><li><p>開会</p></ol>", ["1. 開会"]),
        ("<ol start=三><li>開会</ol>", ["1. 開会"]),
        ("<ol type=a><li>開会<li>閉会</ol>", ["a. 開会", "b. 閉会"]),
        ("<ol type=I start=4><li>開会</ol>", ["IV. 開会"]),
        ("<ol type=x><li>開会</ol>", ["1. 開会"]),
        ("<ol reversed><li>雨<li>雲<li>霧</ol>", ["3. 雨", "2. 雲", "1. 霧"]),
        ("<ol reversed start=9><li>雨<li>雲</ol>", ["9. 雨", "8. 雲"]),
        # With a mark of its own, as a list that only places things, or outside of any list.
        (
            "<ol><li>第１　開会<li>（２）議事<li>①　報告</ol>",
            ["第１　開会", "（２）議事", "①　報告"],
        ),
        ("<ul><li><div>○青木委員</div></ul>", ["○青木委員"]),
        ("<ul style='list-style-type: none'><li>青木委員</ul>", ["青木委員"]),
        ("<li>青木委員", ["青木委員"]),
        # A word that begins as a mark might is no mark.
        ("<ul><li>一郎です。<li>第一に伺う。</ul>", ["・一郎です。", "第一に伺う。"]),
    ],
)
def test_an_item_has_one_mark(markup: str, lines: list[str]) -> None:
    assert printed(markup) == lines


def test_a_list_in_an_item_counts_for_itself() -> None:
    markup = "<ol><li>議事<ul><li>報告</ul><li>閉会</ol>"
    assert [line for line in printed(markup) if line] == ["1. 議事", "・報告", "2. 閉会"]


def test_an_item_that_only_places_a_list_has_no_mark() -> None:
    assert printed("<ol><li><ul><li>報告</ul></ol>") == ["・報告"]


def test_a_paragraph_behind_the_words_of_an_item_is_a_line_of_its_own() -> None:
    markup = "<ul><li>賛成です。<p>理由を述べます。</p><li>反対です。</ul>"
    assert printed(markup) == ["・賛成です。", "", "理由を述べます。", "", "・反対です。"]


@pytest.mark.parametrize(
    ("markup", "line", "unnamed"),
    [
        ("渡<img alt=邉>委員", "渡邉委員", 0),
        ("髙<img>委員", "髙〓委員", 1),
        # A photograph, an icon, one that is decoration, and one that stands for itself.
        ("青木<img alt=青木委員の写真>委員", "青木委員", 0),
        ("資料<img alt=OK>です", "資料です", 0),
        ("資料<img alt=''>です", "資料です", 0),
        ("資料 <img> です", "資料 です", 0),
        ("<img>開会", "開会", 0),
    ],
)
def test_a_picture_within_a_word_keeps_the_place_of_a_character(
    markup: str, line: str, unnamed: int
) -> None:
    found = lines_of([tree(f"<p>{markup}</p>")], set())
    assert (found.lines, found.images) == ([line], unnamed)


def test_what_is_left_out_is_not_printed_and_elements_are_printed_in_order() -> None:
    body = tree("<h1>会議録</h1><p>○青木委員<b>　伺います。</b></p><p>○議長　どうぞ。</p>")
    heading, first, second = body.children
    left_out = {node.order for node in first.walk() if node.tag == "b"}
    assert lines_of([heading, first, second], left_out).lines == [
        "会議録",
        "",
        "○青木委員",
        "",
        "○議長　どうぞ。",
    ]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p style='white-space: pre-wrap'>青木  一郎\n坂本</p>", ["青木  一郎", "坂本"]),
        ("<ul>\n <li style='white-space:pre'>青木  一郎</li>\n</ul>", ["・青木  一郎"]),
        ("<ul style='white-space: pre'>\n <li>青木  一郎</li>\n</ul>", ["・青木  一郎"]),
        (
            "<table style='white-space:pre'>\n <tr>\n <td>青木  一郎</td>\n <td>会長</td>\n </tr>\n"
            " <tr>\n <td>坂本</td>\n <td>委員</td>\n </tr>\n</table>",
            ["青木  一郎\t会長", "坂本\t委員"],
        ),
    ],
)
def test_preformatted_text_ends_with_its_element(markup: str, lines: list[str]) -> None:
    found = [line for line in printed(f"{markup}<p>以上\n  です</p>") if line]
    assert found == [*lines, "以上 です"]

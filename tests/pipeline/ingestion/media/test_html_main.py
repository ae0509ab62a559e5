"""The main text of a page: what is taken away, and what is surely kept."""

from __future__ import annotations

import pytest

from pipeline.ingestion.media.extracted import Doubt
from pipeline.ingestion.media.html_lines import lines_of
from pipeline.ingestion.media.html_main import main_of
from tests.pipeline.ingestion.media.sites import ADDRESS, RIGHTS
from tests.pipeline.ingestion.media.trees import tree

SPEECH = "○青木委員　資料の三ページにあります計画の進み具合について、昨年度との違いを伺います。"
MENU = "<a href='/1/'>くらし</a> <a href='/2/'>観光</a>"


def read(markup: str) -> tuple[list[str], list[Doubt]]:
    """The lines that are printed, but for empty ones, and the doubts about them."""
    main = main_of(tree(markup))
    lines = lines_of(main.scopes, main.left_out).lines
    return [line for line in lines if line], [warned.doubt for warned in main.warnings]


@pytest.mark.parametrize(
    "part",
    [
        f"<nav>{MENU}</nav>",
        f"<div role=navigation>{MENU}</div>",
        f"<footer>{ADDRESS}{MENU}</footer>",
        f"<ul class='gnavi sp'><li>{MENU}</ul>",
        f"<div id=topicpath>現在位置 {MENU}</div>",
        f"<div class=header>{MENU}</div>",
        # Without a name, by its links alone.
        f"<div>{MENU}</div>",
        f"<site-menu>{MENU}</site-menu>",
        f"<h2>関連リンク</h2><div>{MENU}</div>",
        "<p><a href='#top'>▲このページの先頭へ戻る</a></p>",
        "<p>" + RIGHTS + "</p>",
    ],
)
def test_what_serves_the_site_is_taken_away_at_the_end_of_a_page(part: str) -> None:
    record = f"<h1>会議録</h1><p>{SPEECH}</p><p>{SPEECH}</p>"
    assert read(record + part) == (["会議録", SPEECH, SPEECH], [])


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        # Links of the record, and links within the page or to documents at its end.
        (f"<div>{MENU}</div><p>{SPEECH}</p>", ["くらし 観光", SPEECH]),
        ("<div><a href='#1'>議案</a></div>", ["議案"]),
        ("<div><a href='shiryo.pdf'>資料１</a></div>", ["資料１"]),
        # Words that call themselves a footer or a head, but lead nowhere.
        ("<div class=footer>午後５時 散会</div>", ["午後５時 散会"]),
        ("<div class=header>議事日程</div>", ["議事日程"]),
        # The words of such links said as words, and rights that are spoken of.
        ("<p>このページの先頭へ戻る</p>", ["このページの先頭へ戻る"]),
        (f"<p>{RIGHTS}</p><p>午後５時 散会</p>", [RIGHTS, "午後５時 散会"]),
    ],
)
def test_what_may_be_of_the_record_is_kept(part: str, lines: list[str]) -> None:
    assert read(f"<p>{SPEECH}</p>{part}")[0] == [SPEECH, *lines]


def test_the_part_that_a_page_marks_as_main_is_printed_alone_with_the_title() -> None:
    markup = f"<h1>第２回会議録</h1><p>お知らせ</p><main><p>{SPEECH}</p></main><p>広告</p>"
    assert read(markup) == (["第２回会議録", SPEECH], [])
    article = markup.replace("main>", "article>")
    assert read(article) == (["第２回会議録", SPEECH], [])
    role = markup.replace("<main>", "<div role=main>").replace("</main>", "</div>")
    assert read(role) == (["第２回会議録", SPEECH], [])


def test_a_main_part_that_holds_too_little_is_not_believed() -> None:
    markup = f"<main><p>お知らせ</p></main><p>{SPEECH}</p>"
    assert read(markup) == (["お知らせ", SPEECH], [Doubt.MAIN_TEXT_GUESSED])


def test_several_articles_are_parts_of_a_record() -> None:
    markup = f"<article><p>{SPEECH}</p></article><article><p>はい。</p></article><p>散会</p>"
    assert read(markup) == ([SPEECH, "はい。", "散会"], [])


def test_one_of_several_titles_is_not_chosen() -> None:
    markup = f"<h1>架空市</h1><h1>第２回会議録</h1><main><p>{SPEECH}</p></main>"
    assert read(markup) == ([SPEECH], [])
    # The name of the site that leads to its first page is no title.
    site = f"<h1><a href='/'>架空市</a></h1><h1>第２回会議録</h1><main><p>{SPEECH}</p></main>"
    assert read(site) == (["第２回会議録", SPEECH], [])


@pytest.mark.parametrize(
    ("hidden", "is_kept", "doubts"),
    [
        ("メニューを閉じる", False, []),
        (SPEECH * 3, False, [Doubt.HIDDEN_TEXT_LEFT_OUT]),
        (SPEECH * 9, True, [Doubt.HIDDEN_TEXT_KEPT]),
    ],
)
def test_hidden_text_is_left_out_unless_it_is_much_of_the_page(
    hidden: str, is_kept: bool, doubts: list[Doubt]
) -> None:
    markup = f"<p>{SPEECH * 10}</p><p style='display:none'>{hidden}</p>"
    assert read(markup) == ([SPEECH * 10, *([hidden] if is_kept else [])], doubts)


def test_links_beside_the_rights_at_the_end_are_a_menu() -> None:
    markup = f"<p>{SPEECH}</p><x-foot><span>{RIGHTS}</span>{MENU}</x-foot>"
    assert read(markup) == ([SPEECH], [])

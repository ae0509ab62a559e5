"""What is expected of an extracted text, by the doubt that says that it is not so."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.ingestion.media.extracted import Doubt


class Expected(NamedTuple):
    """An expectation; `rule` is the rule of `quality_issues` and the name of the message."""

    rule: str
    en: str
    ja: str


DOUBTS = {
    Doubt.CHARSET_DISAGREES: Expected(
        "media_charset_disagrees",
        "Every web page is in the encoding that it declares.",
        "ウェブページの文字コードが宣言のとおりである",
    ),
    Doubt.MAIN_TEXT_GUESSED: Expected(
        "media_main_text_guessed",
        "What a web page marks as its main part holds its record.",
        "ウェブページが本文と示す部分に記録がある",
    ),
    Doubt.HIDDEN_TEXT_KEPT: Expected(
        "media_hidden_text_kept",
        "No web page hides most of its text.",
        "ウェブページの文字の大半が隠されていない",
    ),
    Doubt.HIDDEN_TEXT_LEFT_OUT: Expected(
        "media_hidden_text_left_out",
        "No page or document holds hidden text.",
        "隠し文字がない",
    ),
    Doubt.IMAGE_IN_TEXT: Expected(
        "media_image_in_text",
        "No picture stands within the text of a web page.",
        "ウェブページの本文に画像がない",
    ),
    Doubt.UNMAPPED_GLYPHS: Expected(
        "media_unmapped_glyphs",
        "Every glyph of a PDF or document is a known character.",
        "PDF や文書の字形がすべて文字に直せる",
    ),
    Doubt.RADICALS_REPLACED: Expected(
        "media_radicals_replaced",
        "No PDF names radicals in the place of kanji.",
        "PDF で漢字の代わりに部首の文字が使われていない",
    ),
    Doubt.PAGES_WITHOUT_TEXT: Expected(
        "media_pages_without_text",
        "Every page of a PDF holds text.",
        "PDF のすべてのページに文字がある",
    ),
    Doubt.COLUMNS_GUESSED: Expected(
        "media_columns_guessed",
        "No page of a PDF is printed in columns.",
        "PDF に段組みのページがない",
    ),
    Doubt.COLUMNS_UNCLEAR: Expected(
        "media_columns_unclear",
        "It is clear of every page of a PDF whether it is printed in columns.",
        "PDF の各ページが段組みかどうか明らかである",
    ),
    Doubt.CONTROLS_LEFT_OUT: Expected(
        "media_controls_left_out",
        "No extracted text holds control characters.",
        "取り出した本文に制御文字がない",
    ),
    Doubt.STRUCK_TEXT_LEFT_OUT: Expected(
        "media_struck_text_left_out",
        "No web page holds text that is struck out.",
        "ウェブページに取り消し線の文字がない",
    ),
    Doubt.TRACKED_CHANGES: Expected(
        "media_tracked_changes",
        "No document holds tracked deletions.",
        "文書に変更履歴の削除が残っていない",
    ),
    Doubt.NOTES_AT_END: Expected(
        "media_notes_at_end",
        "No document holds footnotes or endnotes.",
        "文書に脚注・文末脚注がない",
    ),
    Doubt.ORDER_BROKEN: Expected(
        "media_order_broken",
        "The speeches of an answer of the Diet are in their order, with none left out.",
        "国会の発言が番号順にそろっている",
    ),
    Doubt.PART_OF_ANSWER: Expected(
        "media_part_of_answer",
        "An answer of the Diet holds all that was found.",
        "国会の検索結果がすべてそろっている",
    ),
    Doubt.CUT_OFF: Expected(
        "media_cut_off",
        "No web page breaks off before its end.",
        "ウェブページが途中で切れていない",
    ),
    Doubt.MENDED: Expected(
        "media_mended",
        "Every PDF is whole in its structure.",
        "PDF の構造が壊れていない",
    ),
}
"""One for each doubt."""

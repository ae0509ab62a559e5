"""PDFs: lines as printed, columns, running lines, scans, and what is refused."""

from __future__ import annotations

import io
import sys

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingestion.media.extracted import Doubt, ExtractionError, Failure
from pipeline.ingestion.media.limits import MediaLimits
from pipeline.ingestion.media.pdf import extract_pdf
from pipeline.ingestion.media.pdf_columns import agreed_gutters, gutter_of
from pipeline.ingestion.media.pdf_gaps import cut
from pipeline.ingestion.media.pdf_lines import lines_of_pages
from pipeline.ingestion.media.pdf_pieces import Piece, Pieces
from pipeline.ingestion.media.running_lines import PlacedLines, running_lines
from tests.pipeline.ingestion.media.record_alone import without_furniture
from tests.pipeline.ingestion.media.sheets import (
    canvas,
    font,
    single_column,
    speaker_table,
    two_columns,
    two_columns_row_by_row,
)

TALK = [
    f"○第{at}委員　資料の{at}ページにあります計画の進み具合について、昨年度との違いを伺います。"
    f"あわせて{at}年後の見通しも伺います。"
    for at in range(60)
]


def squeezed(lines: list[str]) -> list[str]:
    return [line for line in ("".join(line.split()) for line in lines) if line]


def body(content: bytes) -> list[str]:
    extracted = extract_pdf(content)
    return squeezed(without_furniture(extracted.text, extracted.furniture).splitlines())


def gutters_of(pages: list[Pieces]) -> list[float | None]:
    """Those of pages without rules."""
    return agreed_gutters([gutter_of(page, lambda _: False) for page in pages], pages)


def failure_of(content: bytes, limits: MediaLimits | None = None) -> ExtractionError:
    with pytest.raises(ExtractionError) as caught:
        extract_pdf(content, limits or MediaLimits())
    return caught.value


@pytest.mark.parametrize("made", [single_column, two_columns, two_columns_row_by_row])
@pytest.mark.parametrize("header", ["", "第1回架空審議会　議事録"])
def test_lines_are_read_in_order_and_those_that_the_margin_cuts_are_one(made, header):
    content, _ = made(TALK, header)
    read, record = body(content), squeezed(TALK)
    assert "".join(read) == "".join(record)
    # The end of a sentence at the margin cuts a line in two; no line holds two of the record.
    assert all(any(line in one for one in record) for line in read)
    assert sum(line in record for line in read) >= 50


def test_pages_begin_where_they_do_and_running_lines_are_furniture():
    content, _ = single_column(TALK, "第1回架空審議会　議事録")
    extracted = extract_pdf(content)
    assert len(extracted.pages) > 3
    # The second page begins within a sentence, which its header follows.
    begins = [extracted.text[start - 1 : start + 5] for start in extracted.pages[1:3]]
    assert begins == ["す。あわせて", "\n第1回架空"]
    running = {extracted.text[start:end].strip(" 　") for start, end in extracted.furniture}
    assert {"第1回架空審議会　議事録", "- 1 -", "- 2 -"} <= running
    assert len(extracted.furniture) == 2 * len(extracted.pages)
    assert extracted.extractor.startswith("pypdfium2 ")


def test_a_table_of_speakers_is_read_row_by_row():
    rows = [
        (f"委員{at}", f"計画の{at}つ目の目標について、昨年度との違いを伺います。" * 2)
        for at in range(30)
    ]
    content, _ = speaker_table(rows, "架空審議会")
    assert body(content) == squeezed([f"{speaker}　{words}" for speaker, words in rows])
    assert "委員3　計画" in extract_pdf(content).text


def test_a_label_that_its_cell_cuts_within_a_bracket_is_one():
    words = [
        "計画の進み具合について、昨年度との違いを伺います。あわせて来年度の",
        "見通しも伺います。",
    ]
    sheet, out = canvas()
    sheet.setFont(font(), 10)
    top = 700
    for labels in (["○青木会長"], ["○白井課長（総務", "部情報政策課", "担当）"], ["○坂本委員"]):
        for row in range(max(len(labels), len(words))):
            if row < len(labels):
                sheet.drawString(72, top, labels[row])
            if row < len(words):
                sheet.drawString(172, top, words[row])
            top -= 18
    sheet.save()
    speakers = ("○青木会長", "○白井課長（総務部情報政策課担当）", "○坂本委員")
    assert body(out.getvalue()) == [speaker + "".join(words) for speaker in speakers]


def test_speeches_with_a_hanging_indent_are_lines():
    words = "計画の進み具合について、昨年度との違いを伺います。あわせて来年度の見通しと、" * 2
    sheet, out = canvas()
    sheet.setFont(font(), 10)
    for at in range(4):
        top = 700 - 60 * at
        sheet.drawString(72, top, f"○第{at}委員　")
        for row in range(2):
            sheet.drawString(132, top - 20 * row, words[39 * row : 39 * row + 39])
    sheet.save()
    assert body(out.getvalue()) == [f"○第{at}委員{words[:78]}" for at in range(4)]


def test_a_header_with_a_blank_above_the_right_column_is_one():
    header = "令和元年度架空市地域包括センター運営協議会"
    sheet, out = canvas()
    for page in range(2):
        sheet.setFont(font(), 10)
        sheet.drawString(90, 780, header)
        sheet.drawString(310, 780, "会議録")
        for column in (72, 310):
            for row in range(9):
                sheet.drawString(column, 700 - 18 * row, f"{page}{row}" + "雲の話" * 6)
        sheet.showPage()
    sheet.save()
    extracted = extract_pdf(out.getvalue())
    assert extracted.text.splitlines()[0].split() == [header, "会議録"]
    assert len(extracted.furniture) == 2


def test_a_sentence_that_a_page_cuts_is_one_line_after_the_foot_of_the_page():
    words = "計画の進み具合について昨年度との違いを伺います" * 80
    content, printed = single_column(["開会", words + "。"], "架空審議会")
    extracted = extract_pdf(content)
    assert len(extracted.pages) == 2
    lines = extracted.text.splitlines()
    assert lines == [
        *("架空審議会", "開会", "- 1 -", words + "。", "架空審議会", "- 2 -"),
    ]
    assert extracted.text[extracted.pages[1] :].startswith(printed[37])
    assert [extracted.text[start:end] for start, end in extracted.furniture] == [
        *("架空審議会", "- 1 -", "架空審議会", "- 2 -"),
    ]


def test_gaps_become_blanks_of_their_width():
    sheet, out = canvas()
    sheet.setFont(font(), 10)
    sheet.drawString(72, 700, "氏名")
    sheet.drawString(150, 700, "青木 一郎")
    sheet.drawString(102, 680, "字下げした行です。")
    sheet.drawString(72, 640, "離れた行です。")
    sheet.save()
    assert extract_pdf(out.getvalue()).text == (
        "氏名　青木 一郎\n　　　字下げした行です。\n\n離れた行です。\n"
    )


def test_a_turned_page_is_read_as_it_is_shown():
    sheet, out = canvas()
    sheet.setPageRotation(90)
    sheet.setFont("Helvetica", 10)
    for at, line in enumerate(["first line", "second line", "third line"]):
        # Drawn from the bottom up, so that the page must be turned to be read.
        sheet.saveState()
        sheet.translate(100 + 20 * at, 100)
        sheet.rotate(90)
        sheet.drawString(0, 0, line)
        sheet.restoreState()
    sheet.save()
    assert body(out.getvalue()) == ["firstline", "secondline", "thirdline"]


def test_vertical_lines_are_read_from_the_right():
    vertical = UnicodeCIDFont("HeiseiMin-W3", isVertical=True)
    vertical.fontName = vertical.name = "Vertical"
    pdfmetrics.registerFont(vertical)
    sheet, out = canvas()
    sheet.setFont("Vertical", 10)
    # Glyphs of punctuation have a shape in any font.
    for at, line in enumerate(["一行目です。、", "二行目です。、", "三行目です。、"]):
        sheet.drawString(460 + 20 * at, 700, line)
    sheet.save()
    assert body(out.getvalue()) == ["三行目です。、", "二行目です。、", "一行目です。、"]


def test_a_scan_is_told_with_its_pages():
    sheet, out = canvas()
    picture = ImageReader(Image.new("RGB", (20, 20), "gray"))
    for _ in range(3):
        sheet.drawImage(picture, 0, 0, 500, 700)
        sheet.showPage()
    sheet.save()
    error = failure_of(out.getvalue())
    assert error.failure is Failure.SCANNED
    assert "3 pages" in error.reason.en


def test_scanned_pages_among_others_are_told():
    sheet, out = canvas()
    sheet.setFont(font(), 10)
    sheet.drawString(72, 700, "一ページ目です。")
    sheet.showPage()
    sheet.drawImage(ImageReader(Image.new("RGB", (20, 20), "gray")), 0, 0, 500, 700)
    sheet.showPage()
    sheet.save()
    extracted = extract_pdf(out.getvalue())
    assert extracted.pages == (0, 9)
    assert [(one.doubt, one.detail) for one in extracted.warnings] == [
        (Doubt.PAGES_WITHOUT_TEXT, "2")
    ]


def test_radicals_become_kanji_and_unmapped_glyphs_are_told():
    sheet, out = canvas()
    sheet.setFont("Helvetica", 10)
    sheet.drawString(72, 700, "A B C")
    sheet.save()
    # A map to Unicode that names radicals and a private character, as some fonts have it.
    content = with_map(out.getvalue(), {0x41: 0x2F47, 0x42: 0xE000, 0x43: 0x6708})
    extracted = extract_pdf(content)
    assert extracted.text == "日 \ue000 月\n"
    assert [one.doubt for one in extracted.warnings] == [
        Doubt.RADICALS_REPLACED,
        Doubt.UNMAPPED_GLYPHS,
        Doubt.MENDED,
    ]


def test_characters_of_other_planes_are_kept():
    sheet, out = canvas()
    sheet.setFont("Helvetica", 10)
    sheet.drawString(72, 700, "A B")
    sheet.drawString(72, 680, "BAB")
    sheet.save()
    content = with_map(out.getvalue(), {0x41: 0x20BB7, 0x42: 0x6708})
    assert extract_pdf(content).text == "𠮷 月\n月𠮷月\n"


def test_a_glyph_without_a_character_keeps_its_place():
    sheet, out = canvas()
    sheet.setFont("Helvetica", 10)
    sheet.drawString(72, 700, "BAB")
    sheet.save()
    extracted = extract_pdf(with_map(out.getvalue(), {0x41: 0, 0x42: 0x6708}))
    assert extracted.text == "月\ufffd月\n"
    assert [one.doubt for one in extracted.warnings] == [Doubt.UNMAPPED_GLYPHS, Doubt.MENDED]


def with_map(content: bytes, characters: dict[int, int]) -> bytes:
    pairs = "".join(
        f"<{code:02X}> <{chr(to).encode('utf-16-be').hex().upper()}>\n"
        for code, to in characters.items()
    )
    stream = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        f"1 begincodespacerange <00> <FF> endcodespacerange {len(characters)} beginbfchar\n"
        f"{pairs}endbfchar endcmap end end"
    ).encode()
    added = b"99 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(stream), stream)
    changed = content.replace(b"/Subtype /Type1", b"/ToUnicode 99 0 R /Subtype /Type1")
    # The reader finds the objects by itself where the table of them is wrong, and that is told.
    return changed.replace(b"xref\n", added + b"xref\n", 1)


def test_a_password_is_told():
    sheet = Canvas(out := io.BytesIO(), encrypt="secret")
    sheet.drawString(72, 700, "text")
    sheet.save()
    assert failure_of(out.getvalue()).failure is Failure.ENCRYPTED


def test_a_missing_library_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    error = failure_of(b"%PDF-1.7")
    assert error.failure is Failure.LIBRARY_MISSING
    assert "pip install 'gijiroku[media]'" in error.reason.en


def test_a_hyphen_at_the_end_of_a_line_ends_it():
    sheet, out = canvas()
    sheet.setFont("Helvetica", 10)
    for at, line in enumerate(["records - a search-", "of a town"]):
        sheet.drawString(72, 700 - 20 * at, line)
    sheet.save()
    assert extract_pdf(out.getvalue()).text == "records - a search-\nof a town\n"


def test_damaged_and_empty_files_are_told():
    assert failure_of(b"%PDF-1.7 cut").failure is Failure.DAMAGED
    assert failure_of(b"").failure is Failure.EMPTY
    sheet, out = canvas()
    sheet.showPage()
    sheet.save()
    assert failure_of(out.getvalue()).failure is Failure.EMPTY


def test_limits_hold():
    content, _ = single_column(TALK)
    for limits in (MediaLimits(max_pages=1), MediaLimits(max_characters=100)):
        assert failure_of(content, limits).failure is Failure.TOO_LARGE


def pieces(*places: tuple[str, float, float, float]) -> list[Piece]:
    return [Piece(text, left, right, 700 - 20 * row, 10.0) for text, left, right, row in places]


def test_two_columns_of_names_are_read_row_by_row():
    names = [
        place for row in range(8) for place in (("青木", 72, 112, row), ("会長", 300, 320, row))
    ]
    page = Pieces.of(pieces(*names))
    assert gutters_of([page]) == [None]
    assert lines_of_pages([page], [None], [595.0]).texts[0] == "青木　会長"


def test_short_lines_are_columns_where_they_are_drawn_so():
    lines = [f"{at} " + "短い行" * (at % 4 + 1) for at in range(60)]
    content, printed = two_columns(lines)
    assert body(content) == squeezed(printed)
    assert extract_pdf(content).warnings[0].doubt is Doubt.COLUMNS_GUESSED
    drawn = [one for row in range(9) for one in pieces(("左", 72, 90, row), ("右", 190, 300, row))]
    assert gutters_of([Pieces.of(drawn)]) == [None]
    assert gutters_of([Pieces.of(drawn[::2] + drawn[1::2])]) == [190]


def test_rows_that_may_be_columns_are_told():
    # Lines of different widths, drawn row by row: a table as well as two columns.
    sheet, out = canvas()
    sheet.setFont(font(), 10)
    for at in range(9):
        sheet.drawString(72, 700 - 20 * at, "左" * (8 + at * 2 % 17))
        sheet.drawString(320, 700 - 20 * at, "右" * (8 + at * 2 % 17))
    sheet.save()
    extracted = extract_pdf(out.getvalue())
    assert extracted.text.startswith(f"{'左' * 8}　{'右' * 8}\n")
    assert [one.doubt for one in extracted.warnings] == [Doubt.COLUMNS_UNCLEAR]
    table, _ = speaker_table([(f"委員{at}", "計画について伺います。") for at in range(9)])
    assert extract_pdf(table).warnings == ()


def test_a_last_page_follows_the_others():
    wide = [("左" * 20, 72, 272), ("右" * 20, 300, 500)]
    page = Pieces.of(pieces(*((*one, row) for one in wide for row in range(9))))
    last = Pieces.of(pieces(("左", 72, 82, 0), ("終", 300, 310, 0)))
    assert gutters_of([page, page, last]) == [300, 300, 300]
    assert gutters_of([page, last, last]) == [300, None, None]


def test_columns_that_pdfium_joins_are_parted():
    # Characters 10 wide, with a gap of 30 after the fourth.
    text = "左段の文右段の文"
    boxes = [
        (10.0 * at + 30 * (at > 3), 0.0, 10.0 * at + 30 * (at > 3) + 10, 10.0) for at in range(8)
    ]
    found = cut(text, 0, boxes.__getitem__, (boxes[0], boxes[-1]), is_vertical=False)
    assert [(one.text, one.left, one.right) for one in found] == [
        ("左段の文", 0, 40),
        ("右段の文", 70, 110),
    ]
    spread = [(20.0 * at, 0.0, 20.0 * at + 10, 10.0) for at in range(8)]
    found = cut(text, 0, spread.__getitem__, (spread[0], spread[-1]), is_vertical=False)
    assert [one.text for one in found] == [text]


def test_what_is_printed_twice_to_look_bold_is_read_once():
    twice = pieces(("議事録", 72, 102, 0), ("議事録", 72.3, 102.3, 0), ("次第", 72, 92, 1))
    assert lines_of_pages([Pieces.of(twice)], [None], [595.0]).texts == ["議事録", "次第"]


def test_an_indented_column_begins_where_its_first_lines_do():
    # Most lines of the right column are items of a list.
    rows = range(9)
    drawn = pieces(*(("左" * 20, 72, 272, row) for row in rows))
    drawn += pieces(*(("・項目" * 5, 300 + 6 * (row % 3 > 0), 450, row) for row in rows))
    assert gutters_of([Pieces.of(drawn)]) == [300]
    indented = pieces(*(("左" * 20, 72, 272, row) for row in rows))
    indented += pieces(*(("・項目" * 5, 306, 450, row) for row in rows))
    assert gutters_of([Pieces.of(drawn), Pieces.of(indented)]) == [300, 300]


def test_two_lines_after_a_full_column_are_the_right_one():
    full = pieces(*(("左" * 20, 72, 272, row) for row in range(30)))
    few = pieces(("右" * 20, 310, 510, 0), ("右。", 300, 320, 1))
    assert gutters_of([Pieces.of([*full, *few])]) == [300]
    # In a table they are drawn beside the line that they belong to.
    assert gutters_of([Pieces.of([full[0], few[0], full[1], few[1], *full[2:]])]) == [None]


def test_a_last_page_may_end_within_the_left_column():
    page = Pieces.of(
        [one for row in range(9) for one in pieces(("左" * 20, 72, 272, row))]
        + [one for row in range(9) for one in pieces(("右" * 20, 300, 500, row))]
    )
    last = Pieces.of(pieces(("左" * 20, 72, 272, 0), ("終わり", 72, 102, 1)))
    assert gutters_of([page, last]) == [300, 300]


def test_a_title_over_both_columns_comes_first():
    rows = range(1, 9)
    drawn = pieces(
        *(("左" * 20, 72, 272, row) for row in rows), *(("右" * 20, 300, 500, row) for row in rows)
    )
    drawn += pieces(("題", 200, 400, 0))
    page = Pieces.of(drawn)
    gutter = gutters_of([page])[0]
    assert gutter == 300
    text = "".join(line.strip()[0] for line in lines_of_pages([page], [gutter], [595.0]).texts)
    assert text == "題" + "左" * 8 + "右" * 8


def test_lines_of_the_text_are_no_running_lines():
    pages = [
        PlacedLines(["○委員長", f"本文{page}です。", "了承。"], [72, 90, 108]) for page in range(2)
    ]
    assert running_lines(pages) == [set(), set()]


def test_one_page_mark_alone_is_known_by_its_dashes():
    page = PlacedLines(["本文です。", "次です。", "- 7 -"], [72, 90, 780])
    assert running_lines([page]) == [{2}]


def test_a_pdf_that_the_library_mends_is_told():
    whole, _ = single_column(TALK)
    assert not any(one.doubt is Doubt.MENDED for one in extract_pdf(whole).warnings)
    # What a mail or a server put before it moves nothing: offsets count from the header.
    for around in (b"\r\n" + whole, whole + b"\n\n"):
        assert not any(one.doubt is Doubt.MENDED for one in extract_pdf(around).warnings)
    at = whole.index(b"stream")
    damaged = {
        "moved": whole[:at] + bytes(3) + whole[at:],
        "cut at the end": whole[: whole.rindex(b"startxref")],
        "no such place": whole[: whole.rindex(b"startxref")] + b"startxref\n99999999\n%%EOF",
    }
    for name, content in damaged.items():
        extracted = extract_pdf(content)
        assert Doubt.MENDED in [one.doubt for one in extracted.warnings], name


def test_the_header_of_the_only_page_is_one_where_the_title_stands_below_it():
    lines = ["第３回架空審議会 議事録", "日時：令和６年４月１日", "始めます。", "終わります。"]
    places = [72.0, 90.0, 108.0, 126.0]
    headed = PlacedLines(["第３回架空審議会　議事録", *lines], [30.0, *places])
    assert running_lines([headed]) == [{0}]
    # Another one may be the only title; one that is not set apart is the first line of the text.
    assert running_lines([PlacedLines(["架空府　会議録", *lines], [30.0, *places])]) == [set()]
    assert running_lines([PlacedLines([lines[0], *lines], [54.0, *places])]) == [set()]


def test_a_title_of_several_lines_stands_below_a_header_of_all_its_words():
    lines = ["第６回協議会 会議要旨", "架空協議会 議事録", "始めます。", "終わります。"]
    header = "第６回協議会 会議要旨 架空協議会 議事録"
    page = PlacedLines([header, *lines], [30.0, 72.0, 90.0, 108.0, 126.0])
    assert running_lines([page]) == [{0}]


def test_a_header_is_known_on_a_last_page_of_few_lines():
    places = [30.0, 72.0, 90.0, 108.0, 126.0]
    first = PlacedLines(
        ["架空審議会 議事録", "始めます。", "報告です。", "次です。", "はい。"], places
    )
    last = PlacedLines(["架空審議会 議事録", "終わります。"], places[:2])
    assert running_lines([first, last]) == [{0}, {0}]


def test_a_header_of_two_kanji_is_known_where_it_is_set_apart():
    places = [30.0, 72.0, 90.0, 108.0]
    pages = [
        PlacedLines(["1. 開会", f"第{at}の本文です。", "了承。", f"次は{at}です。"], places)
        for at in range(2)
    ]
    assert running_lines(pages) == [{0}, {0}]


def test_empty_lines_are_as_many_as_the_distance_shows():
    lines = ["架空市議会", "", "", "", "令和６年４月１日", *["始めます。"] * 12, "", "次です。"]
    content, _ = single_column(lines)
    assert extract_pdf(content).text.splitlines()[: len(lines)] == lines


def test_every_second_line_may_be_empty():
    lines = [line for at in range(12) for line in (f"第{at}項", "")]
    content, _ = single_column(lines)
    assert extract_pdf(content).text.splitlines()[:23] == lines[:23]


def test_a_long_header_of_two_pages_is_one_where_every_second_line_is_empty():
    places = [32.0, 62.0, 98.0, 134.0]
    header = "令和元年度第２回架空審議会議事録"
    pages = [
        PlacedLines([header, *[f"{page}の{at}です。" for at in range(3)]], places)
        for page in range(2)
    ]
    assert running_lines(pages) == [{0}, {0}]

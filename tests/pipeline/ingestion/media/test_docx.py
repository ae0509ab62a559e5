"""Word documents: numbers, tables, tracked changes, headers, and what is refused."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from pipeline.ingestion.media.docx import extract_docx
from pipeline.ingestion.media.docx_numbering import formatted
from pipeline.ingestion.media.extracted import Doubt, ExtractionError, Failure
from pipeline.ingestion.media.limits import MediaLimits
from tests.pipeline.ingestion.media.papers import (
    NAMESPACES,
    level,
    numbered,
    packed,
    paper,
    paragraph,
    part,
    run,
    saved,
)
from tests.pipeline.ingestion.media.record_alone import without_furniture


def text_of(content: bytes) -> str:
    return extract_docx(content).text


def failure_of(content: bytes, limits: MediaLimits | None = None) -> Failure:
    with pytest.raises(ExtractionError) as caught:
        extract_docx(content, limits or MediaLimits())
    return caught.value.failure


def test_paragraphs_are_lines_and_empty_ones_stay():
    assert (
        text_of(paper(["会議録", "", "○青木委員　伺います。"]))
        == "会議録\n\n○青木委員　伺います。\n"
    )


def test_headers_and_footers_are_furniture():
    extracted = extract_docx(paper(["本文です。"], header="架空審議会", footer="事務局"))
    assert extracted.text == "架空審議会\n本文です。\n事務局\n"
    assert [extracted.text[start:end] for start, end in extracted.furniture] == [
        "架空審議会",
        "事務局",
    ]
    assert without_furniture(extracted.text, extracted.furniture) == "本文です。\n"


def test_a_table_is_read_row_by_row():
    document = docx.Document()
    table = document.add_table(3, 3)
    rows = [("区分", "職名", "氏名"), ("委員", "会長", "青木　一郎"), ("", "委員", "坂本　花子")]
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    assert text_of(saved(document)) == (
        "区分\t職名\t氏名\n委員\t会長\t青木　一郎\n\t委員\t坂本　花子\n"
    )


def test_numbers_are_counted_by_level():
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimalFullWidth", "第%1")
        + level(1, "decimal", "(%2)")
        + level(2, "aiueoFullWidth", "%3")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    body = (
        numbered("開会")
        + numbered("報告", 1)
        + numbered("予算", 2)
        + numbered("決算", 2)
        + numbered("協議", 1)
        + numbered("閉会")
        + numbered("その他", 1)
    )
    assert text_of(packed(body, numbering=numbering)).splitlines() == [
        "第１　開会",
        "(1)　報告",
        "ア　予算",
        "イ　決算",
        "(2)　協議",
        "第２　閉会",
        "(1)　その他",
    ]


def test_a_list_may_begin_anew_and_have_its_number_by_style():
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimalEnclosedCircle", "%1")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
        + level(0, "bullet", "\uf06c")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>',
    )
    styles = part(
        "styles",
        '<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>',
    )
    body = (
        numbered("一つ目")
        + numbered("二つ目")
        + numbered("また一つ目", number=2)
        + paragraph("意見です。", '<w:pStyle w:val="b"/>')
        + paragraph("番号なし", '<w:pStyle w:val="b"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert text_of(packed(body, numbering=numbering, styles=styles)).splitlines() == [
        "①　一つ目",
        "②　二つ目",
        "①　また一つ目",
        "●　意見です。",
        "番号なし",
    ]


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("decimal", 12, "12"),
        ("decimalFullWidth", 12, "１２"),
        ("japaneseCounting", 12, "十二"),
        ("japaneseCounting", 120, "百二十"),
        ("ideographDigital", 10, "一〇"),
        ("aiueo", 3, "ウ"),
        ("iroha", 2, "ロ"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 27, "aa"),
        ("decimalEnclosedCircle", 21, "21"),
        ("unknown", 5, "5"),
    ],
)
def test_numbers_have_the_format_that_word_prints(kind, number, expected):
    assert formatted(number, kind) == expected


def test_deletions_are_left_out_and_insertions_kept():
    body = (
        f"<w:p>{run('本案に')}<w:del>{run('反対')}</w:del><w:ins>{run('賛成')}</w:ins>"
        f"{run('します。')}</w:p>"
    )
    extracted = extract_docx(packed(body))
    assert extracted.text == "本案に賛成します。\n"
    assert [warned.doubt for warned in extracted.warnings] == [Doubt.TRACKED_CHANGES]


def test_paragraphs_whose_mark_is_deleted_are_one():
    body = paragraph("前の段落は", "<w:rPr><w:del/></w:rPr>") + paragraph("続きます。")
    assert text_of(packed(body)) == "前の段落は続きます。\n"


def test_the_base_of_a_ruby_is_kept_and_fields_show_their_result():
    body = (
        f"<w:p><w:r><w:ruby><w:rt>{run('わたなべ')}</w:rt><w:rubyBase>{run('渡邉')}</w:rubyBase>"
        f"</w:ruby></w:r>{run('委員')}<w:r><w:tab/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"{run('3')}<w:r><w:br/></w:r>{run('次の行')}</w:p>"
    )
    assert text_of(packed(body)) == "渡邉委員　3\n次の行\n"


def test_hidden_runs_and_deleted_rows_are_left_out_and_symbols_told():
    body = (
        f"<w:p>{run('本文')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>隠れた文</w:t></w:r>"
        '<w:r><w:sym w:char="F06C"/></w:r><w:r><w:sym w:char="2460"/></w:r></w:p>'
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('消した行')}</w:tc></w:tr>"
        f"<w:sdt><w:sdtContent><w:tr><w:tc>{paragraph('残る')}</w:tc><w:tc><w:tcPr>"
        f'<w:gridSpan w:val="2"/></w:tcPr>{paragraph("")}</w:tc>'
        f"<w:tc>{paragraph('行')}</w:tc></w:tr>"
        "</w:sdtContent></w:sdt></w:tbl>"
    )
    extracted = extract_docx(packed(body))
    assert extracted.text == "本文\uf06c①\n残る\t\t\t行\n"
    assert {warned.doubt for warned in extracted.warnings} == {
        Doubt.HIDDEN_TEXT_LEFT_OUT,
        Doubt.UNMAPPED_GLYPHS,
        Doubt.TRACKED_CHANGES,
    }


def test_a_document_may_state_its_title_and_hold_content_controls():
    document = docx.Document()
    document.core_properties.title = "第1回架空審議会"
    document.add_paragraph("本文")
    assert extract_docx(saved(document)).title == "第1回架空審議会"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('枠の文')}</w:sdtContent></w:sdt>"
    assert text_of(packed(control)) == "枠の文\n"


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph('囲みの文')}</w:txbxContent>"
    body = (
        f"<w:p>{run('本文')}<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(packed(body)) == "本文\n囲みの文\n"


def test_footnotes_stand_at_the_end():
    notes = part(
        "footnotes",
        f'<w:footnote w:type="separator">{paragraph("---")}</w:footnote>'
        f"<w:footnote>{paragraph('注です。')}</w:footnote>",
    )
    extracted = extract_docx(packed(paragraph("本文"), footnotes=notes))
    assert extracted.text == "本文\n注です。\n"
    assert extracted.warnings[0].doubt is Doubt.NOTES_AT_END


def test_what_is_no_word_document_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert failure_of(out.getvalue()) is Failure.OTHER_CONTENT
    assert failure_of(b"PK\x03\x04 cut") is Failure.DAMAGED
    assert failure_of(b"") is Failure.EMPTY
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert failure_of(ole) is Failure.ENCRYPTED
    assert failure_of(packed("")) is Failure.EMPTY


def test_entities_are_never_expanded():
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>"
        "</w:document>"
    )
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    for document in (bomb, outside):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", document)
        assert failure_of(out.getvalue()) is Failure.FORBIDDEN_XML


def test_a_part_that_unpacks_beyond_the_limit_is_refused():
    content = packed(paragraph("あ" * 100_000))
    assert len(content) < 10_000
    assert failure_of(content, MediaLimits(max_unpacked_bytes=100_000)) is Failure.TOO_LARGE


def test_tables_in_tables_without_end_are_refused():
    deep = "<w:tbl><w:tr><w:tc>" * 10_000 + "</w:tc></w:tr></w:tbl>" * 10_000
    assert failure_of(packed(deep)) is Failure.TOO_DEEP
    shallow = "<w:tbl><w:tr><w:tc>" * 300 + paragraph("底") + "</w:tc></w:tr></w:tbl>" * 300
    assert failure_of(packed(shallow)) is Failure.TOO_DEEP

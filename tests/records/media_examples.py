"""Make the PDF and the Word document of `examples/`: `python -m tests.records.media_examples`.

What they say is here as it is printed, so that the truth about them can be written beside it by
hand (`tests/test_media_examples.py`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tests.pipeline.ingestion.media.papers import RELATIONS, level, numbered, paragraph, part
from tests.pipeline.ingestion.media.sheets import (
    HEIGHT,
    LEADING,
    MARGIN,
    canvas,
    font,
    frame,
)

EXAMPLES = Path(__file__).parents[2] / "examples"

HEADER = "霧ヶ浦市水道料金審議会　令和６年度第２回"
PAGES = (
    """\
令和６年度第２回霧ヶ浦市水道料金審議会　議事録

１　日時
　　令和６年８月２０日（火）午後２時～午後３時３０分
２　場所
　　霧ヶ浦市役所　本庁舎　３階　第１会議室
３　出席者
（委員）
　　久我会長、戸塚副会長、明石委員、芦原委員、梶谷委員
（事務局）
　　能勢上下水道部長、越智料金課長、三宅主査
４　欠席者
　　片桐委員
５　議題
　　(1) 料金表の見直しについて
　　(2) その他
６　議事
【久我会長】　定刻となりましたので、ただいまから第２回の審議会
を開会いたします。本日は片桐委員が御欠席ですが、半数を超えてお
りますので、会議は成立しております。それでは議題(1)について、事
務局から説明をお願いします。
【越智料金課長】　資料１を御覧ください。現在の料金表は平成１９年
に定めたもので、口径ごとの基本料金と、使った水の量に応じた従量
料金から成っております。この十年で給水の人口は１割ほど減り、一
か月に使う水が８立方メートルまでの世帯が全体の４６％になりまし
た。基本水量に届かない世帯から、使っていない水の分まで払ってい
るという声を多くいただいております。
【明石委員】　私の家も二人暮らしになって、基本水量に届いたことが
ありません。隣の町では５立方メートルから始まると聞きました。同""",
    """\
じ水を飲んでいるのに、橋を一つ渡るだけで料金が違うのは、若い人に
は説明がしにくいと思います。
【芦原委員】　基本水量を下げれば、その分の収入が減ります。減った
分はどこから持ってくるのですか。
【越智料金課長】　案では、従量料金の三段目を一立方メートル当たり
１２円上げます。月に３０立方メートルを超えて使われる方、主に事業
所の御負担が増える形です。
【梶谷委員】　商店街で食堂を営んでおります。うちのような小さな店
でも、夏は４０立方メートルを超えます。豆腐屋さんや銭湯はもっと使
います。値上げの分を値段に乗せられる店ばかりではありません。せめ
て二年か三年に分けて上げていただけないでしょうか。
【戸塚副会長】　今の御意見に賛成です。加えて、上げる理由を水道だ
よりだけでなく、店の組合にも出向いて話していただきたい。
【能勢上下水道部長】　御指摘のとおりと存じます。三年に分けた場合
の見込みを、次回までに作ってまいります。組合への説明は９月の寄り
合いに合わせて伺います。
【久我会長】　では、三段目は三年に分けて上げる案を次回に出してい
ただき、そこで改めて議論することにします。続いて議題(2)に移りま
す。
【三宅主査】　資料２は、老朽した管の入替えの計画です。市内の管
３１２キロメートルのうち、法定の耐用年数を過ぎたものが７１キロメ
ートルあります。毎年２キロメートルずつ替えておりますが、この速さ
では追いつきません。今年度から、病院と避難所につながる管を先に替
えることとし、""",
    """\
来年度の予算にはその分として１億８千万円を要求する予定です。
【明石委員】　どの管を先に替えるのか、地図で見せてもらえると分か
りやすい。
【三宅主査】　次回、地図をお配りします。
【久我会長】　ほかになければ、本日はここまでといたします。次回は
１１月１２日に開きます。ありがとうございました。""",
)
"""The lines of each page as they are printed, running ones aside."""


def printed_pdf() -> bytes:
    """The PDF: `PAGES` with a running header and page marks."""
    name = font()
    sheet, out = canvas()
    for number, page in enumerate(PAGES, 1):
        frame(sheet, name, number, HEADER)
        for at, line in enumerate(page.split("\n")):
            sheet.drawString(MARGIN, HEIGHT - MARGIN - at * LEADING, line)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


TITLE = "令和６年度第１回沢渡町景観審議会　会議録"
HEAD = (
    ("日時", "令和６年５月２８日（火）　午後１時３０分～午後２時４５分"),
    ("場所", "沢渡町役場　３階　大会議室"),
    ("出席委員", "杉浦会長、入江委員、志村委員、羽田委員"),
    ("欠席委員", "真壁委員"),
    ("事務局", "柏木まちづくり課長、永田係長"),
)
TALK = (
    ("heading", "開会"),
    ("", "柏木まちづくり課長：ただいまから令和６年度第１回の審議会を開会します。"),
    ("heading", "議題"),
    ("", "杉浦会長：議題は駅前通りの看板の基準です。事務局から説明をお願いします。"),
    (
        "",
        "永田係長：資料１を御覧ください。看板の高さを１０メートルまでとし、"
        "色は三色までとする案です。今ある看板は、掛け替えのときに合わせていただきます。",
    ),
    ("", "入江委員：和菓子屋の赤いのれんは看板に入りますか。"),
    ("", "永田係長：布の物は入りません。"),
    (
        "",
        "志村委員：三色までという決まりは分かりやすいが、店の印に四色を使う所もある。"
        "数よりも、派手な色の広さで決めてはどうか。",
    ),
    ("", "羽田委員：夜の明るさも決めておいたほうがよいと思います。"),
    ("", "杉浦会長：色の広さと夜の明るさを加えた案を、次回に出してください。"),
    ("heading", "閉会"),
    ("", "柏木まちづくり課長：本日はありがとうございました。"),
)
FOOTER = "沢渡町まちづくり課"


def word_document() -> bytes:
    """The Word document: a title, a table, numbered headings and a footer."""
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(escape(cell))}</w:tc>' for cell in row)}</w:tr>"
        for row in HEAD
    )
    talk = "".join(
        numbered(text) if kind == "heading" else paragraph(escape(text)) for kind, text in TALK
    )
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    footer = f'<w:sectPr><w:footerReference {relation} w:type="default" r:id="r1"/></w:sectPr>'
    body = f"{paragraph(TITLE)}<w:tbl>{rows}</w:tbl>{talk}{footer}"
    marks = level(0, "decimalFullWidth", "%1")
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{marks}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return packed(
        [
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", relations([("officeDocument", "word/document.xml")])),
            ("word/document.xml", part("document", f"<w:body>{body}</w:body>")),
            ("word/numbering.xml", part("numbering", numbering)),
            ("word/footer1.xml", part("ftr", paragraph(FOOTER))),
            (
                "word/_rels/document.xml.rels",
                relations([("numbering", "numbering.xml"), ("footer", "footer1.xml")]),
            ),
        ]
    )


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{WORD}.numbering+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{WORD}.footer+xml"/></Types>'
)


def relations(targets: Sequence[tuple[str, str]]) -> str:
    """Relations of a part, by their kinds, numbered from `r0`."""
    written = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{package}">{written}</Relationships>'


def packed(parts: Sequence[tuple[str, str]]) -> bytes:
    """The parts of a document in an archive that is the same whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


MADE = {
    "printed-pdf/minutes.pdf": printed_pdf,
    "word-document/minutes.docx": word_document,
}
"""What makes each file, by its place below `examples/`."""

if __name__ == "__main__":
    for path, make in MADE.items():
        (EXAMPLES / path).write_bytes(make())

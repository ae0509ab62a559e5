from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest

from pipeline.interchange.published import PublishedRelease, TableMissingError, open_release
from pipeline.interchange.tei.corpus import CORPUS_FILE, write_tei
from pipeline.interchange.tei.ids import identifier, xml_id
from pipeline.interchange.tei.meetings import meetings_with_rows
from pipeline.interchange.tei.read import NAMESPACES, read_tei
from tests.pipeline.interchange.small_release import small_tables, without, write_release
from tests.pipeline.interchange.small_rows import FIRST, SECOND

FILE = "made-up_2024-04-01_1.xml"


@pytest.fixture(scope="module")
def written(release: PublishedRelease, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tei") / "out"
    write_tei(release, folder)
    return folder


BODY_BY_HAND = """\
<body>
<div type="debateSection">
<u xml:id="r-made-up_2024-04-01_1_r-00000001" n="1" \
ana="#kind.remark #speaker.not_recorded #reason.not_recorded">
<seg>開会。</seg>
</u>
</div>
<div type="debateSection" xml:id="g-made-up_2024-04-01_1_g-00000001" n="1" ana="#agenda.topic">
<head><label>議題１</label>議題</head>
<note type="speaker">青木委員</note>
<u xml:id="r-made-up_2024-04-01_1_r-00000002" n="2" who="#p-made-up_青木一郎" \
corresp="#a-made-up_2024-04-01_1_a-00000001" ana="#kind.remark #speaker.named #basis.label \
#person.listed">
<seg>雲 &amp; &lt;風&gt;<g ref="#u000B" /><g ref="#u000D" /></seg>
<seg>と<g ref="#u0001" />\u2028]]&gt;"'</seg>
<seg>  終わり。</seg>
</u>
<u xml:id="r-made-up_2024-04-01_1_r-00000003" n="3" prev="#r-made-up_2024-04-01_1_r-00000002" \
ana="#kind.item #speaker.not_recorded #reason.not_recorded">
<seg>一つ目。</seg>
</u>
</div>
<div type="debateSection" xml:id="g-made-up_2024-04-01_1_g-00000002" n="2" \
corresp="#g-made-up_2024-04-01_1_g-00000001" ana="#agenda.section">
<head>&lt;雲&gt;<g ref="#u000C" />の見方</head>
<vocal type="interruption" xml:id="r-made-up_2024-04-01_1_r-00000004" n="4" \
ana="#kind.interjection #speaker.not_recorded">
<desc>（笑声）</desc>
</vocal>
<note type="stage_direction" xml:id="r-made-up_2024-04-01_1_r-00000005" n="5" \
ana="#kind.stage #speaker.not_recorded">〔坂本 A&amp;B 室長退室〕</note>
</div>
<div type="debateSection" prev="#g-made-up_2024-04-01_1_g-00000001">
<note type="speaker">坂本座長</note>
<u xml:id="r-made-up_2024-04-01_1_r-00000006" n="6" who="#a-made-up_2024-04-01_1_a-00000002" \
corresp="#a-made-up_2024-04-01_1_a-00000002" prev="#r-made-up_2024-04-01_1_r-00000002" \
ana="#kind.remark #speaker.named #basis.label #reason.not_recognised">
<seg>ＲＥＳＡＳ　を使う。</seg>
</u>
</div>
<div type="debateSection" xml:id="g-made-up_2024-04-01_1_g-00000003" n="3" ana="#agenda.other">
<head>その他</head>
</div>
</body>"""


def test_the_talk_of_a_meeting_is_as_written_by_hand(written: Path) -> None:
    text = (written / FILE).read_bytes().decode()
    assert text[text.index("<body>") : text.index("</body>") + 7] == BODY_BY_HAND


def test_a_meeting_says_when_where_and_on_what_terms(written: Path) -> None:
    root = ElementTree.parse(written / FILE).getroot()

    def texts(path: str) -> list[str | None]:
        return [each.text for each in root.iterfind(path, NAMESPACES)]

    assert texts(".//titleStmt/title") == ["第１回架空会議 論点メモ"]
    assert texts(".//bibl/idno[@type='URI']") == ["https://example.org/memo"]
    assert texts(".//licence") == ["架空利用規約"]
    assert root.find(".//licence", NAMESPACES).attrib == {"target": "https://example.org/terms"}  # type: ignore[union-attr]
    assert texts(".//setting/name") == ["みどり会館", "大会議室", "日本"]
    assert root.find(".//setting/date", NAMESPACES).attrib == {"when": "2024-04-01"}  # type: ignore[union-attr]
    assert root.find(".//setting/time", NAMESPACES).attrib == {  # type: ignore[union-attr]
        "from": "10:00:00",
        "to": "11:30:00",
    }


ORDER = {
    "organizations": "organization_id",
    "organization_names": "name_text",
    "persons": "person_id",
    "memberships": "membership_id",
    "meetings": "meeting_id",
    "agenda_items": "agenda_item_id",
    "attendance": "attendance_id",
    "remarks": "remark_id",
}


def same_rows(rows: dict[str, list[dict[str, object]]], tables: dict[str, pl.DataFrame]) -> None:
    """Compare what was read with the tables, by the columns that were read."""
    assert set(rows) == set(ORDER)
    for name, key in ORDER.items():
        columns = list(rows[name][0]) if rows[name] else []
        expected = tables[name].sort(key).select(columns).to_dicts()
        assert sorted(rows[name], key=lambda row: str(row[key])) == expected, name


def test_the_rows_are_read_back(written: Path, tables: dict[str, pl.DataFrame]) -> None:
    rows = read_tei(written)
    same_rows(rows, tables)
    assert len(rows["remarks"]) == 7
    assert {"text", "speaker_text", "agenda_item_id", "person_id"} <= set(rows["remarks"][0])


def test_what_a_pointer_leads_to_is_there(written: Path) -> None:
    roots = [ElementTree.parse(file).getroot() for file in written.iterdir()]
    named = [
        each.attrib["{http://www.w3.org/XML/1998/namespace}id"]
        for root in roots
        for each in root.iter()
        if "{http://www.w3.org/XML/1998/namespace}id" in each.attrib
    ]
    assert len(named) == len(set(named))
    pointers = {
        pointer
        for root in roots
        for each in root.iter()
        for name in ("who", "corresp", "prev", "ana", "ref", "active", "passive")
        for pointer in each.get(name, "").split()
    }
    assert len(pointers) > 20
    assert {pointer.removeprefix("#") for pointer in pointers} - set(named) == set()


def test_the_corpus_includes_each_meeting(written: Path) -> None:
    root = ElementTree.parse(written / CORPUS_FILE).getroot()
    files = [each.attrib["href"] for each in root.iterfind("xi:include", NAMESPACES)]
    assert files == [FILE, "made-up_2024-05-01_2.xml"]
    assert sorted(path.name for path in written.iterdir()) == [CORPUS_FILE, *files]


def test_a_meeting_that_states_little_is_written(
    tables: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    bare = {
        name: pl.lit(None, tables["meetings"].schema[name])
        for name in ("title", "session", "date", "start_time", "end_time", "venue", "room")
    }
    empty = ["agenda_items", "attendance", "remarks", "persons", "organizations"]
    empty += ["organization_names", "memberships", "sentences", "tokens"]
    changed = {
        **tables,
        **{name: tables[name].clear() for name in empty},
        "meetings": tables["meetings"].with_columns(**bare),
    }
    write_tei(open_release(write_release(tmp_path / "1.0.0", changed)), tmp_path / "out")
    rows = read_tei(tmp_path / "out")
    same_rows(rows, changed)
    assert [row["title"] for row in rows["meetings"]] == [None, None]


@pytest.mark.parametrize("at_once", [1, 6, 1000])
def test_meetings_are_read_part_by_part(release: PublishedRelease, at_once: int) -> None:
    read = list(meetings_with_rows(release, at_once))
    assert [rows.meeting["meeting_id"] for rows in read] == [FIRST, SECOND]
    assert [len(rows.remarks) for rows in read] == [6, 1]
    assert [row["document_id"] for row in read[0].documents] == ["made-up/memo.txt"]


def test_a_release_without_persons_is_refused(tmp_path: Path) -> None:
    tables = without(small_tables(), ["persons", "memberships"])
    release = open_release(write_release(tmp_path / "1.0.0", tables))
    with pytest.raises(TableMissingError, match="persons, memberships"):
        write_tei(release, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("made-up/2024-04-01/1", "m-made-up_2024-04-01_1"),
        ("a_b.c/1", "m-a.5Fb.2Ec_1"),
        ("２０回　会議&<\n𠮷", None),
        ("々〇ーア", "m-々〇ーア"),
    ],
)
def test_identifiers_are_undone(name: str, written: str | None) -> None:
    made = xml_id("meetings", name)
    assert written in (None, made)
    ElementTree.fromstring(f'<a xml:id="{made}"/>')
    assert identifier(made) == identifier(f"#{made}") == name

"""Speech records of the Diet, in XML and JSON of invented meetings."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import pytest

from pipeline.ingestion.media.diet import extract_diet_json, extract_diet_xml
from pipeline.ingestion.media.extracted import Doubt, ExtractionError, Failure

FRONT = "令和六年四月一日（月曜日）\r\n　　　午前十時開会\n　出席委員\n　　委員長　青木　一郎君"


def speech(order: int, words: str, **fields: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("speakerYomi", "speakerGroup", "speakerPosition", "speakerRole"), "")
    return {
        "speechID": f"999900001X00120240401_{order:03}",
        "speechOrder": order,
        "speaker": "会議録情報",
        **empty,
        **fields,
        "speech": words,
        "speechURL": f"https://example.go.jp/txt/999900001X00120240401/{order}",
    }


SPEECHES = [
    speech(0, FRONT),
    speech(
        1,
        "○青木委員長　これより会議を開きます。\n　坂本花子君。",
        speaker="青木一郎",
        speakerYomi="あおきいちろう",
        speakerGroup="架空の会",
        speakerPosition="委員長",
    ),
    speech(
        2, "○坂本参考人　坂本です。<1>を御覧ください。", speaker="坂本花子", speakerRole="参考人"
    ),
]

MEETING = {
    "issueID": "999900001X00120240401",
    "session": 999,
    "nameOfHouse": "衆議院",
    "nameOfMeeting": "架空委員会",
    "issue": "第1号",
    "date": "2024-04-01",
    "speechRecord": SPEECHES,
    "meetingURL": "https://example.go.jp/txt/999900001X00120240401",
}


def as_json(**changes: Any) -> bytes:
    return json.dumps({"meetingRecord": [MEETING | changes]}, ensure_ascii=False).encode()


def as_xml(*meetings: dict[str, Any]) -> bytes:
    def fields(record: dict[str, Any]) -> str:
        written = ""
        for name, value in record.items():
            if name == "speechRecord":
                written += "".join(f"<speechRecord>{fields(one)}</speechRecord>" for one in value)
            else:
                written += f"<{name}>{escape(str(value))}</{name}>"
        return written

    records = "".join(
        f"<record><recordData><meetingRecord>{fields(one)}</meetingRecord></recordData></record>"
        for one in meetings
    )
    return (
        f"\n<data><numberOfRecords>1</numberOfRecords><records>{records}</records></data>".encode()
    )


@pytest.mark.parametrize(
    ("extract", "content"), [(extract_diet_xml, as_xml(MEETING)), (extract_diet_json, as_json())]
)
def test_the_speeches_are_printed_in_their_order(extract, content):
    extracted = extract(content)
    assert extracted.text == (
        "第999回国会　衆議院　架空委員会　第1号　令和6年4月1日\n"
        + FRONT.replace("\r\n", "\n")
        + "\n○青木委員長　これより会議を開きます。\n　坂本花子君。\n"
        "○坂本参考人　坂本です。<1>を御覧ください。\n"
    )
    meeting = extracted.meetings[0]
    assert (meeting.house, meeting.session, meeting.date) == ("衆議院", 999, date(2024, 4, 1))
    assert meeting.span == (0, len(extracted.text))
    chair, guest = extracted.speeches[1:]
    assert (chair.speaker, chair.yomi) == ("青木一郎", "あおきいちろう")
    assert (chair.group, chair.position, chair.role) == ("架空の会", "委員長", None)
    assert guest.role == "参考人"
    assert extracted.text[slice(*guest.span)] == "○坂本参考人　坂本です。<1>を御覧ください。"
    assert extracted.canonical_url == "https://example.go.jp/txt/999900001X00120240401"
    assert extracted.warnings == ()


def test_speeches_out_of_order_are_put_in_order_and_holes_are_told():
    extracted = extract_diet_json(as_json(speechRecord=[SPEECHES[2], SPEECHES[0]]))
    assert [one.order for one in extracted.speeches] == [0, 2]
    assert extracted.warnings[0].doubt is Doubt.ORDER_BROKEN


def test_single_speeches_are_gathered_by_their_meeting():
    fields = {name: value for name, value in MEETING.items() if name != "speechRecord"}
    other = fields | {"issueID": "x", "issue": "第2号"}
    records = [SPEECHES[1] | fields, SPEECHES[1] | other, SPEECHES[2] | fields]
    content = json.dumps({"speechRecord": records}).encode()
    extracted = extract_diet_json(content)
    assert [one.meeting for one in extracted.speeches] == [0, 0, 1]
    assert [one.issue for one in extracted.meetings] == ["第1号", "第2号"]


def test_several_meetings_each_have_their_span():
    extracted = extract_diet_xml(
        as_xml(MEETING, MEETING | {"issue": "第2号", "date": "1947-05-20"})
    )
    first, second = extracted.meetings
    assert first.span[1] == second.span[0]
    headline = extracted.text[second.span[0] :].splitlines()[0]
    assert headline == "第999回国会　衆議院　架空委員会　第2号　昭和22年5月20日"
    assert extracted.title is None


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (b"<data><records></records></data>", Failure.OTHER_CONTENT),
        (b"<data><records>", Failure.DAMAGED),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><data>&b;</data>', Failure.FORBIDDEN_XML),
        (b"<a>" * 10_000, Failure.TOO_DEEP),
        (b"<a>\x00</a>", Failure.DAMAGED),
    ],
)
def test_other_xml_is_refused(content, failure):
    with pytest.raises(ExtractionError) as caught:
        extract_diet_xml(content)
    assert caught.value.failure is failure


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (b"{}", Failure.OTHER_CONTENT),
        (b"[1, 2]", Failure.OTHER_CONTENT),
        (b'{"meetingRecord": [', Failure.DAMAGED),
        (b"[" * 100_000, Failure.TOO_DEEP),
        (as_json(speechRecord=[{"speechOrder": 1, "speaker": "青木一郎"}]), Failure.OTHER_CONTENT),
    ],
)
def test_other_json_is_refused(content, failure):
    with pytest.raises(ExtractionError) as caught:
        extract_diet_json(content)
    assert caught.value.failure is failure


WITH_LIST = {**MEETING, "speechRecord": [*SPEECHES[:2], {**SPEECHES[2], "speech": ["○坂本参考人"]}]}
TWICE = b'{"meetingRecord": [], "meetingRecord": []}'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (json.dumps({"meetingRecord": [WITH_LIST]}).encode(), "speechOrder 2 is no text"),
        (TWICE, "'meetingRecord' is stated twice"),
        (
            json.dumps({"meetingRecord": [{**MEETING, "speechRecord": [*SPEECHES, 3]}]}).encode(),
            "a speechRecord is no object",
        ),
        (
            as_xml({**MEETING, "speechRecord": SPEECHES}).replace(
                b"<speech>", b"<speech>a</speech><speech>", 1
            ),
            "'speech' is stated twice",
        ),
    ],
)
def test_an_answer_of_which_words_would_be_lost_is_refused(content: bytes, why: str) -> None:
    extract = extract_diet_json if content.startswith(b"{") else extract_diet_xml
    with pytest.raises(ExtractionError, match=why) as caught:
        extract(content)
    assert caught.value.failure is Failure.DAMAGED


def test_an_object_is_a_list_of_one() -> None:
    meeting = {**MEETING, "speechRecord": SPEECHES[1]}
    extracted = extract_diet_json(json.dumps({"meetingRecord": meeting}).encode())
    assert [speech.speaker for speech in extracted.speeches] == ["青木一郎"]


def test_speeches_beside_meetings_are_read_too() -> None:
    alone = {**SPEECHES[2], **MEETING, "issueID": "other", "nameOfMeeting": "別の委員会"}
    alone.pop("speechRecord", None)
    answer = {"meetingRecord": [{**MEETING, "speechRecord": SPEECHES}], "speechRecord": [alone]}
    extracted = extract_diet_json(json.dumps(answer).encode())
    assert [meeting.name for meeting in extracted.meetings] == ["架空委員会", "別の委員会"]


def test_all_words_of_an_element_are_taken() -> None:
    content = as_xml({**MEETING, "speechRecord": SPEECHES})
    cut = content.decode().replace(
        "これより会議を開きます。", "これより<br/>会議を<b>開き</b>ます。"
    )
    text = extract_diet_xml(cut.encode()).text
    assert "○青木委員長　これより\n会議を開きます。" in text


def test_a_page_of_several_is_told() -> None:
    answer = {"meetingRecord": [{**MEETING, "speechRecord": SPEECHES}], "nextRecordPosition": 4}
    (warned,) = extract_diet_json(json.dumps(answer).encode()).warnings
    assert (warned.doubt, warned.detail) == (Doubt.PART_OF_ANSWER, "4")


def test_what_is_no_character_is_replaced_and_fields_are_lines() -> None:
    odd = {**SPEECHES[1], "speech": "○青木委員長　\ud800です。"}
    meeting = {**MEETING, "nameOfMeeting": "架空\n委員会\x00", "speechRecord": [odd]}
    extracted = extract_diet_json(json.dumps({"meetingRecord": [meeting]}).encode())
    assert "○青木委員長　\ufffdです。" in extracted.text
    assert extracted.meetings[0].name == "架空 委員会 "

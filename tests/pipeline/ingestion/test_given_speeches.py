from __future__ import annotations

from datetime import date

from pipeline.ingestion.given_speeches import given_rows
from pipeline.ingestion.media.extracted import Meeting, Speech
from pipeline.tables.given_speeches import GIVEN_SPEECHES

MEETING = Meeting(
    issue_id=None,
    session=215,
    house="衆議院",
    name="架空委員会",
    issue="第3号",
    date=date(2024, 4, 1),
    url=None,
    span=(0, 90),
)


def speech(span: tuple[int, int], order: int | None, speaker: str | None) -> Speech:
    return Speech(
        span=span,
        order=order,
        meeting=0,
        speaker=speaker,
        role=None,
        group="空の会",
        position="委員長",
        speech_id=None,
        yomi=None,
        url=None,
    )


def rows(*speeches: Speech) -> list[dict[str, object]]:
    names = GIVEN_SPEECHES.names()
    found = given_rows("made-up/a.json", (MEETING,), speeches)
    return [dict(zip(names, row, strict=True)) for row in found]


def test_a_speech_has_its_place_its_meeting_and_its_speaker() -> None:
    (row,) = rows(speech((20, 40), 1, "青木一郎"))
    assert row == {
        "document_id": "made-up/a.json",
        "char_start": 20,
        "char_end": 40,
        "meeting": 1,
        "body": "衆議院　架空委員会",
        "date": date(2024, 4, 1),
        "diet_session": 215,
        "issue": "第3号",
        "speech_order": 1,
        "speaker": "青木一郎",
        "speaker_role": None,
        "speaker_group": "空の会",
        "speaker_position": "委員長",
        "is_front": False,
    }


def test_nobody_speaks_the_front_matter() -> None:
    by_order, by_name = rows(speech((0, 9), 0, "青木一郎"), speech((9, 20), 7, "会議録情報"))
    assert (by_order["is_front"], by_order["speaker"]) == (True, None)
    assert (by_name["is_front"], by_name["speaker"]) == (True, None)


def test_a_speech_without_a_number_is_no_front_matter() -> None:
    (row,) = rows(speech((20, 40), None, "青木一郎"))
    assert (row["is_front"], row["speaker"], row["speech_order"]) == (False, "青木一郎", None)

"""Speech records of the Diet, as the search system of the National Diet Library serves them.

XML and JSON of the endpoints `meeting` and `speech` hold the same fields
(https://kokkai.ndl.go.jp/api.html). The text is what the search system prints: a line with house,
meeting and day, then all speeches in their order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

from pipeline.ingestion.decoding import UndecodableError, decode
from pipeline.ingestion.media.extracted import (
    Doubt,
    Extracted,
    ExtractionError,
    Failure,
    Meeting,
    Speech,
    Warned,
    check_size,
    check_text,
)
from pipeline.ingestion.media.limits import DEFAULT_MEDIA_LIMITS, MediaLimits
from pipeline.ingestion.media.xml_tree import parse_xml
from pipeline.messages import message

EXTRACTOR = "gijiroku diet 2"

Record = Mapping[str, Any]

_IN_A_LINE = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")

_OF_MEETING = ("issueID", "session", "nameOfHouse", "nameOfMeeting", "issue", "date", "meetingURL")

_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 10, 23), "明治"),
)
"""First days of the eras in which a parliament sat, the last first."""


def extract_diet_xml(content: bytes, limits: MediaLimits = DEFAULT_MEDIA_LIMITS) -> Extracted:
    """Extract the speeches of an answer in XML.

    Raises
    ------
    ExtractionError
        Where the XML is damaged or forbidden, or holds no speeches.
    """
    check_size(content, limits)
    root = parse_xml(content, limits)
    following = root.findtext(".//nextRecordPosition")
    return _extract([_fields(record) for record in _records(root)], following)


def extract_diet_json(content: bytes, limits: MediaLimits = DEFAULT_MEDIA_LIMITS) -> Extracted:
    """Extract the speeches of an answer in JSON.

    Raises
    ------
    ExtractionError
        Where the JSON is damaged, or holds no speeches.
    """
    check_size(content, limits)
    try:
        answer = json.loads(decode(content).text, object_pairs_hook=_each_once)
    except UndecodableError as error:
        raise ExtractionError(Failure.UNDECODABLE, error.reason) from error
    except RecursionError as error:
        reason = message("media_too_deep", limit=limits.max_nesting)
        raise ExtractionError(Failure.TOO_DEEP, reason) from error
    except ValueError as error:
        raise _damaged(str(error)) from error
    if not isinstance(answer, dict):
        return _extract(_listed(answer))
    found = [*_listed(answer.get("meetingRecord")), *_listed(answer.get("speechRecord"))]
    return _extract(found, answer.get("nextRecordPosition"))


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(n for n in names if names.count(n) > 1)!r} is stated twice")
    return fields


def _listed(records: Any) -> list[Record]:
    """The records of a list; a converter may have made an object of a list of one."""
    found = records if isinstance(records, list) else [records]
    return [record for record in found if isinstance(record, dict)]


def _records(root: Element) -> list[Element]:
    meetings = list(root.iter("meetingRecord"))
    of_meetings = {speech for meeting in meetings for speech in meeting.iter("speechRecord")}
    alone = [speech for speech in root.iter("speechRecord") if speech not in of_meetings]
    return [*meetings, *alone]


def _fields(record: Element) -> dict[str, Any]:
    """The fields of a record of XML as JSON has them.

    Raises
    ------
    ExtractionError
        DAMAGED, where a field is stated twice.
    """
    speeches = [_fields(speech) for speech in record.findall("speechRecord")]
    stated = [(child.tag, _words(child)) for child in record if child.tag != "speechRecord"]
    try:
        fields = _each_once(stated)
    except ValueError as error:
        raise _damaged(str(error)) from error
    return fields | ({"speechRecord": speeches} if speeches else {})


def _words(element: Element) -> str:
    """All text within an element, with a line end for each <br/>."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "br" else "", _words(child), child.tail or ""]
    return "".join(parts)


def _damaged(why: str) -> ExtractionError:
    return ExtractionError(Failure.DAMAGED, message("media_damaged", error=why))


def _meetings_of(records: list[Record]) -> Iterator[tuple[Record, list[Record]]]:
    """Each meeting with its speeches; speeches found one by one are gathered by their meeting."""
    single: dict[str, list[Record]] = {}
    for record in records:
        if "speechRecord" in record:
            speeches = record["speechRecord"]
            if isinstance(speeches, list) and not all(isinstance(one, dict) for one in speeches):
                raise _damaged("a speechRecord is no object")
            yield record, _listed(speeches)
        elif "speech" in record:
            key = "\n".join(str(record.get(name)) for name in _OF_MEETING[:5])
            single.setdefault(key, []).append(record)
    for gathered in single.values():
        yield gathered[0], gathered


def _extract(records: list[Record], following: object = None) -> Extracted:
    """Make the text of records; `following` is where the search system has the next of them."""
    parts: list[str] = []
    at = 0
    meetings: list[Meeting] = []
    speeches: list[Speech] = []
    broken: list[str] = []
    for record, of_meeting in _meetings_of(records):
        for speech in of_meeting:
            if not isinstance(speech.get("speech"), (str, int, type(None))):
                order = speech.get("speechOrder")
                raise _damaged(f"the speech with speechOrder {order} is no text")
        # The endpoint meeting_list has the speeches without their words.
        spoken = [speech for speech in of_meeting if _text(speech, "speech")]
        if not spoken:
            continue
        orders = [
            order for speech in spoken if (order := _number(speech, "speechOrder")) is not None
        ]
        if len(orders) == len(spoken):
            spoken.sort(key=lambda speech: _number(speech, "speechOrder") or 0)
            expected = list(range(min(orders), min(orders) + len(orders)))
            if sorted(orders) != expected:
                broken.append(_text(record, "issueID") or _headline(record))
        begin = at
        headline = f"{_headline(record)}\n"
        parts.append(headline)
        at += len(headline)
        for speech in spoken:
            words = (_text(speech, "speech") or "").replace("\r\n", "\n").replace("\r", "\n")
            words = words.rstrip("\n") + "\n"
            speeches.append(_speech(speech, (at, at + len(words) - 1), len(meetings)))
            parts.append(words)
            at += len(words)
        meetings.append(_meeting(record, (begin, at)))
    if not meetings:
        is_list = any("speechRecord" in record for record in records)
        reason = message("media_incomplete_answer" if is_list else "media_no_speeches")
        raise ExtractionError(Failure.OTHER_CONTENT, reason)
    one = meetings[0] if len(meetings) == 1 else None
    warnings = [Warned(Doubt.ORDER_BROKEN, ", ".join(broken))] if broken else []
    if following not in (None, ""):
        warnings.append(Warned(Doubt.PART_OF_ANSWER, str(following)))
    return check_text(
        Extracted(
            text="".join(parts),
            extractor=EXTRACTOR,
            title=parts[0].rstrip("\n") if one else None,
            canonical_url=one.url if one else None,
            warnings=tuple(warnings),
            meetings=tuple(meetings),
            speeches=tuple(speeches),
        )
    )


def _headline(record: Record) -> str:
    """The line above a meeting: 第1回国会　衆議院　労働委員会　第1号　昭和22年7月28日."""
    session = _text(record, "session")
    day = _date(record)
    parts = [
        f"第{session}回国会" if session else None,
        *(_text(record, name) for name in ("nameOfHouse", "nameOfMeeting", "issue")),
        _in_era(day) if day else _text(record, "date"),
    ]
    return "　".join(part for part in parts if part)


def _date(record: Record) -> date | None:
    stated = _text(record, "date")
    try:
        return date.fromisoformat(stated) if stated else None
    except ValueError:
        return None


def _in_era(day: date) -> str:
    """The day as the search system prints it: 1947-07-28 -> 昭和22年7月28日."""
    for first, era in _ERAS:
        if day >= first:
            year = day.year - first.year + 1
            return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return day.isoformat()


def _meeting(record: Record, span: tuple[int, int]) -> Meeting:
    return Meeting(
        issue_id=_text(record, "issueID"),
        session=_number(record, "session"),
        house=_text(record, "nameOfHouse"),
        name=_text(record, "nameOfMeeting"),
        issue=_text(record, "issue"),
        date=_date(record),
        url=_text(record, "meetingURL"),
        span=span,
    )


def _speech(record: Record, span: tuple[int, int], meeting: int) -> Speech:
    return Speech(
        span=span,
        order=_number(record, "speechOrder"),
        meeting=meeting,
        speech_id=_text(record, "speechID"),
        speaker=_text(record, "speaker"),
        yomi=_text(record, "speakerYomi"),
        role=_text(record, "speakerRole"),
        group=_text(record, "speakerGroup"),
        position=_text(record, "speakerPosition"),
        url=_text(record, "speechURL"),
    )


def _text(record: Record, name: str) -> str | None:
    """The text of a field; in one line but for the words of a speech."""
    value = record.get(name)
    if not isinstance(value, (str, int)):
        return None
    # Half a pair of UTF-16, which JSON can state, is no character.
    text = str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if name != "speech":
        text = text.translate(_IN_A_LINE)
    return text if text.strip() else None


def _number(record: Record, name: str) -> int | None:
    value = _text(record, name)
    return int(value) if value and value.strip().isdecimal() and len(value) < 10 else None

"""The doubt about two records of one meeting, of invented bodies."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.segment import segment
from schemas.vocabulary import RecordKind

_SPEECH = (
    "○青木委員長　定刻になりましたので始めます。\n○坂本委員　費用を伺います。\n"
    "○青木委員長　百万円です。\n○坂本委員　了解です。\n"
)
_OTHER_SPEECH = (
    "○青木委員長　再開します。\n○坂本委員　池の深さを伺います。\n"
    "○青木委員長　二メートルです。\n○坂本委員　浅いと思います。\n"
)
_ADDED = "○青木委員長　以上で終わります。\n"
_SITTING = "令和５年第１回あおば町議会定例会会議録（第１号）"
_NO_ROUND = "あおば町緑化審議会 議事録"
_DAY = "令和５年４月１３日"


def _record(title: str, speech: str, day: str = _DAY) -> str:
    return (
        f"{title}\n\n日時　{day}　午後１時３０分～午後３時\n場所　役場\n"
        f"出席委員：青木委員長、坂本委員\n\n{speech}"
    )


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        (_record(_SITTING, _SPEECH), _record(_SITTING, _SPEECH + _ADDED), "meeting_is_once"),
        (_record(_NO_ROUND, _SPEECH), _record(_NO_ROUND, _SPEECH + _ADDED), "meeting_is_once"),
        # A round with two records is found by its number, and named once.
        (
            _record(f"第３回{_NO_ROUND}", _SPEECH),
            _record(f"第３回{_NO_ROUND}", _SPEECH + _ADDED),
            "round_is_once",
        ),
        # Two sittings of a day, two days, two bodies.
        (_record(_SITTING, _SPEECH), _record(_SITTING, _OTHER_SPEECH), None),
        (_record(_NO_ROUND, _SPEECH), _record(_NO_ROUND, _OTHER_SPEECH), None),
        (_record(_NO_ROUND, _SPEECH), _record(_NO_ROUND, _SPEECH, "令和５年５月１８日"), None),
        (_record(_NO_ROUND, _SPEECH), _record("あおば町教育審議会 議事録", _SPEECH), None),
    ],
)
def test_two_records_of_one_meeting_are_doubted(
    documents_of: Callable[..., pl.DataFrame], first: str, second: str, rule: str | None
) -> None:
    documents = documents_of(first, second)
    issues = normalise(documents, segment(documents).blocks, RecordKind.VERBATIM).quality_issues
    found = issues.filter(pl.col("rule").is_in(["meeting_is_once", "round_is_once"]))
    later = documents["document_id"].sort()[1]
    assert found.select("document_id", "rule").rows() == ([(later, rule)] if rule else [])

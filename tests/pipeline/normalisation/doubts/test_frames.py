"""Doubts about lines within speech that are framed as the turns of their meeting are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.normalisation.doubts.frames import frames_unread
from pipeline.normalisation.doubts.reading import Reading
from schemas.vocabulary import RemarkKind

ReadingWith = Callable[..., Reading]


def doubted(reading_with: ReadingWith, line: str, markers: list[str]) -> bool:
    remarks = [
        {
            "kind": RemarkKind.REMARK.value,
            "marker": marker,
            "speaker_text": None,
            "text": "はい。",
            "line_start": at,
            "remark_id": f"r-{at}",
            "ordinal": at,
        }
        for at, marker in enumerate(markers, 1)
    ]
    reading = reading_with(("remark", "（委員）伺います。"), (None, line), remarks=remarks)
    found = frames_unread(reading)["line"].to_list()
    assert found in ([], [2])
    return found == [2]


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("（東部センター）今年から相談を始めました。", "（委員）"),
        ("【西部協会】　費用は昨年と同じです。", "【会長】"),
        ("○　説明がほしい。物価だけでは足りない。", "Ｑ．"),
        ("・もう一度調べてほしい。", "【問】"),
    ],
)
def test_a_line_framed_as_the_turns_are_is_doubted(
    reading_with: ReadingWith, line: str, marker: str
) -> None:
    assert doubted(reading_with, line, [marker] * 4)


@pytest.mark.parametrize(
    ("line", "markers"),
    [
        ("（東部センター）今年から相談を始めました。", ["（委員）"] * 3),
        ("（東部センター）今年から相談を始めました。", ["○委員"] * 6),
        ("（拍手）はい。", ["（委員）"] * 6),
        ("（東部センターの件は、今年から始めました。）", ["（委員）"] * 6),
        ("○　説明がほしい。", ["○委員"] * 6),
        ("○東部センター", ["Ｑ．"] * 6),
    ],
)
def test_other_lines_are_not(reading_with: ReadingWith, line: str, markers: list[str]) -> None:
    assert not doubted(reading_with, line, markers)

"""The order in which members will speak, printed before the talk: no list and no speech."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

HEAD = (
    "第３回みどり台図書館整備検討会議　議事録\n\n"
    "１　日時　令和３年４月５日（月）午後１時30分～３時\n２　場所　みどり台市役所\n"
    "３　出席者\n　出席委員：青木座長、坂本委員、大野委員\n　事務局：石田課長\n\n"
)
TALK = (
    "○青木座長　定刻になりましたので始めます。\n\n"
    "○坂本委員　書架の数を伺います。\n\n○石田課長　五十台です。\n\n（以上）\n"
)
SPEAKERS = ["青木座長", "坂本委員", "石田課長"]

ORDERS = [
    "４　質問の順序\n　○坂本委員　書架の数について\n　○大野委員　開館について\n\n５　議事\n\n",
    "４　質問の順序\n　○坂本委員　書架の数について\n　○大野委員　開館について\n\n",
    # What will be asked may look like speech.
    "〔発言順序〕\n　○坂本委員　書架が減っている理由\n　○大野委員　休みを減らすべきではないか\n\n",
    "４　一般質問通告一覧\n\n　１番　坂本委員\n　　１　書架の数について\n　　２　開館について\n"
    "　２番　大野委員\n　　１　駐車場について\n\n５　議事\n\n",
    "４　発言の順序：\n　坂本委員\n　大野委員\n\n",
]


BELOW_AN_ORDER = [
    f"{HEAD}４　質問の順序\n　坂本委員　書架について\n\n{talk}"
    for talk in (TALK, TALK.replace("○", "　○").replace("ので始めます", "ので\n始めます"))
]


@pytest.fixture(scope="module")
def read(
    tables_of_each: Callable[..., dict[str, dict[str, pl.DataFrame]]],
) -> dict[str, dict[str, pl.DataFrame]]:
    """The tables of all records, by text."""
    return tables_of_each([*(HEAD + order + TALK for order in ORDERS), *BELOW_AN_ORDER])


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_of_speakers_is_neither_a_list_of_attendees_nor_speech(
    read: dict[str, dict[str, pl.DataFrame]], order: str
) -> None:
    tables = read[HEAD + order + TALK]
    listed = tables["attendance"]["name_text"].to_list()
    assert listed == ["青木座長", "坂本委員", "大野委員", "石田課長"]
    remarks = tables["remarks"].sort("ordinal").filter(kind="remark")
    assert remarks["speaker_text"].to_list() == SPEAKERS
    assert remarks["attendance_id"].null_count() == 0
    assert tables["agenda_items"].height <= 1  # ５　議事


@pytest.mark.parametrize("record", BELOW_AN_ORDER)
def test_speech_below_an_order_opens_the_talk(
    read: dict[str, dict[str, pl.DataFrame]], record: str
) -> None:
    remarks = read[record]["remarks"].sort("ordinal").filter(kind="remark")
    assert remarks["speaker_text"].to_list() == SPEAKERS

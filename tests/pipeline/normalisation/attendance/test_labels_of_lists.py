"""Labels of lists of attendees in whole records: which lines open a list, and which are none."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from tests.pipeline.normalisation.attendance.test_broken_lists import HEAD, TALK

# Group, name and presence of the persons.
LISTS: dict[str, tuple[str, list[tuple[str | None, str, str]]]] = {
    "those who came and those who did not": (
        "出席した方\n　青木　一郎氏\n　坂本　修氏\n欠席した方\n　柏木　緑委員",
        [
            (None, "青木　一郎氏", "present"),
            (None, "坂本　修氏", "present"),
            ("欠席した方", "柏木　緑委員", "absent"),
        ],
    ),
    "the body before the word, and who did not come on the line of the label": (
        "東館町合併協議会出席者\n会　長　　青　木　　一　郎\n委員（東館町）\n"
        "坂　本　　　修　　柏　木　　　緑\n東館町合併協議会欠席者　　石　田　　正　男",
        [
            (None, "青　木　　一　郎", "present"),
            ("委員", "坂　本　　　修", "present"),
            ("委員", "柏　木　　　緑", "present"),
            ("東館町合併協議会欠席者", "石　田　　正　男", "absent"),
        ],
    ),
    "a count with brackets inside of it behind the label": (
        "委員の出欠（定数４名　出席３名（うち代理１名））\n　青木委員、坂本委員、柏木委員",
        [
            ("委員の出欠", "青木委員", "present"),
            ("委員の出欠", "坂本委員", "present"),
            ("委員の出欠", "柏木委員", "present"),
        ],
    ),
    "by what law they came": (
        "出席議員\n　１番　青木　一郎　　２番　坂本　修\n"
        "地方自治法第121条第１項の規定により説明のため出席した者\n"
        "　町　長　　柏　木　　　緑",
        [
            ("出席議員", "青木　一郎", "present"),
            ("出席議員", "坂本　修", "present"),
            (
                "地方自治法第121条第１項の規定により説明のため出席した者",
                "柏　木　　　緑",
                "present",
            ),
        ],
    ),
    "where they sat, with a colon": (
        "３．出席者\n（構成員）\n　会場：青木座長、坂本、柏木　各委員\n　オンライン：石田委員",
        [
            ("会場", "青木座長", "present"),
            ("会場", "坂本", "present"),
            ("会場", "柏木", "present"),
            ("オンライン", "石田委員", "online"),
        ],
    ),
    "an office of the matter below those who did not come": (
        "出席委員　青木委員　坂本委員\n欠席委員　な　し\n処分庁　　納税課　白井課長　大野主事",
        [
            ("出席委員", "青木委員", "present"),
            ("出席委員", "坂本委員", "present"),
            ("処分庁", "白井課長", "present"),
            ("処分庁", "大野主事", "present"),
        ],
    ),
    "what is said of those above is no label": (
        "３．出席者\n　青木　一郎氏\n　坂本　修氏\n　　　　　　（以上　委員）\n"
        "　白井教育部長\n　大野指導主事\n　　　　　　（以上　教育委員会）",
        [
            ("委員", "青木　一郎氏", "present"),
            ("委員", "坂本　修氏", "present"),
            ("教育委員会", "白井教育部長", "present"),
            ("教育委員会", "大野指導主事", "present"),
        ],
    ),
    "spread labels with a colon": (
        "出 席 者：教育長　　　　青木　一郎\n"
        "　　　　　委　員　　　　坂本　修\n"
        "欠 席 者：委　員　　　　柏木　緑\n"
        "説 明 員：教育次長　　　石田　努",
        [
            (None, "青木　一郎", "present"),
            (None, "坂本　修", "present"),
            ("欠 席 者", "柏木　緑", "absent"),
            ("説 明 員", "石田　努", "present"),
        ],
    ),
    "those who came of the city, below those who did not": (
        "出席委員（2名）\n　　　　　青木　慎一委員長　　　坂本　直美副委員長\n"
        "欠席委員（1名）\n　　　　　柏木　陽子委員\n"
        "市出席者　都市整備部長　石田　豊\n　　　　　公園緑地課長　大野　典子",
        [
            ("出席委員", "青木　慎一委員長", "present"),
            ("出席委員", "坂本　直美副委員長", "present"),
            ("欠席委員", "柏木　陽子委員", "absent"),
            ("市出席者", "石田　豊", "present"),
            ("市出席者", "大野　典子", "present"),
        ],
    ),
    "names below the one who presides, with where they work behind": (
        "３．出席者\n【構成員】（五十音順）\n　座長　青木　文雄　　架空大学\n"
        "　　　　坂本　修　　　架け橋技術協会\n　　　　柏木　健　　　見本大学",
        [
            ("構成員", "青木　文雄", "present"),
            ("構成員", "坂本　修", "present"),
            ("構成員", "柏木　健", "present"),
        ],
    ),
    "a bracket that says office and proxy": (
        "３．出席者\n【委員】青木　一郎（架空大学）、坂本　修（県市長会、代理：石田　努）",
        [("委員", "青木　一郎", "present"), ("委員", "坂本　修", "proxy")],
    ),
}


@pytest.fixture(scope="module")
def read(
    tables_of_each: Callable[..., dict[str, dict[str, pl.DataFrame]]],
) -> dict[str, dict[str, pl.DataFrame]]:
    """By text, the tables of the records with these lists."""
    return tables_of_each(HEAD + written + TALK for written, _ in LISTS.values())


@pytest.mark.parametrize(("written", "persons"), LISTS.values(), ids=LISTS)
def test_labels(
    written: str,
    persons: list[tuple[str | None, str, str]],
    read: dict[str, dict[str, pl.DataFrame]],
) -> None:
    found = (
        read[HEAD + written + TALK]["attendance"]
        .sort("ordinal")
        .select("attendee_group", "name_text", "presence")
        .rows()
    )
    assert found == persons


def test_times_of_a_sitting_with_numbers_and_days_of_their_own(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    head = "第３回みどり台市議会定例会会議録\n\n１　期　日　　平成21年９月15日（火）\n"
    numbered = "２　開　会　　午後３時\n３　閉　会　　午後３時50分\n"
    meeting = tables_of(head + numbered + TALK)["meetings"].row(0, named=True)
    assert (meeting["starts_at"].strftime("%H:%M"), meeting["ends_at"].strftime("%H:%M")) == (
        "15:00",
        "15:50",
    )
    dated = (
        "開　　　会　　平成21年9月15日（火）午前10時00分\n"
        "閉　　　会　　平成21年9月15日（火）午前11時12分\n"
    )
    meeting = tables_of(head + dated + TALK)["meetings"].row(0, named=True)
    assert (meeting["starts_at"].strftime("%H:%M"), meeting["ends_at"].strftime("%H:%M")) == (
        "10:00",
        "11:12",
    )
    sitting = "２　開議時刻　　午前９時59分\n３　散会時刻　　午前11時21分\n"
    meeting = tables_of(head + sitting + TALK)["meetings"].row(0, named=True)
    assert (meeting["starts_at"].strftime("%H:%M"), meeting["ends_at"].strftime("%H:%M")) == (
        "09:59",
        "11:21",
    )

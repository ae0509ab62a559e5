from __future__ import annotations

import polars as pl
import pytest

from pipeline.fields.venues import place_behind_date, with_place_parts

# Place: venue, room, floor, format.
PLACES: dict[str | None, tuple[str | None, str | None, int | None, str]] = {
    "みどり会館 大会議室（４階）": ("みどり会館", "大会議室", 4, "unstated"),
    "みどり会館　第２会議室(12階)": ("みどり会館", "第２会議室", 12, "unstated"),
    "みどり会館 講堂（地下１階）": ("みどり会館", "講堂", -1, "unstated"),
    "みどり会館 講堂（地下 ２階）": ("みどり会館", "講堂", -2, "unstated"),
    "みどり会館 ホール（B1F）": ("みどり会館", "ホール", -1, "unstated"),
    "みどり会館 ホール（三階）": ("みどり会館", "ホール", 3, "unstated"),
    "みどり会館 416会議室": ("みどり会館", "416会議室", None, "unstated"),
    "みどり会館": ("みどり会館", None, None, "unstated"),
    "大会議室": (None, "大会議室", None, "unstated"),
    "架空府 みどり会館 応接室": ("架空府 みどり会館", "応接室", None, "unstated"),
    "オンライン開催": ("オンライン開催", None, None, "online"),
    "Web会議": ("Web会議", None, None, "online"),
    "ＷＥＢ会議": ("ＷＥＢ会議", None, None, "online"),
    "みどり会館 大会議室及びオンライン": ("みどり会館", "大会議室", None, "hybrid"),
    "みどり会館 大会議室（Zoom併用）": ("みどり会館", "大会議室", None, "hybrid"),
    "於、みどり会館８階会議室": ("みどり会館", "会議室", 8, "unstated"),
    "於：みどり会館 特別応接室": ("みどり会館", "特別応接室", None, "unstated"),
    "みどり会館 402・403会議室（オンライン含む）": ("みどり会館", "402・403会議室", None, "hybrid"),
    "みどり会館 会議室Ａ・Ｂ": ("みどり会館", "会議室Ａ・Ｂ", None, "unstated"),
    "みどり会館６階「鳳凰」（西側）※WEB会議併用": ("みどり会館", "「鳳凰」", 6, "hybrid"),
    "架空市防災センター402・403会議室（オンライン含む）": (
        *("架空市防災センター", "402・403会議室"),
        *(None, "hybrid"),
    ),
    "架空大学校友会館「若草の間」": ("架空大学校友会館", "「若草の間」", None, "unstated"),
    "みどり会館 分庁舎 和室": ("みどり会館 分庁舎", "和室", None, "unstated"),
    "みどり会館 大会議室\n架空市海岸通４－１": ("みどり会館", "大会議室", None, "unstated"),
    # The building with its floor in brackets, and the next item of the record after it.
    "第２会議室（東庁舎３階）": ("東庁舎", "第２会議室", 3, "unstated"),
    "第２会議室（東庁舎３階）１．開会": ("東庁舎", "第２会議室", 3, "unstated"),
    "第２会議室１．開　会": (None, "第２会議室", None, "unstated"),
    "みどり会館（３階）1. 会長挨拶": ("みどり会館", None, 3, "unstated"),
    "みどり会館 大会議室（３階）": ("みどり会館", "大会議室", 3, "unstated"),
    "大会議室（３階）": (None, "大会議室", 3, "unstated"),
    "みどり会館 会議室１・２": ("みどり会館", "会議室１・２", None, "unstated"),
    # A place whose name holds a word for a room.
    "氷室市役所本庁舎　302会議室": ("氷室市役所本庁舎", "302会議室", None, "unstated"),
    "みどり病院　管理棟4階　カンファレンスルームB": (
        *("みどり病院　管理棟", "カンファレンスルームB"),
        *(4, "unstated"),
    ),
    "みどり会館 6 階 601 会議室": ("みどり会館", "601 会議室", 6, "unstated"),
    "みどり会館12 会議室": ("みどり会館12", "会議室", None, "unstated"),
    "室戸会館 講堂": ("室戸会館", "講堂", None, "unstated"),
    "氷室市役所 青木室長": ("氷室市役所 青木室長", None, None, "unstated"),
    "みどり会館 会議室青木一郎教育長": ("みどり会館", "会議室", None, "unstated"),
    "みどり会館 大会議室及び和室": ("みどり会館", "大会議室及び和室", None, "unstated"),
    "みどり会館 大会議室等": ("みどり会館", "大会議室", None, "unstated"),
    None: (None, None, None, "unstated"),
}


def parts(place: str | None) -> tuple[str | None, str | None, int | None, str]:
    frame = pl.DataFrame({"place_text": [place]}, schema={"place_text": pl.String})
    row = with_place_parts(frame).row(0, named=True)
    return row["venue"], row["room"], row["floor"], row["format"]


@pytest.mark.parametrize(("place", "expected"), PLACES.items())
def test_a_place_is_venue_room_floor_and_format(
    place: str | None, expected: tuple[str | None, str | None, int | None, str]
) -> None:
    assert parts(place) == expected


@pytest.mark.parametrize(
    ("place", "floor"),
    [
        ("みどり会館 ３階 大会議室", 3),
        ("みどり会館３階大会議室", 3),
        ("みどり会館 地下１階 大会議室", -1),
    ],
)
def test_a_floor_before_the_room_is_part_of_neither(place: str, floor: int) -> None:
    assert parts(place) == ("みどり会館", "大会議室", floor, "unstated")


@pytest.mark.parametrize(("written", "floor"), [("３Ｆ", 3), ("Ｂ１Ｆ", -1), ("Ｂ１階", -1)])
def test_a_floor_in_full_width_letters_is_read(written: str, floor: int) -> None:
    assert parts(f"みどり会館 講堂（{written}）") == ("みどり会館", "講堂", floor, "unstated")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("みどり会館（オンライン併用）", "hybrid"),
        ("みどり会館及びオンライン", "hybrid"),
        ("対面及びオンライン", "hybrid"),
        ("みどり会館 大会議室（対面開催）", "in_person"),
    ],
)
def test_the_format_is_what_is_stated(place: str, expected: str) -> None:
    assert parts(place)[3] == expected


@pytest.mark.parametrize(
    ("place", "venue", "room"),
    [
        (
            "みどり会館（架空市一丁目２番３号）大会議室",
            "みどり会館（架空市一丁目２番３号）",
            "大会議室",
        ),
        ("みどり会館 会議室Ａ", "みどり会館", "会議室Ａ"),
        ("みどり会館３・４階", "みどり会館", None),
    ],
)
def test_venue_and_room_are_as_written(place: str, venue: str, room: str | None) -> None:
    assert parts(place)[:2] == (venue, room)


def test_a_meeting_that_is_stated_to_be_held_at_its_place_is_in_person() -> None:
    assert parts("みどり会館 大会議室（会場開催）")[3] == "in_person"


def test_a_number_that_no_floor_can_be_is_not_read() -> None:
    assert parts("みどり会館（99999999999階）")[2] is None


@pytest.mark.parametrize(
    ("date_text", "expected"),
    [
        ("昭和54年5月16日(水)14.00～15.30 於、みどり会館２階", "みどり会館２階"),
        ("日時・場所 ２月14日 午前10時～午前12時02分　於：みどり会館", "みどり会館"),
        ("日時及び場所 令和6年3月15日(金)13:15～14:40 みどり会館", "みどり会館"),
        ("日時及び場所 令和6年3月15日（金）　みどり会館　会議室", "みどり会館　会議室"),
        ("日時及び場所 令和6年3月15日（金）　午後2時から", None),
        ("日時 令和6年3月15日（金）　雨のち曇り", None),
        ("日時 令和6年3月15日(金)13:15～14:40 雨", None),
        ("日時及び場所 令和6年3月15日(金)13:15～14:40", None),
        (None, None),
    ],
)
def test_a_place_may_stand_behind_the_time(date_text: str | None, expected: str | None) -> None:
    frame = pl.DataFrame({"date_text": [date_text]}, schema={"date_text": pl.String})
    assert frame.select(place_behind_date()).item() == expected

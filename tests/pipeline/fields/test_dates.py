from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from pipeline.fields.dates import with_date_parts

DATES = {
    "平成27年７月31日": date(2015, 7, 31),
    "平成元年1月8日": date(1989, 1, 8),
    "昭和六十三年十二月三十一日": date(1988, 12, 31),
    "昭和64年1月7日": date(1989, 1, 7),
    "大正十二年九月一日": date(1923, 9, 1),
    "令和弐年参月拾日": date(2020, 3, 10),
    "昭和貳拾壹年拾弐月参拾壱日": date(1946, 12, 31),
    "令和弐年参月拾日（弐拾名参加）": date(2020, 3, 10),
    "令和廿年一月廿日": None,
    "令和弐年参月廿日": None,
    "明治四十五年七月二十九日": date(1912, 7, 29),
    "令和元年五月一日": date(2019, 5, 1),
    "令和 ６ 年 ４ 月 １ 日": date(2024, 4, 1),
    "令和６年２月29日": date(2024, 2, 29),
    "2024年4月1日": date(2024, 4, 1),
    "２０２４年１２月３１日": date(2024, 12, 31),
    "2024/4/1": date(2024, 4, 1),
    "2024-04-01": date(2024, 4, 1),
    "2024.4.1": date(2024, 4, 1),
    "H27/3/6": date(2015, 3, 6),
    "R5.4.1": date(2023, 4, 1),
    "令和5.4.1": date(2023, 4, 1),
    "㋿６年４月１日": date(2024, 4, 1),
    "07/06/2015": date(2015, 7, 6),
    "平成 1 7 年 1 0 月 2 5 日": date(2005, 10, 25),
    "平成27年\n　３月６日": date(2015, 3, 6),
    "平成20年（2008年）7月1日": date(2008, 7, 1),
    "平成28(2016)年3月2日": date(2016, 3, 2),
    "２０１６年（平成２８年）３月２日": date(2016, 3, 2),
    "西暦2016年3月2日": date(2016, 3, 2),
    "1 開催日時昭和49年11月20日": date(1974, 11, 20),
    "令和元年11月21日（木）（議事録の公開 令和2年1月15日）": date(2019, 11, 21),
    "120240401/4/1": None,
    "令和６年２月30日": None,
    "令和５年２月29日": None,
    "2024年13月1日": None,
    "2024/4/31": None,
    "令和６年４月": None,
    "４月１日": None,
    "未定": None,
    "": None,
}

WEEKDAYS = {
    "令和６年４月１日（月）": "月",
    "令和６年４月２日(火)": "火",
    "令和６年４月３日（水曜日）": "水",
    "令和６年４月４日（木曜）": "木",
    "令和６年４月５日 （ 金 ）": "金",
    "令和６年４月６日（日）": "日",
    "2024年4月7日（日）10:00": "日",
    "令和６年４月１日": None,
    "令和６年４月１日（予定）": None,
    "令和６年４月１日10:00～（月を見る会）": None,
    "令和６年４月１日㈪": "月",
    "令和６年４月１日　月曜日": "月",
    "令和６年４月１日〔月〕": "月",
    "07/06/2015（月）": "月",
    "令和６年４月１日（　）": None,
}

DAY = "令和６年４月１日（月）"
TIMES = {
    "10：31～11：59": ("10:31", "11:59"),
    "10:31〜11:59": ("10:31", "11:59"),
    "１０：３１－１１：５９": ("10:31", "11:59"),
    "10:31-11:59": ("10:31", "11:59"),
    "10:31‐11:59": ("10:31", "11:59"),
    "10:31–11:59": ("10:31", "11:59"),
    "10:31—11:59": ("10:31", "11:59"),
    "10:31―11:59": ("10:31", "11:59"),
    "10:31−11:59": ("10:31", "11:59"),
    "10:31 ～ 11:59": ("10:31", "11:59"),
    "午前拾時参拾壱分～午前拾壱時五拾九分": ("10:31", "11:59"),
    "午前十時参拾壱分から午前十一時五十九分まで": ("10:31", "11:59"),
    "午前10時開会、参加者は11名": ("10:00", None),
    "10時31分から11時59分まで": ("10:31", "11:59"),
    "10時より12時まで": ("10:00", "12:00"),
    "十時三十一分～十二時": ("10:31", "12:00"),
    "10.31～11.59": ("10:31", "11:59"),
    "午前９時～午前11時": ("09:00", "11:00"),
    "午後１時30分～午後３時": ("13:30", "15:00"),
    "午後１時30分～３時": ("13:30", "15:00"),
    "午前10時30分～11時": ("10:30", "11:00"),
    "午前10時～午後１時": ("10:00", "13:00"),
    "午前10時～正午": ("10:00", "12:00"),
    "正午～午後１時": ("12:00", "13:00"),
    "午後０時15分～１時": ("12:15", "13:00"),
    "午後12時15分～１時": ("12:15", "13:00"),
    "10:31～": ("10:31", None),
    "10時31分頃～": ("10:31", None),
    "午後２時開会": ("14:00", None),
    "午後２時": ("14:00", None),
    "AM10:00～PM1:00": ("10:00", "13:00"),
    "14 : 00～15 : 30": ("14:00", "15:30"),
    "0:00～23:59": ("00:00", "23:59"),
    "22時～25時30分": ("22:00", "25:30"),
    "２２：００～２９：５９": ("22:00", "29:59"),
    "25:00～26:00": ("25:00", "26:00"),
    "午後10時～24時": ("22:00", "24:00"),
    "二十二時から二十五時半まで": ("22:00", "25:30"),
    "22時～30時": ("22:00", None),
    "22時～午後25時": ("22:00", None),
    "22.00～25.30": ("22:00", None),
    "10:60～11:00": (None, "11:00"),
    "15:00～13:00": ("15:00", "13:00"),
    "14.00～15.30": ("14:00", "15:30"),
    "14時〜16時": ("14:00", "16:00"),
    "10時1分～10時9分": ("10:01", "10:09"),
    "17:33〜18:34": ("17:33", "18:34"),
    "10:31∼11:59": ("10:31", "11:59"),
    "自 午後2時01分  至 午後2時50分": ("14:01", "14:50"),
    "\n一　時　刻　自　午後二時〇一分\n　　　　　至　午後三時十分": ("14:01", "15:10"),
    "\n開会　午前10時5分\n閉会　正午": ("10:05", "12:00"),
    "\n開　議　午後一時三分\n散　会　午後四時": ("13:03", "16:00"),
    "\n開始　午前９時\n終了　午前11時55分": ("09:00", "11:55"),
    "\n開会時刻：午後１時\n閉会時刻：午後２時20分": ("13:00", "14:20"),
    "\n午前十時開会　　正午閉会": ("10:00", "12:00"),
    "\n午前十時四十九分開議\n午後零時十五分散会": ("10:49", "12:15"),
    "\n午前11時36分散会": (None, "11:36"),
    "\n○開　会　午前９時30分\n○散　会　午前11時48分\n　午前９時30分　開会": ("09:30", "11:48"),
    "\n（閉会　20時20分）": (None, "20:20"),
    "\n8 閉会　15時10分": (None, "15:10"),
    "　19時～20時20分\n（閉会　20時20分）": ("19:00", "20:20"),
    "\n10時30分から\n11時59分まで": ("10:30", "11:59"),
    "　午前10時00分開議\n午前11時02分休憩\n午後０時15分散会": ("10:00", "12:15"),
    "　午前10時00分開議\n午前10時00分　開議\n午前11時42分　散会": ("10:00", "11:42"),
    "午前10時30分～午前12時00分": ("10:30", "12:00"),
    "午前10時30分～午前12時02分": ("10:30", "12:02"),
    "午前10時～12時02分": ("10:00", "12:02"),
    "午後13時30分～15時": ("13:30", "15:00"),
    "午後０時15分～午後２時": ("12:15", "14:00"),
    "正午～１時30分": ("12:00", "13:30"),
    "午前10時～同11時20分": ("10:00", "11:20"),
    "午後５時30分頃から７時５分頃まで": ("17:30", "19:05"),
    "10：00～11：30（90分）": ("10:00", "11:30"),
    "10時から（２時間程度）": ("10:00", None),
    "14 時 05 分 ～ 1 5 時": ("14:05", "15:00"),
    "15時に終了": (None, "15:00"),
    "13時30分に開会し、15時に閉会した": ("13:30", "15:00"),
    "10:31 10:59": ("10:31", "10:59"),
    "": (None, None),
    "未定": (None, None),
}


def parts(date_text: str | None) -> dict[str, object]:
    frame = pl.DataFrame({"date_text": [date_text]}, schema={"date_text": pl.String})
    return with_date_parts(frame).row(0, named=True)


def japan(clock: str | None) -> datetime | None:
    """The hour of a day that ends on the next one: 25:30 is half past one."""
    if clock is None:
        return None
    hour, minute = map(int, clock.split(":"))
    return datetime(2024, 4, 1 + hour // 24, hour % 24, minute, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize(("written", "expected"), DATES.items())
def test_a_date_is_read(written: str, expected: date | None) -> None:
    assert parts(written)["date"] == expected


@pytest.mark.parametrize(("written", "expected"), WEEKDAYS.items())
def test_a_weekday_is_read_as_written(written: str, expected: str | None) -> None:
    assert parts(written)["weekday_stated"] == expected


@pytest.mark.parametrize(("written", "expected"), TIMES.items())
def test_start_and_end_are_read(written: str, expected: tuple[str | None, str | None]) -> None:
    found = parts(DAY + written)
    start, end = map(japan, expected)
    assert (found["starts_at"], found["ends_at"]) == (start, end)
    minutes = None if start is None or end is None else (end - start).total_seconds() / 60
    assert found["duration_minutes"] == minutes


@pytest.mark.parametrize(
    ("written", "expected"),
    [("令和６年４月１日（月・祝）", "月"), ("2024/4/1（月）", "月"), ("2024.4.1(月)", "月")],
)
def test_a_weekday_of_another_form_is_read(written: str, expected: str) -> None:
    assert parts(written)["weekday_stated"] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("10時半～12時", ("10:30", "12:00")), ("午後１時半から３時半まで", ("13:30", "15:30"))],
)
def test_half_past_is_half_past(written: str, expected: tuple[str, str]) -> None:
    found = parts(DAY + written)
    assert (found["starts_at"], found["ends_at"]) == tuple(map(japan, expected))


@pytest.mark.parametrize("written", ["令和６年（2024年）４月１日", "2024年（令和６年）４月１日"])
def test_a_year_that_is_written_twice_is_read_once(written: str) -> None:
    assert parts(written)["date"] == date(2024, 4, 1)


@pytest.mark.parametrize("written", ["PM1:00～PM3:00", "ＰＭ１：００～３：００", "pm 1:00-3:00"])
def test_pm_is_the_afternoon(written: str) -> None:
    found = parts(DAY + written)
    assert (found["starts_at"], found["ends_at"]) == (japan("13:00"), japan("15:00"))


@pytest.mark.parametrize("day", ["2024/4/1", "2024.4.1", "2024-4-1", "2024/04/01"])
def test_a_time_behind_a_date_of_digits_is_not_part_of_it(day: str) -> None:
    found = parts(f"{day} 10:00～11:30")
    assert found["date"] == date(2024, 4, 1)
    assert (found["starts_at"], found["ends_at"]) == (japan("10:00"), japan("11:30"))


@pytest.mark.parametrize("written", ["令和６年４月31日（月）10:00～11:00", "10:00～11:00", None])
def test_without_a_date_there_is_no_time(written: str | None) -> None:
    found = parts(written)
    assert [found[name] for name in ("date", "starts_at", "ends_at", "duration_minutes")] == [
        None
    ] * 4
    assert found["fiscal_year"] is None


@pytest.mark.parametrize(
    ("written", "year"),
    [("令和６年３月31日", 2023), ("令和６年４月１日", 2024), ("2025年1月1日", 2024)],
)
def test_a_fiscal_year_begins_in_april(written: str, year: int) -> None:
    assert parts(written)["fiscal_year"] == year


@pytest.mark.parametrize(
    ("title", "written", "expected"),
    [
        ("令和３年度 第２回架空会議", "２月14日（月）10時", date(2022, 2, 14)),
        ("令和３年度 第２回架空会議", "４月１日", date(2021, 4, 1)),
        ("平成二十六年第三回定例会", "二月十四日", date(2014, 2, 14)),
        ("2025年 第１回架空会議", "１月18日", date(2025, 1, 18)),
        ("第２回架空会議", "２月14日（月）", None),
        ("架空会議（令和４年11月17日）", "10時から", date(2022, 11, 17)),
        ("架空会議（令和４年11月17日）", None, date(2022, 11, 17)),
        ("架空会議（令和４年11月17日）", "令和４年11月24日", date(2022, 11, 24)),
        ("架空会議（令和４年11月17日）", "令和４年11月31日", None),
        ("令和３年度 架空会議", "２月30日", None),
        (None, "２月14日", None),
        ("令和３年度 架空委員会 第11回委員会 (11月19日)", None, date(2021, 11, 19)),
        ("令和３年度 架空委員会（2月19日開催）", None, date(2022, 2, 19)),
        ("架空委員会（2月19日）", None, None),
        ("令和３年度 架空委員会（2月19日）の会議録について", None, None),
    ],
)
def test_what_the_date_does_not_say_the_title_may(
    title: str | None, written: str | None, expected: date | None
) -> None:
    frame = pl.DataFrame(
        {"title": [title], "date_text": [written]},
        schema={"title": pl.String, "date_text": pl.String},
    )
    assert with_date_parts(frame)["date"].to_list() == [expected]


def test_a_number_that_no_year_can_be_is_no_date() -> None:
    assert parts("平成99999999999年1月1日")["date"] is None


def test_rows_are_read_one_by_one() -> None:
    frame = pl.DataFrame({"date_text": ["令和元年5月1日", None, "2024/4/1"], "line": [1, 2, 3]})
    found = with_date_parts(frame)
    assert found.select("line", "date").rows() == [
        (1, date(2019, 5, 1)),
        (2, None),
        (3, date(2024, 4, 1)),
    ]
    assert {name: found.schema[name] for name in ("date", "fiscal_year", "duration_minutes")} == {
        "date": pl.Date,
        "fiscal_year": pl.Int32,
        "duration_minutes": pl.Int32,
    }
    assert found.schema["starts_at"] == pl.Datetime("us", "Asia/Tokyo")

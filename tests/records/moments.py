"""Numbers, days and hours in the forms of the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from tests.records.dice import Dice

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
KANJI = "〇一二三四五六七八九"
ERAS = (("令和", date(2019, 5, 1)), ("平成", date(1989, 1, 8)))
NUMBERS = ("half", "full", "mixed", "kanji")
DASHES = ("～", "~", "〜", "－", "−", "―", "-", "から")


def numeral(number: int, form: str) -> str:
    """A number below 1,000; `mixed` has one digit full-width and more half-width."""
    if form == "kanji":
        return _kanji(number)
    is_full = form == "full" or (form == "mixed" and number < 10)
    return str(number).translate(FULL_WIDTH) if is_full else str(number)


def _kanji(number: int) -> str:
    if number == 0:
        return "零"
    written = ""
    for size, name in ((100, "百"), (10, "十")):
        digit, number = divmod(number, size)
        written += (KANJI[digit] if digit > 1 else "") + name if digit else ""
    return written + (KANJI[number] if number else "")


def era_year(day: date, form: str) -> str:
    """The year of an era: 令和３年, 平成元年."""
    name, first = next((name, first) for name, first in ERAS if day >= first)
    year = day.year - first.year + 1
    return f"{name}{'元' if year == 1 else numeral(year, form)}年"


def fiscal_year(day: date, form: str) -> str:
    """The fiscal year of a day, in the era that its first of April lies in."""
    return era_year(date(day.year - (day.month < 4), 4, 1), form)[:-1] + "年度"


def write_day(dice: Dice, day: date, form: str, *, slashes: bool = True) -> str:
    """A day with or without its weekday. With `slashes`, Western forms such as 12/31/2021 too."""
    weekday = "月火水木金土日"[day.weekday()]
    brackets = "（{}）" if form in ("full", "kanji") or dice.chance(0.5) else "({})"
    month_and_day = f"{numeral(day.month, form)}月{numeral(day.day, form)}日"
    western = f"{numeral(day.year, 'full' if form == 'full' else 'half')}年"
    era = era_year(day, form)
    if form == "kanji":
        return f"{era}{month_and_day}" + dice.pick(("", f"（{weekday}曜日）"))
    written = dice.pick(
        (
            *[era + month_and_day] * 6,
            western + month_and_day,
            f"{era}（{western}）{month_and_day}",
            f"{western}（{era}）{month_and_day}",
            f"{day:%Y/%m/%d}" if slashes and form == "half" else era + month_and_day,
            f"{day:%m/%d/%Y}"
            if slashes and form == "half" and day.day > 12
            else era + month_and_day,
        )
    )
    shown = dice.pick((weekday, weekday, f"{weekday}曜日", "　", None))
    return written + (brackets.format(shown) if shown else "")


@dataclass(frozen=True)
class Hours:
    """How the hours of a meeting are written, and which of them are.

    `line` is one piece of text. `labelled` has the hours under labels of their own instead.
    """

    line: str
    labelled: tuple[tuple[str, str], ...]
    start: time | None
    end: time | None


def clock(moment: time, form: str, *, halves: bool, half: bool = True) -> str:
    """An hour in words. With `halves`, twelve hours a half; without `half` its name is left out."""
    hour = moment.hour % 12 if halves else moment.hour
    name = ("午後" if moment.hour >= 12 else "午前") if halves and half else ""
    minute = f"{numeral(moment.minute, form)}分" if moment.minute else ""
    return f"{name}{numeral(hour, form)}時{minute}"


def write_hours(dice: Dice, start: time, end: time, form: str) -> Hours:
    """Start and end, the start only, or neither."""
    kind = "words" if form == "kanji" else dice.pick(("words", "words", "digits", "dots"))
    if kind in ("digits", "dots"):
        mark = ":" if kind == "digits" else "."
        if form == "full":
            mark = mark.translate(str.maketrans(":.", "：．"))
        first, last = (
            f"{numeral(moment.hour, form)}{mark}"
            + f"{moment.minute:02}".translate(FULL_WIDTH if form == "full" else {})
            for moment in (start, end)
        )
        gap = dice.pick(("", " ")) if form == "half" else ""
        return Hours(f"{first}{gap}{dice.pick(DASHES[:-1])}{gap}{last}", (), start, end)
    halves = form == "kanji" or dice.chance(0.6)
    same_half = (start.hour < 12) == (end.hour < 12)
    first = clock(start, form, halves=halves)
    last = clock(end, form, halves=halves)
    brief = clock(end, form, halves=halves, half=not (same_half and dice.chance(0.5)))
    if end == time(12) and halves:
        last = brief = "正午"
    if start.minute == 30 and dice.chance(0.3):
        first = first.rpartition("時")[0] + "時半"
    shape = dice.pick(("range", "range", "range", "from_to", "labels", "start", "none"))
    if shape == "start":
        return Hours(first + dice.pick(("～", "から", "開会", "～")), (), start, None)
    if shape == "none":
        return Hours("", (), None, None)
    if shape == "from_to":
        return Hours("", (("自", first), ("至", last)), start, end)
    if shape == "labels":
        labels = dice.pick((("開会", "閉会"), ("開始", "終了"), ("開　会", "閉　会")))
        return Hours("", tuple(zip(labels, (first, last), strict=True)), start, end)
    dash = dice.pick(DASHES)
    until = "まで" if dash == "から" else ""
    around = "" if dash == "から" else dice.pick(("頃", "", "", "", ""))
    return Hours(f"{first}{dash}{brief}{around}{until}", (), start, end)

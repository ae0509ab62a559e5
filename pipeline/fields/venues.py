"""Venues: building, room, floor, and the format of the meeting."""

from __future__ import annotations

import polars as pl

from pipeline.text.numerals import NUMBER, integers
from schemas.vocabulary import MeetingFormat

_NAMED = r"(?:「[^」]*」)?(?:[A-ZＡ-Ｚ0-9０-９]{1,3}(?:[・、～~-][A-ZＡ-Ｚ0-9０-９]{1,3})*\b)?"
"""The name of a room, or its number, after the word for it."""
# 室 alone ends a word: 氷室, of 氷室市役所, is no room.
_ROOM = (
    r"(?:((?:[0-9０-９]{3,4}[ 　])?[^ 　\n（(）)]*"
    r"(?:会議室|委員会室|講堂|ホール|研修室|応接室|和室|座敷|ルーム)"
    rf"{_NAMED}|「[^」]*」)"
    rf"|([^ 　\n（(）)]*室{_NAMED})(?:$|[^\p{{Han}}]|[及並等兼他内]))"
)
_BUILDING = (
    r"^(.+(?:センター|会館|公民館|図書館|庁舎|役場|市役所|区役所|号館|プラザ))([^「」]{3,})$"
)
_FLOOR = rf"(地下|[BＢ])?[ 　]*({NUMBER})(?:[・、～~-]{NUMBER})*[ 　]*[階FＦ]"
_ONLINE = "(?i)オンライン|WEB|ＷＥＢ|Ｗｅｂ|ウェブ|リモート|テレビ会議|Zoom|Teams"
_BESIDE_ONLINE = "併用|及び|および|会場|対面|ハイブリッド|含む|一部|参集"
_IN_PERSON = "対面|会場開催|参集"
# Words before and after the name of the place.
_AROUND = r"^(?:於|[：:、，/／｜|]|(?:開催|会議|招集)?の?場[ 　]*所|会[ 　]*場)+[、，：:]?"
_REMARK = (
    rf"[ 　]*(?:※[^\n]*|[|｜]+[ 　]*$"
    rf"|[（(][^（()）]*(?:{_ONLINE.removeprefix('(?i)')})[^（()）]*[）)])"
)
# An item of the order of the day after the place, whose line end is joined: 会議室１．開会.
_ITEM = r"(?s)^(.+?)[ 　]*[0-9０-９]{1,2}[．.][ 　]*[^0-9０-９ 　].*$"
_FLOOR_IN_BRACKETS = rf"[（(][^（()）]*{_FLOOR}[^（()）]*[）)]"
_BUILDING_IN_BRACKETS = (
    rf"[（(]([^（()）]*(?:庁舎|館|センター|ビル|棟|役所|役場))[ 　]*{_FLOOR}[^（()）]*[）)]"
)
_CLOCK = r"(?:[0-9０-９]{1,2}[:：.．][0-9０-９]{2}|時[0-9０-９〇零一二三四五六七八九十]*分?|正午)"


def place_behind_date() -> pl.Expr:
    """Return the place after date and time in `date_text`, or null.

    It follows 於, or the last time or the weekday where the label names a place (日時・場所):
    令和６年４月１日 午後２時 於 架空会館 → 架空会館.
    """
    stated = pl.col("date_text")
    behind_word = stated.str.extract(r"(?:於|[ 　]場所)[ 　]*[、，：:]?[ 　]*([^\n]+)", 1)
    behind_time = stated.str.extract(
        rf"^[^\n]*場[ 　]*所[^\n]*{_CLOCK}(?:まで|頃|ごろ)*[ 　／/、，]+([^\n0-9０-９][^\n]*)", 1
    )
    behind_day = stated.str.extract(
        r"(?m)^[^\n]*場[ 　]*所[^\n]*日[ 　]*[（(].{1,3}[）)][ 　／/、，]+"
        r"([^\n0-9０-９午時]{2}[^\n時]*)$",
        1,
    )
    return pl.coalesce(behind_word, behind_time, behind_day).str.strip_chars()


def with_place_parts(headers: pl.DataFrame) -> pl.DataFrame:
    """Add building, room, floor and format of each meeting.

    架空会館２階 第１会議室 → venue 架空会館, room 第１会議室, floor 2.

    Parameters
    ----------
    headers
        Column `place_text`: the text after the label of the place, or null.

    Returns
    -------
    pl.DataFrame
        `headers` with `venue` (the building), `room` (as written), `floor` (Int32, basements
        negative) and `format`.
    """
    place = pl.col("place_text").str.strip_chars().str.replace(_ITEM, "${1}")
    # The floor is removed, with the brackets around it, if any. What follows is not joined to what
    # is before: 会議室（３階）２ is no 会議室２.
    without_floor = (
        place.str.replace(_AROUND, "")
        .str.replace_all(_REMARK, "")
        .str.replace_all(_FLOOR_IN_BRACKETS, " ")
        .str.replace_all(_FLOOR, " ")
        .str.strip_chars()
    )
    bare = pl.col("_bare")
    floor = integers(place.str.extract(_FLOOR, 2))
    room = pl.col("room")
    venue = (
        pl.when(room.is_not_null())
        .then(bare.str.extract(rf"^(.*?)[ 　]*{_ROOM}", 1))
        .otherwise(bare)
        .str.strip_chars()
        .replace("", None)
    )
    is_online = place.str.contains(_ONLINE).fill_null(False)
    is_beside = (
        pl.col("venue").is_not_null() & (room.is_not_null() | place.str.contains(_BESIDE_ONLINE))
    ).fill_null(False)
    return (
        headers.with_columns(_bare=without_floor)
        .with_columns(room=pl.coalesce(bare.str.extract(_ROOM, 1), bare.str.extract(_ROOM, 2)))
        .with_columns(venue=venue)
        # A building and a room without a blank between them: 防災センター402会議室.
        .with_columns(
            venue=pl.coalesce("venue", room.str.extract(_BUILDING, 1)),
            room=pl.when(pl.col("venue").is_null())
            .then(pl.coalesce(room.str.extract(_BUILDING, 2), room))
            .otherwise(room),
        )
        # 第２会議室（本庁舎３階）: the building is in brackets, with the floor.
        .with_columns(
            venue=pl.coalesce(
                "venue",
                pl.when(pl.col("room").is_not_null()).then(
                    place.str.extract(_BUILDING_IN_BRACKETS, 1)
                ),
            )
        )
        .with_columns(
            floor=pl.when(place.str.extract(_FLOOR, 1).is_not_null()).then(-floor).otherwise(floor),
            format=pl.when(is_online & is_beside)
            .then(pl.lit(MeetingFormat.HYBRID.value))
            .when(is_online)
            .then(pl.lit(MeetingFormat.ONLINE.value))
            .when(place.str.contains(_IN_PERSON).fill_null(False))
            .then(pl.lit(MeetingFormat.IN_PERSON.value))
            .otherwise(pl.lit(MeetingFormat.UNSTATED.value)),
        )
        .drop("_bare")
    )

"""Places: building, room and floor, and whether people met in it."""

from __future__ import annotations

import polars as pl

from pipeline.numerals import NUMBER, to_int
from schemas.vocabulary import MeetingFormat

_ROOM = r"([^ 　（(]*(?:会議室|委員会室|講堂|ホール|研修室|応接室|室))"
_FLOOR = rf"(地下|B)?[ 　]*({NUMBER})[ 　]*(?:階|F)"
_ONLINE = "(?i)オンライン|WEB|ｗｅｂ|ウェブ|リモート|テレビ会議|Zoom|Teams"


def with_place_parts(headers: pl.DataFrame) -> pl.DataFrame:
    """Add building, room, floor and format.

    Parameters
    ----------
    headers
        Column `place_text`: what stands behind the label of the place, null where there is none.

    Returns
    -------
    pl.DataFrame
        With `venue`, `room` (as written), `floor` (Int32, basements negative), `format`.
    """
    place = pl.col("place_text")
    bare = place.str.replace_all(rf"[（(][^（()）]*{_FLOOR}[^（()）]*[）)]", "").str.strip_chars()
    floor = place.str.extract(_FLOOR, 2).map_elements(to_int, return_dtype=pl.Int32)
    is_online = place.str.contains(_ONLINE).fill_null(False)
    room = bare.str.extract(_ROOM, 1)
    venue = (
        pl.when(room.is_not_null())
        .then(bare.str.extract(r"^(.*?)[ 　]*" + _ROOM, 1))
        .otherwise(bare)
        .str.strip_chars()
        .replace("", None)
    )
    return headers.with_columns(
        venue=venue,
        room=room,
        floor=pl.when(place.str.extract(_FLOOR, 1).is_not_null()).then(-floor).otherwise(floor),
        format=pl.when(is_online & venue.is_not_null() & room.is_not_null())
        .then(pl.lit(MeetingFormat.HYBRID.value))
        .when(is_online)
        .then(pl.lit(MeetingFormat.ONLINE.value))
        .otherwise(pl.lit(MeetingFormat.UNSTATED.value)),
    )

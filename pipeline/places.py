"""Places: building, room and floor, and whether people met in it."""

from __future__ import annotations

import polars as pl

from pipeline.numerals import NUMBER, integers
from schemas.vocabulary import MeetingFormat

_ROOM = (
    r"([^ 　（(）)]*(?:会議室|委員会室|講堂|ホール|研修室|応接室|室)"
    r"(?:[A-ZＡ-Ｚ0-9０-９]{1,3}(?:[^A-Za-zＡ-Ｚ]|$))?)"
)
_FLOOR = rf"(地下|[BＢ])?[ 　]*({NUMBER})(?:[・、～~-]{NUMBER})*[ 　]*[階FＦ]"
_ONLINE = "(?i)オンライン|WEB|ＷＥＢ|ウェブ|リモート|テレビ会議|Zoom|Teams"
_BESIDE_ONLINE = "併用|及び|および|会場|対面|ハイブリッド|含む"
_IN_PERSON = "対面|会場開催"


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
    # The floor goes, with the brackets around it where it has its own.
    bare = (
        place.str.replace_all(rf"[（(][^（()）]*{_FLOOR}[^（()）]*[）)]", "")
        .str.replace_all(_FLOOR, " ")
        .str.strip_chars()
    )
    floor = integers(place.str.extract(_FLOOR, 2))
    room = bare.str.extract(_ROOM, 1)
    venue = (
        pl.when(room.is_not_null())
        .then(bare.str.extract(r"^(.*?)[ 　]*" + _ROOM, 1))
        .otherwise(bare)
        .str.strip_chars()
        .replace("", None)
    )
    is_online = place.str.contains(_ONLINE).fill_null(False)
    is_beside = (
        venue.is_not_null() & (room.is_not_null() | place.str.contains(_BESIDE_ONLINE))
    ).fill_null(False)
    return headers.with_columns(
        venue=venue,
        room=room,
        floor=pl.when(place.str.extract(_FLOOR, 1).is_not_null()).then(-floor).otherwise(floor),
        format=pl.when(is_online & is_beside)
        .then(pl.lit(MeetingFormat.HYBRID.value))
        .when(is_online)
        .then(pl.lit(MeetingFormat.ONLINE.value))
        .when(place.str.contains(_IN_PERSON).fill_null(False))
        .then(pl.lit(MeetingFormat.IN_PERSON.value))
        .otherwise(pl.lit(MeetingFormat.UNSTATED.value)),
    )

"""Who presided, named again between items of the header: ６　議　長　会長　青木一郎."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import lexicon


def without_chairs_again(listed: pl.DataFrame) -> pl.DataFrame:
    """Drop a chair who is alone in a group of that name, and listed in another group too.

    A row that states another position than the other one of that person is kept, unless it is that
    of the chair: ４　議長氏名　会長　青木一郎, where the list of members has no positions.

    Parameters
    ----------
    listed
        Persons with `meeting_id`, `attendee_group`, `name_text` and `stated_position`.
    """
    group, name, position = (
        pl.col(column).str.replace_all(r"\s", "")
        for column in ("attendee_group", "name_text", "stated_position")
    )
    chairs = lexicon("speakers_and_lists")["chairs"]
    is_chair = group.str.replace("の?氏名$", "").is_in(chairs).fill_null(False)
    rows = listed.with_row_index("_at").with_columns(
        _name=name,
        _position=position,
        _presides=is_chair & (pl.len().over("meeting_id", "attendee_group") == 1),
    )
    others = rows.filter(~pl.col("_presides")).select("meeting_id", "_name", _other="_position")
    again = (
        rows.filter("_presides")
        .join(others, on=["meeting_id", "_name"])
        .filter(
            pl.col("_position").is_null()
            | (pl.col("_position") == pl.col("_other"))
            | (pl.col("_other").is_null() & pl.col("_position").is_in(chairs))
        )
    )
    return rows.join(again, on="_at", how="anti", maintain_order="left").drop(
        "_at", "_name", "_position", "_presides"
    )

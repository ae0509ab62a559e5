"""Chairs: who holds the chair at a remark that names it by the role alone.

The list names the holder, unless the talk names another: 互選により青木委員を座長に選出, or a later
label 座長（青木委員）. After a change that names nobody, as （委員長退席）, nobody is known.
"""

from __future__ import annotations

import polars as pl

from schemas.vocabulary import Presence, RemarkKind, SpeakerStatus

CHAIR = "(?:委員長|議長|座長|会長|部会長)"
"""Pattern of the role of a chair."""
_ROLES = ["委員長", "議長", "座長", "会長", "部会長"]
_LEAVES = (
    f"{CHAIR}.{{0,20}}(?:交代|交替|代わ|替わ|退席|退室|着席|就く|職務を|職務代理)"
    f"|(?:交代|交替|代わ|替わ|退席|退室).{{0,20}}{CHAIR}"
)
_CHANGES = f"{CHAIR}(?:職|席)?(?:を|の).{{0,12}}(?:交代|交替)"
"""Patterns of a change of chair, in stage directions and in remarks."""

_CHOSEN = "(?:当選|互選|選出|選任|指名|決定)"
_NOT_YET = (
    "(?:推薦|提案|お諮り|諮り|よろしい|いかが|場合|により定め|によって定め|ことになって|規定)"
)
"""Pattern of a sentence that proposes a chair, or that is about the rules."""
_ELECTIONS = (
    f"(?P<name>[^、。　 ]{{1,12}}?)(?:委員|議員|構成員|君|氏|さん)?を(?P<role>{CHAIR})"
    f"(?:に|として)[^。]{{0,8}}?{_CHOSEN}",
    f"(?P<role>{CHAIR})(?:に|には|は|として)[、　 ]?(?P<name>[^、。　 ]{{1,12}}?)"
    f"(?:委員|議員|構成員|君|氏|さん)?(?:が|を)[^。]{{0,8}}?{_CHOSEN}",
)
_LABEL = f"^新?({CHAIR})[（(]"
_ROLE_ALONE = f"^新?({CHAIR})$"


def hands_over() -> pl.Expr:
    """Return whether a row shows a change of chair: （委員長退席）.

    Reads columns `kind` and `text`.
    """
    is_aside = pl.col("kind").is_in([RemarkKind.INTERJECTION.value, RemarkKind.STAGE.value])
    return (is_aside & pl.col("text").str.contains(_LEAVES)) | (
        (pl.col("kind") == RemarkKind.REMARK.value) & pl.col("text").str.contains(_CHANGES)
    )


def of_unknown_chair() -> pl.Expr:
    """Return whether a row has a chair's role alone, after a change.

    Rows are in the order of their meetings. Reads columns `kind`, `text`, `meeting_id`,
    `speaker_status` and `speaker_text`.
    """
    changes = hands_over().fill_null(False).cast(pl.UInt32)
    has_changed = changes.cum_sum().over("meeting_id") - changes > 0
    speaker = pl.col("speaker_text")
    is_chair = speaker.str.contains(f"{CHAIR}$") & ~speaker.str.contains(f"副{CHAIR}$")
    by_role = pl.col("speaker_status") == SpeakerStatus.ROLE_ONLY.value
    return (has_changed & by_role & is_chair).fill_null(False)


def with_chairs(remarks: pl.DataFrame, attendance: pl.DataFrame) -> pl.DataFrame:
    """Link each remark of a chair's role alone to who holds the chair at it.

    Parameters
    ----------
    remarks
        Rows in the order of their meetings: `meeting_id`, `kind`, `text`, `speaker_text`,
        `speaker_status` and `attendance_id`.
    attendance
        The table `attendance`.

    Returns
    -------
    pl.DataFrame
        `remarks` with another `attendance_id` after a change of chair; null where the change names
        nobody of the list. Before an election the role is nobody's where the list gives it to who
        is elected then: the list was made after it.
    """
    rows = remarks.with_row_index("_at").with_columns(pl.col("_at").cast(pl.Int64))
    elections = _elections(rows, attendance)
    events = pl.concat([elections, _labels(rows), _unnamed(rows, elections)])
    if events.is_empty():
        return remarks
    role = pl.col("speaker_text").str.extract(_ROLE_ALONE, 1)
    by_role = pl.col("speaker_status") == SpeakerStatus.ROLE_ONLY.value
    told = rows.with_columns(_role=pl.when(by_role).then(role)).join_asof(
        events.sort("_event"),
        left_on="_at",
        right_on="_event",
        by_left=["meeting_id", "_role"],
        by_right=["meeting_id", "_role"],
        strategy="backward",
        allow_exact_matches=False,
        check_sortedness=False,
    )
    elected = elections.select(
        "meeting_id", "_role", attendance_id="_holder", _elected="_event"
    ).unique(["meeting_id", "_role", "attendance_id"], keep="first", maintain_order=True)
    told = told.join(
        elected, on=["meeting_id", "_role", "attendance_id"], how="left", maintain_order="left"
    )
    has_event = pl.col("_event").is_not_null()
    is_before = pl.col("_at") <= pl.col("_elected")
    unknown = of_unknown_chair() & ~has_event
    return (
        told.sort("_at")
        .with_columns(
            attendance_id=pl.when(has_event)
            .then("_holder")
            .when(~is_before.fill_null(False) & ~unknown)
            .then("attendance_id")
        )
        .drop("_at", "_role", "_holder", "_event", "_elected")
    )


def _elections(rows: pl.DataFrame, attendance: pl.DataFrame) -> pl.DataFrame:
    """Find where the talk names a new chair who is in the list.

    Returns
    -------
    pl.DataFrame
        `meeting_id`, `_event` (the row), `_role` and `_holder`.
    """
    sentences = (
        rows.filter(pl.col("text").str.contains(_CHOSEN))
        .select("_at", "meeting_id", sentence=pl.col("text").str.split("。"))
        .explode("sentence", empty_as_null=True, keep_nulls=True)
        .filter(~pl.col("sentence").str.contains(_NOT_YET))
    )
    said = pl.concat(
        sentences.select(
            "_at",
            "meeting_id",
            name=pl.col("sentence").str.extract(pattern, name),
            _role=pl.col("sentence").str.extract(pattern, role),
        )
        for pattern, name, role in ((_ELECTIONS[0], 1, 2), (_ELECTIONS[1], 2, 1))
    ).drop_nulls()
    listed = attendance.filter(
        pl.col("presence") != Presence.ABSENT.value, ~pl.col("bracketed")
    ).select("meeting_id", "attendance_id", "family_name", "given_name")
    full = pl.concat_str("family_name", pl.col("given_name").fill_null(""))
    return (
        said.join(listed.drop_nulls("family_name"), on="meeting_id")
        .filter(
            pl.col("name").str.ends_with(pl.col("family_name")) | pl.col("name").str.ends_with(full)
        )
        .group_by("meeting_id", "_at", "_role", maintain_order=True)
        .agg(_holder=pl.col("attendance_id").first(), count=pl.col("attendance_id").n_unique())
        .filter(pl.col("count") == 1)
        .select("meeting_id", _event="_at", _role="_role", _holder="_holder")
    )


def _labels(rows: pl.DataFrame) -> pl.DataFrame:
    """Find the labels that name a chair of the list: 座長（青木委員）."""
    return (
        rows.with_columns(_role=pl.col("speaker_text").str.extract(_LABEL, 1))
        .filter(
            pl.col("speaker_status") == SpeakerStatus.NAMED.value,
            pl.col("_role").is_not_null(),
            pl.col("attendance_id").is_not_null(),
        )
        .select("meeting_id", pl.col("_at").alias("_event"), "_role", _holder="attendance_id")
    )


def _unnamed(rows: pl.DataFrame, elections: pl.DataFrame) -> pl.DataFrame:
    """Find the changes of chair that name nobody; the holder of every role is unknown then."""
    return (
        rows.filter(hands_over())
        .select("meeting_id", _event="_at", _role=pl.lit(_ROLES))
        .explode("_role", empty_as_null=True, keep_nulls=True)
        .join(elections, on=["meeting_id", "_event", "_role"], how="anti")
        .with_columns(_holder=pl.lit(None, pl.String))
    )

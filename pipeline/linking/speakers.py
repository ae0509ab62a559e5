"""Speakers: the person of each remark, by the list, or by the name in the body."""

from __future__ import annotations

import polars as pl

from pipeline.linking.folding import folded
from pipeline.linking.named_speakers import persons_of_names
from pipeline.linking.rules import rules
from schemas.vocabulary import PersonReason, RemarkKind, SpeakerStatus

SPOKEN = ("person_id", "person_basis", "confidence", "person_reason")
"""What linking finds of a remark; `confidence` is that of the rule."""

_ROLE_AND_NAME = r"^新?([^()]+)[(]([^()]+)[)]$"
_OF_OTHERS = [RemarkKind.ITEM.value, RemarkKind.CONTINUATION.value]
_REASONS = {
    SpeakerStatus.CODED: PersonReason.CODED,
    SpeakerStatus.NOT_RECORDED: PersonReason.NOT_RECORDED,
    SpeakerStatus.NOT_RECOGNISED: PersonReason.NOT_RECOGNISED,
    SpeakerStatus.ORGANIZATION: PersonReason.NO_NAME,
    SpeakerStatus.ROLE_ONLY: PersonReason.NO_NAME,
    SpeakerStatus.NAMED: PersonReason.NOT_LISTED,
}


def speakers_of_remarks(
    remarks: pl.DataFrame, attendance: pl.DataFrame, listed: pl.DataFrame
) -> pl.DataFrame:
    """Find the person of each remark.

    Parameters
    ----------
    remarks
        `remark_id`, `meeting_id`, `body`, `kind`, `parent_remark_id`, `speaker_text`,
        `speaker_status` and `attendance_id`.
    attendance
        `attendance_id`, `meeting_id`, `role`, `position`, `person_id` and `person_reason`.
    listed
        The rows of attendance that name a person, with `body`, `family`, `given`, `position`,
        `is_seat` and `person_id`, null where several persons fit.

    Returns
    -------
    pl.DataFrame
        `remark_id`, and the columns `SPOKEN`; all are null for interjections and stage directions.
    """
    speech = rules("speech")
    rows = remarks.with_columns(speaker=folded(remarks["speaker_text"]))
    named = rows.filter(
        pl.col("attendance_id").is_null(), pl.col("speaker_status") == SpeakerStatus.NAMED.value
    )
    of_names = persons_of_names(named.select("body", "speaker").unique(), listed)
    by_role = pl.col("speaker_status") == SpeakerStatus.ROLE_ONLY.value
    by_rule = {name: rule.basis.value for name, rule in speech.items()}
    sure = {name: rule.confidence for name, rule in speech.items()}
    found = (
        rows.join(
            attendance.select(
                "attendance_id", person_of_list="person_id", reason_of_list="person_reason"
            ),
            on="attendance_id",
            how="left",
            maintain_order="left",
        )
        .join(of_names, on=["body", "speaker"], how="left", maintain_order="left")
        .with_columns(
            rule=pl.when(pl.col("person_of_list").is_not_null())
            .then(pl.when(by_role).then(pl.lit("role")).otherwise(pl.lit("listed")))
            .when(pl.col("attendance_id").is_null())
            .then("rule"),
            person_id=pl.when(pl.col("attendance_id").is_not_null())
            .then("person_of_list")
            .otherwise("person_id"),
        )
    )
    found = _with_holders(found)
    reason = pl.col("speaker_status").replace_strict(
        {status.value: reason.value for status, reason in _REASONS.items()}
    )
    found = found.join(
        _roles_listed(attendance), on=["meeting_id", "speaker"], how="left", maintain_order="left"
    ).select(
        "remark_id",
        "kind",
        "parent_remark_id",
        "person_id",
        person_basis=pl.col("rule").replace_strict(by_rule),
        confidence=pl.col("rule").replace_strict(sure, return_dtype=pl.Int32),
        person_reason=pl.when(pl.col("person_id").is_null()).then(
            pl.when(pl.col("attendance_id").is_not_null())
            .then("reason_of_list")
            # Several persons have the role, or it has changed hands in the talk.
            .when((by_role & pl.col("is_role_listed")) | pl.col("is_ambiguous"))
            .then(pl.lit(PersonReason.AMBIGUOUS.value))
            .otherwise(reason)
        ),
    )
    return _as_parents(found)


def _with_holders(found: pl.DataFrame) -> pl.DataFrame:
    """Link a role by itself to the person whom other labels of the meeting name with it.

    ○委員長（青木光君） → ○委員長. Where they name two, the role has changed hands.
    """
    label = pl.col("speaker")
    role = pl.coalesce(label.str.extract(_ROLE_AND_NAME, 1), label.str.extract("^新(.+)$", 1))
    is_named = (pl.col("speaker_status") == SpeakerStatus.NAMED.value) & label.str.contains(
        _ROLE_AND_NAME
    )
    holders = (
        found.filter(is_named)
        .group_by("meeting_id", role.alias("speaker"))
        .agg(
            holder=pl.col("person_id").first(),
            is_one=(pl.col("person_id").n_unique() == 1)
            & (label.str.extract(_ROLE_AND_NAME, 2).n_unique() == 1)
            & pl.col("person_id").is_not_null().all(),
        )
    )
    is_role = (
        (pl.col("speaker_status") == SpeakerStatus.ROLE_ONLY.value)
        & pl.col("attendance_id").is_null()
        & pl.col("holder").is_not_null()
    )
    return (
        found.join(holders, on=["meeting_id", "speaker"], how="left", maintain_order="left")
        .with_columns(
            is_ambiguous=pl.col("is_ambiguous").fill_null(False) | (is_role & ~pl.col("is_one")),
        )
        .with_columns(
            rule=pl.when(is_role & pl.col("is_one")).then(pl.lit("role")).otherwise("rule"),
            person_id=pl.when(is_role & pl.col("is_one")).then("holder").otherwise("person_id"),
        )
        .drop("holder", "is_one")
    )


def _roles_listed(attendance: pl.DataFrame) -> pl.DataFrame:
    """Return the roles and positions that the list of each meeting has."""
    return (
        pl.concat(
            attendance.select("meeting_id", speaker=folded(attendance[name]))
            for name in ("role", "position")
        )
        .drop_nulls()
        .unique()
        .with_columns(is_role_listed=pl.lit(True))
    )


def _as_parents(found: pl.DataFrame) -> pl.DataFrame:
    """Give items and continuations the person of their remark, and asides none."""
    parents = found.select(
        "remark_id",
        is_parent=pl.lit(True),
        **{f"parent_{name}": pl.col(name) for name in SPOKEN},
    )
    goes_on = pl.col("kind").is_in(_OF_OTHERS) & pl.col("is_parent")
    is_aside = pl.col("kind").is_in([RemarkKind.INTERJECTION.value, RemarkKind.STAGE.value])
    return found.join(
        parents,
        left_on="parent_remark_id",
        right_on="remark_id",
        how="left",
        maintain_order="left",
    ).select(
        "remark_id",
        *(
            pl.when(goes_on).then(f"parent_{name}").when(~is_aside).then(name).alias(name)
            for name in SPOKEN
        ),
    )

"""Speakers of the remarks under a heading that names them."""

from __future__ import annotations

import polars as pl

from schemas.vocabulary import AgendaKind, AttributionBasis, Presence, SpeakerStatus

_GREETING = "^(?:(.+?)(?:による)?の?)??(?:(?:開会|冒頭|閉会)の?)?ご?(?:挨拶|あいさつ)$"


def speakers_of_headings(agenda_items: pl.DataFrame, attendance: pl.DataFrame) -> pl.DataFrame:
    """Find the speakers that headings name.

    A greeting names a person or a role (大臣冒頭挨拶 → 大臣); it is linked where exactly one listed
    person who was not absent has the name or role. A section names an organisation where its title
    is the affiliation of a listed person (①文科省): the speaker is the organisation, linked to no
    person.

    Returns
    -------
    pl.DataFrame
        `agenda_item_id`, `speaker_text`, `speaker_status`, `attribution_basis`,
        `attendance_id`; headings that name nobody are left out.
    """
    greetings = agenda_items.filter(pl.col("kind") == AgendaKind.GREETING.value).select(
        "agenda_item_id", "meeting_id", speaker_text=pl.col("title").str.extract(_GREETING, 1)
    )
    said = greetings.drop_nulls("speaker_text")
    present = attendance.filter(pl.col("presence") != Presence.ABSENT.value, ~pl.col("bracketed"))
    named = {
        SpeakerStatus.NAMED: ["name_text", "family_name"],
        SpeakerStatus.ROLE_ONLY: ["role", "position"],
    }
    bearers = pl.concat(
        # Most persons are named in no heading, so they are dropped first.
        present.filter(pl.col(column).is_in(said["speaker_text"].unique().implode())).select(
            "meeting_id",
            "attendance_id",
            speaker_text=pl.col(column),
            speaker_status=pl.lit(status.value),
        )
        for status, columns in named.items()
        for column in columns
    )
    linked = (
        bearers.group_by("meeting_id", "speaker_text", "speaker_status", maintain_order=True)
        .agg(pl.col("attendance_id").unique())
        .with_columns(
            attendance_id=pl.when(pl.col("attendance_id").list.len() == 1).then(
                pl.col("attendance_id").list.first()
            )
        )
        .unique(["meeting_id", "speaker_text"], keep="first", maintain_order=True)
    )
    persons = said.join(linked, on=["meeting_id", "speaker_text"], how="left").with_columns(
        pl.col("speaker_status").fill_null(SpeakerStatus.NOT_RECOGNISED.value),
    )
    sections = agenda_items.filter(pl.col("kind") == AgendaKind.SECTION.value).select(
        "agenda_item_id", "meeting_id", speaker_text="title"
    )
    affiliations = attendance.select("meeting_id", speaker_text="affiliation").filter(
        pl.col("speaker_text").is_in(sections["speaker_text"].unique().implode())
    )
    organizations = sections.join(
        affiliations, on=["meeting_id", "speaker_text"], how="semi"
    ).with_columns(
        speaker_status=pl.lit(SpeakerStatus.ORGANIZATION.value),
        attendance_id=pl.lit(None, dtype=pl.String),
    )
    columns = ["agenda_item_id", "speaker_text", "speaker_status", "attendance_id"]
    return pl.concat([persons.select(columns), organizations.select(columns)]).with_columns(
        attribution_basis=pl.lit(AttributionBasis.HEADING.value)
    )

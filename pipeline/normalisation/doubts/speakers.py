"""Doubts about speakers and lists that contradict each other."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.lexicons.kanji import present_forms
from pipeline.names.sudachi import begins_with_family_name, is_family_name
from pipeline.normalisation.doubts.reading import Reading
from pipeline.normalisation.remarks.attribution import speakers_of_labels
from pipeline.tables.doubt import Doubt
from schemas.vocabulary import AttributionBasis, BlockKind, Presence, RemarkKind, SpeakerStatus

_SEAT = "第?[0-9０-９一二三四五六七八九十]{1,3}番"
_HONORIFIC = "(?:君|氏|さん|様|先生)$"
_LISTED_MEMBERS = 3
"""Minimum number of members in a list that is taken for whole."""
_HEAD = 2
"""Length of the beginning of a name by which it is looked for in a list, in characters."""
_FULL_NAME = 3
"""Minimum length of a name that two persons of a list rarely share, in characters."""


def _words(key: str) -> str:
    return alternatives(lexicon("speakers_and_lists")[key])


def _without_blanks(text: str) -> pl.Expr:
    return pl.col(text).str.replace_all(r"\s", "")


def _unlinked(reading: Reading) -> pl.DataFrame:
    """Return remarks whose label names a person, but nobody of the list."""
    return reading.remarks.filter(
        pl.col("kind") == RemarkKind.REMARK.value,
        pl.col("speaker_status") == SpeakerStatus.NAMED.value,
        pl.col("attribution_basis") == AttributionBasis.LABEL.value,
        pl.col("attendance_id").is_null(),
        ~pl.col("speaker_text").str.contains(_words("not_the_person")),
    )


def _absent(reading: Reading) -> pl.DataFrame:
    """Find remarks of persons whom the list has as absent.

    Their labels are linked again as if everybody had come. One that then names two persons names
    nobody.
    """
    absent = reading.attendance.filter(pl.col("presence") == Presence.ABSENT.value)
    spoken = _unlinked(reading).join(absent, on="meeting_id", how="semi", maintain_order="left")
    if spoken.is_empty():
        return _places(spoken)
    came = reading.attendance.join(spoken, on="meeting_id", how="semi").with_columns(
        presence=pl.when(pl.col("presence") == Presence.ABSENT.value)
        .then(pl.lit(Presence.PRESENT.value))
        .otherwise("presence")
    )
    labels = spoken.select("meeting_id", speaker="speaker_text").unique(maintain_order=True)
    linked = speakers_of_labels(labels, came).join(absent, on="attendance_id", how="semi")
    return _places(
        spoken.join(
            linked.select("meeting_id", speaker_text="speaker"),
            on=["meeting_id", "speaker_text"],
            how="semi",
            maintain_order="left",
        )
    )


def _places(remarks: pl.DataFrame) -> pl.DataFrame:
    return remarks.select("document_id", line="line_start", excerpt="speaker_text")


def _member(labels: pl.Expr) -> pl.Expr:
    """Return the name of the member in labels; null for others.

    坂本委員, 委員（坂本君）, ３番（坂本議員） and 坂本花子君 → 坂本, 坂本, 坂本, 坂本花子.
    """
    outer = labels.str.replace(r"[（(].*$", "")
    inner = labels.str.extract(r"[（(]([^（）()]+)", 1).str.replace(_HONORIFIC, "")
    bare = outer.str.replace(f"^{_SEAT}", "")
    title = f"{_words('members')}$"
    is_member = bare.str.contains(title) | outer.str.contains(f"^{_SEAT}|君$")
    is_other = bare.str.contains(_words("of_other_bodies"))
    name = pl.coalesce(
        part.str.replace(f"{title}|君$", "").replace("", None) for part in (bare, inner)
    )
    return pl.when(is_member & ~is_other & name.map_batches(_is_named, pl.Boolean)).then(name)


def _is_named(names: pl.Series) -> pl.Series:
    """Return whether texts begin with a family name: 総務, of 総務委員長, does not."""
    known = {
        name: is_family_name(name) or begins_with_family_name(name)
        for name in names.drop_nulls().unique()
    }
    return pl.Series(names.name, [known.get(name, False) for name in names], dtype=pl.Boolean)


def _unlisted(reading: Reading) -> pl.DataFrame:
    """Find remarks of members who are not listed, where the other members are.

    At least `_LISTED_MEMBERS` members are listed, and of those who speak not more than one more is
    unlisted than is listed: where most are, names are written otherwise in the list.
    A name is looked for by how it begins, since a list may write it otherwise than a label.
    """
    spoken = (
        reading.remarks.filter(
            pl.col("kind") == RemarkKind.REMARK.value,
            pl.col("attribution_basis") == AttributionBasis.LABEL.value,
        )
        .join(_with_members(reading), on="meeting_id", how="inner", maintain_order="left")
        .with_columns(_name=present_forms(_member(_without_blanks("speaker_text"))))
        .drop_nulls("_name")
    )
    is_listed = pl.col("attendance_id").is_not_null() | pl.col("_list").str.contains(
        pl.col("_name").str.head(_HEAD), literal=True
    )
    names = pl.col("_name")
    return (
        spoken.with_columns(_is_listed=is_listed)
        .with_columns(
            _listed=names.filter("_is_listed").n_unique().over("meeting_id"),
            _unlisted=names.filter(~pl.col("_is_listed")).n_unique().over("meeting_id"),
        )
        .filter(~pl.col("_is_listed"), pl.col("_listed") + 1 >= pl.col("_unlisted"))
        .join(_unlinked(reading).select("remark_id"), on="remark_id", how="semi")
        .select("document_id", line="line_start", excerpt="speaker_text")
    )


def _with_members(reading: Reading) -> pl.DataFrame:
    """Return meetings whose list has several members and does not say that it is incomplete.

    Columns: `meeting_id` and `_list`, all names of the list in one text.
    """
    incomplete = "|".join(lexicon("speakers_and_lists")["incomplete"])
    partial = reading.lines.filter(
        pl.col("kind") == BlockKind.ATTENDANCE.value, pl.col("text").str.contains(incomplete)
    )
    written = pl.concat_str("name_text", pl.col("represents").fill_null(""), separator=" ")
    said = pl.concat_str(pl.col("attendee_group", "position", "role").fill_null(""), separator=" ")
    is_member = (said + written).str.replace_all(r"\s", "").str.contains(_words("members"))
    return (
        reading.attendance.group_by("meeting_id")
        .agg(
            _list=present_forms(written.str.replace_all(r"\s", "")).str.join(" "),
            _members=is_member.sum(),
        )
        .filter(pl.col("_members") >= _LISTED_MEMBERS)
        .join(partial, on="meeting_id", how="anti")
        .select("meeting_id", "_list")
    )


def _listed_twice(reading: Reading) -> pl.DataFrame:
    """Find persons whom one list has twice.

    They have the same full name in one group, or the same name and affiliation. Two persons of one
    family name may be in a list, and one person may be listed for each of two offices.
    """
    name = _without_blanks("name_text").str.replace(_HONORIFIC, "")
    listed = reading.attendance.filter(~pl.col("bracketed")).with_columns(_name=present_forms(name))
    is_full = pl.col("given_name").is_not_null() & (pl.col("_name").str.len_chars() >= _FULL_NAME)
    office = ("meeting_id", "_name", "affiliation", "position")
    again = [
        rows.filter(~pl.struct(same).is_first_distinct())
        for rows, same in (
            (listed.filter(is_full), (*office, "attendee_group")),
            (listed.filter(pl.col("affiliation").is_not_null()), office),
        )
    ]
    return (
        pl.concat(again)
        .unique("attendance_id", maintain_order=True)
        .select("document_id", line="line_start", excerpt="name_text")
    )


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "speakers_are_listed",
        "attendance",
        "Where the members of a body are listed, every member who speaks is.",
        "委員・議員の一覧がある記録では、発言した委員・議員が一覧にある",
        _unlisted,
    ),
    Doubt(
        "absent_do_not_speak",
        "attendance",
        "Nobody who is listed as absent speaks.",
        "欠席者とされた人の発言がない",
        _absent,
    ),
    Doubt(
        "persons_are_listed_once",
        "attendance",
        "No list has a person twice.",
        "同じ人が一覧に二度挙げられていない",
        _listed_twice,
    ),
)

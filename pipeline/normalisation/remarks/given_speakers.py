"""Given speakers: who spoke, where the source of a text states it of each speech."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons.kanji import present_forms
from pipeline.normalisation.remarks.attribution import speakers_of_labels
from pipeline.tables.given_speeches import OF_SPEECH
from pipeline.text.folding import fold
from pipeline.text.spans import with_last_before
from schemas.vocabulary import AttributionBasis, SpeakerStatus

_NAMES = ("name_text", "family_name", "given_name")
_FULL_NAME = r"[（(]([^（）()]{2,}?)(?:君|氏|さん|様)?[）)]"
_MARK = r"^[\p{S}\p{P}]?[ 　]?"
_NOT_A_PERSON = [SpeakerStatus.ROLE_ONLY.value, SpeakerStatus.CODED.value]
_GIVEN = tuple(name for name in OF_SPEECH if name != "speaker")


def with_given_speakers(
    remarks: pl.DataFrame, attendance: pl.DataFrame, speeches: pl.DataFrame | None
) -> pl.DataFrame:
    """Put the speaker that the source states in the place of the one that the text shows.

    The speaker is linked by the whole name alone: 吉武恵市 is 吉武　惠市君 of the list, since the
    one is the present form of the other.

    Parameters
    ----------
    remarks
        Rows with their spans, `speaker` (the label), `is_aside`, and the speaker as the text shows
        it: `speaker_text`, `speaker_status`, `attribution_basis`, `attendance_id`.
    attendance
        The table `attendance`.
    speeches
        As `GIVEN_SPEECHES`, with spans as those of `remarks`; None where there are none.

    Returns
    -------
    pl.DataFrame
        With `speech_order`, `speaker_role`, `speaker_group` and `speaker_position`, and with
        `contradicted`: the given speaker, where the label of the text names somebody else.
    """
    if speeches is None or speeches.is_empty():
        texts = ("speaker_role", "speaker_group", "speaker_position", "contradicted")
        return remarks.with_columns(
            pl.lit(None, pl.Int32).alias("speech_order"),
            *(pl.lit(None, pl.String).alias(name) for name in texts),
        )
    found = _of_speeches(remarks, speeches)
    names = found.select("meeting_id", "_given").drop_nulls().unique(maintain_order=True)
    # As the texts are compared: in one form and width of each character.
    folded = names.with_columns(
        speaker=present_forms(
            pl.Series([fold(name).text for name in names["_given"]], dtype=pl.String)
        )
    )
    of_names = speakers_of_labels(
        folded.select("meeting_id", "speaker").unique(maintain_order=True),
        attendance.with_columns(present_forms(attendance[name]) for name in _NAMES),
    ).join(folded, on=["meeting_id", "speaker"])
    found = found.join(
        of_names.select("meeting_id", "_given", _status="speaker_status", _link="attendance_id"),
        on=["meeting_id", "_given"],
        how="left",
        maintain_order="left",
    )
    is_given = pl.col("_given").is_not_null()
    status = (
        pl.when(pl.col("_status").is_in(_NOT_A_PERSON))
        .then("_status")
        .otherwise(pl.lit(SpeakerStatus.NAMED.value))
    )
    values = {
        "contradicted": pl.when(is_given & _names_another(found)).then("_given"),
        "speaker_text": pl.when(is_given).then("_given").otherwise("speaker_text"),
        "speaker_status": pl.when(is_given).then(status).otherwise("speaker_status"),
        "attribution_basis": pl.when(is_given)
        .then(pl.lit(AttributionBasis.GIVEN.value))
        .otherwise("attribution_basis"),
        "attendance_id": pl.when(is_given).then("_link").otherwise("attendance_id"),
    }
    return found.with_columns(**values).drop("_given", "_status", "_link")


def _of_speeches(remarks: pl.DataFrame, speeches: pl.DataFrame) -> pl.DataFrame:
    """Add what is given of the speech that each row lies in; of an aside its number alone."""
    spans = speeches.filter(~pl.col("is_front")).select(
        "document_id", "char_start", *_GIVEN, _given="speaker", _end="char_end"
    )
    found = with_last_before(remarks, spans)
    is_within = (pl.col("char_start") < pl.col("_end")).fill_null(False)
    is_said = is_within & ~pl.col("is_aside")
    return found.with_columns(
        pl.when(is_within).then("speech_order").alias("speech_order"),
        *(pl.when(is_said).then(name).alias(name) for name in ("_given", *_GIVEN[1:])),
    ).drop("_end")


def _names_another(found: pl.DataFrame) -> pl.Series:
    """Whether the label of the text names somebody else than the source states.

    It does where the list links it to another person. A label that the list does not know does,
    where it names a person who begins with another character: ○青木委員 of a speech of 坂本花子.
    """
    label = present_forms(found["speaker"]).str.replace_all(r"\s", "")
    given = present_forms(found["_given"]).str.replace_all(r"\s", "")
    labels = pl.DataFrame({"label": label.str.replace(_MARK, ""), "given": given})
    whole = labels["label"].str.extract(_FULL_NAME, 1)
    begins = pl.coalesce(pl.lit(whole), "label").str.slice(0, 1) == pl.col("given").str.slice(0, 1)
    is_person = found["speaker_status"] == SpeakerStatus.NAMED.value
    begins_alike = labels.select(begins.fill_null(True)).to_series()
    is_linked = found["attendance_id"].is_not_null()
    is_other = found["attendance_id"].ne_missing(found["_link"])
    return (
        found["speaker"].is_not_null()
        & is_person
        & ((is_linked & is_other) | (~is_linked & ~begins_alike))
    ).fill_null(False)

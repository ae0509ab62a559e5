"""Speaker status: person, role, organisation, code, or not recognised."""

from __future__ import annotations

from functools import cache

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.names.family_and_position import split_name
from pipeline.names.sudachi import is_family_name
from pipeline.segmentation.labels import is_code, name_office_and_person
from schemas.vocabulary import SpeakerStatus

HONORIFIC = r"(?:君|氏|さん|様|先生)$"
GIVEN_INSIDE = r"^([^（(]+)[（(]([^（()）]{1,2})[）)]([^（()）]+)$"
"""The given name, or how it begins, between family name and title: 青木（光）会長."""
_ORGANIZATION = (
    r"(?:局|課|部|室|省|庁|会|協会|組合|連合会|協議会|会社|㈱|社|センター|大学|法人|機構|団体|署|当局"
    r"|執行部)$"
)


@cache
def title_words() -> str:
    """Return the pattern of a text made of position words alone."""
    positions, speakers = lexicon("positions"), lexicon("speakers")
    words = {
        *positions["heads"],
        *positions["modifiers"],
        *positions["suffixes"],
        *(word for word in speakers["titles"] if len(word) > 1),
        *lexicon("roles")["words"],
        "職務",
    }
    return f"^{alternatives(sorted(words))}+$"


def with_status(labels: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Add `speaker_status` to speaker labels.

    Parameters
    ----------
    labels
        `meeting_id`, `speaker`, the label without blanks (`whole`), its parts before and inside the
        bracket (`outer`, `inner`), and how well a listed person fits (`level`, or null).
    listed
        `meeting_id` and `position` of those who may speak.
    """
    words = lexicon("speakers")
    outer, inner = pl.col("outer"), pl.col("inner")
    is_role = outer.is_in([*words["roles"], *lexicon("roles")["words"]]) | outer.str.contains(
        title_words()
    )
    # 委員長（柏木君） names a person, listed or not.
    named_inside = inner.is_not_null() & (
        (pl.col("level").fill_null(9) < 2) | inner.str.contains(f".{HONORIFIC}")
    )
    by_position = (
        labels.join(
            listed.select("meeting_id", outer="position"), on=["meeting_id", "outer"], how="semi"
        )
        .select("meeting_id", "speaker")
        .with_columns(positioned=True)
    )
    title = alternatives(words["titles"]) + "$"
    # The title stands behind the bracket in 青木（光）会長.
    whole = pl.col("whole")
    given_inside = whole.str.contains(GIVEN_INSIDE)
    around = pl.when(given_inside).then(whole.str.replace(GIVEN_INSIDE, "$1$3")).otherwise(outer)
    return labels.join(
        by_position, on=["meeting_id", "speaker"], how="left", maintain_order="left"
    ).with_columns(
        speaker_status=pl.when(is_code(pl.col("whole")))
        .then(pl.lit(SpeakerStatus.CODED.value))
        .when(named_inside | (pl.col("level") < 2))
        .then(pl.lit(SpeakerStatus.NAMED.value))
        .when(is_role | pl.col("positioned").fill_null(False))
        .then(pl.lit(SpeakerStatus.ROLE_ONLY.value))
        .when(outer.str.contains(_ORGANIZATION))
        .then(pl.lit(SpeakerStatus.ORGANIZATION.value))
        .when(
            around.str.contains(r"(?:委員|議員|君|氏|さん|様|先生|教授)$")
            | (inner.is_not_null() & inner.str.contains(title))
            | around.map_batches(_name_persons, return_dtype=pl.Boolean)
            | pl.col("speaker").map_batches(name_office_and_person, return_dtype=pl.Boolean)
        )
        .then(pl.lit(SpeakerStatus.NAMED.value))
        .otherwise(pl.lit(SpeakerStatus.NOT_RECOGNISED.value))
    )


def _name_persons(labels: pl.Series) -> pl.Series:
    """Return whether labels are a family name and a position: 青木課長.

    山口支所長 and 秋田市長 are not: the dictionary has these places as family names too.
    """
    words = labels.unique().drop_nulls()
    return labels.replace_strict(words, [_names_person(word) for word in words], default=False)


@cache
def _names_person(label: str) -> bool:
    name = split_name(label)
    if name.family_name is None or name.position is None or not is_family_name(name.family_name):
        return False
    words = lexicon("speakers")
    return not name.position.startswith(
        tuple(words["before_heads_of_places"])
    ) and not name.position.endswith(tuple(words["heads_of_places"]))

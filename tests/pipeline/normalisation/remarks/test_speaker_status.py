"""What a label is: a person, a role, an organisation, a code or unknown."""

from __future__ import annotations

import re

import polars as pl
import pytest

from pipeline.normalisation.remarks.speaker_status import HONORIFIC, title_words, with_status


def status_of(label: str, level: int | None = None, position: str | None = None) -> str:
    """The status of a label, with how well somebody fits and what somebody listed is."""
    whole = "".join(label.split())
    outer, _, rest = whole.partition("（")
    labels = pl.DataFrame(
        {
            "meeting_id": ["made-up"],
            "speaker": [label],
            "whole": [whole],
            "outer": [outer],
            "inner": [rest.removesuffix("）") or None],
            "level": [level],
        },
        schema_overrides={"inner": pl.String, "level": pl.Int32},
    )
    listed = pl.DataFrame(
        {"meeting_id": ["made-up"], "position": [position]},
        schema_overrides={"position": pl.String},
    )
    return str(with_status(labels, listed)["speaker_status"].item())


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("Ａ委員", "coded"),
        ("委員11", "coded"),
        ("青木委員", "named"),
        ("青木課長", "named"),
        ("委員長（柏木君）", "named"),
        ("ジョン・スミスさん", "named"),
        # How the given name begins may stand before the title.
        ("青木（光）委員", "named"),
        ("青木（光）課長", "named"),
        # So may the office or the seat.
        ("議長　青木一郎", "named"),
        ("５番　青木実", "named"),
        ("議長　雲の高さ", "not_recognised"),
        ("委員長", "role_only"),
        ("事務局", "role_only"),
        ("事務局（Ｑ）", "role_only"),
        ("副部会長職務代理", "role_only"),
        ("都市計画課", "organization"),
        ("架空大学", "organization"),
        # Of a place and its head the dictionary knows the place as a family name too.
        ("山口支所長", "not_recognised"),
        ("秋田市長", "not_recognised"),
        ("雲の流れ", "not_recognised"),
    ],
)
def test_a_label_is_told_by_its_words(label: str, status: str) -> None:
    assert status_of(label) == status


def test_somebody_who_fits_by_the_name_makes_a_name_of_it() -> None:
    assert status_of("雲居", level=1) == "named"
    # By a role he makes none.
    assert status_of("委員長", level=2) == "role_only"


def test_the_position_of_somebody_listed_is_a_role() -> None:
    assert status_of("緑化推進監理官付") == "not_recognised"
    assert status_of("緑化推進監理官付", position="緑化推進監理官付") == "role_only"


def test_words_for_positions_make_titles_and_names_do_not() -> None:
    assert all(re.search(title_words(), title) for title in ("課長", "副委員長", "課長補佐"))
    assert not any(re.search(title_words(), word) for word in ("青木課長", "長い", ""))


def test_honorifics_stand_at_the_end() -> None:
    assert re.sub(HONORIFIC, "", "青木君") == "青木"
    assert re.sub(HONORIFIC, "", "君島") == "君島"

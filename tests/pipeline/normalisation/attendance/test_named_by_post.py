"""Speakers who are named by their post, by one of two, or by what they came as."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

RECORD = """\
第３回みどり台図書館整備検討会議　議事録

１．日時　令和３年４月５日（月）10時30分～12時04分
２．場所　みどり台市役所
３．出席者
　委員：青木委員長、坂本委員
　実施機関：健康部　保険課　白井課長
　事務局：大野主幹兼企画係長
４．議題
　（１）整備について

○青木委員長　それでは、始めます。どうぞよろしくお願いいたします。
○{speaker}　賛成です。よろしくお願いいたします。
○青木委員長　では、終わります。ありがとうございました。
"""


@pytest.mark.parametrize(
    ("speaker", "name"), [("保険課長", "白井課長"), ("大野主幹", "大野主幹兼企画係長")]
)
def test_a_speaker_is_named_by_a_post(
    speaker: str, name: str, tables_of: Callable[..., dict[str, pl.DataFrame]]
) -> None:
    tables = tables_of(RECORD.format(speaker=speaker))
    said = tables["remarks"].filter(pl.col("speaker_text") == speaker)
    names = said.join(tables["attendance"], on="attendance_id")["name_text"]
    assert names.to_list() == [name]

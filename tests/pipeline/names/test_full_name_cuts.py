"""Invented persons with common names: no name is cut where it does not end."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.lexicons import lexicon
from pipeline.names.family_and_position import NameParts, split_name
from pipeline.names.written_names import cut_by_dictionary
from pipeline.normalisation.attendance.within_list import with_name_parts

_FAMILIES = [
    *("島本", "森本", "岸本", "辻本", "楠本", "山本", "島田", "森田", "平田", "杉山"),
    *("森川", "谷川", "牧野", "星原", "岡山", "石原"),
]
_GIVEN_NAMES = [
    *("一郎", "太郎", "三郎", "二三男", "和夫", "千春", "大輔", "次郎", "美香"),
    *("健", "恵", "誠"),
]
_NAMES = [
    "一郎",
    "太郎",
    "三郎",
    "二三男",
    "和夫",
    "千春",
    "大輔",
    "次郎",
    "美香",
    "健",
    "恵",
    "誠",
]
_NAMES = [(family, given) for family in _FAMILIES for given in _GIVEN_NAMES]


@pytest.mark.parametrize(("family_name", "given_name"), _NAMES)
def test_a_full_name_is_cut_after_the_longer_known_family_name(
    family_name: str, given_name: str
) -> None:
    written = f"{family_name}{given_name}委員"
    assert split_name(written) == NameParts(family_name, "委員", given_name)


@pytest.mark.parametrize(
    ("family_name", "given_name"),
    [
        ("森", "一郎"),
        ("林", "次郎"),
        ("関", "三郎"),
        ("林", "正人"),
        ("森", "美香"),
        ("田中", "一郎"),
    ],
)
def test_a_full_name_is_no_family_name(family_name: str, given_name: str) -> None:
    written = f"{family_name}{given_name}委員"
    assert split_name(written) == NameParts(family_name, "委員", given_name)


@pytest.mark.parametrize(
    ("name", "family_name"),
    [
        ("林野恵委員", "林野"),  # 林, 野恵
        ("林野和夫委員", "林野"),  # 林, 野和, and no position
        ("林山一委員", "林山"),
        ("島山二三男委員", "島山"),  # 島山二, 三男
        ("島山三郎委員", "島山"),
        ("森恵一委員", "森"),  # 森恵, 一
        ("林正太郎委員", "林"),  # 林正, 太郎
        ("高橋香副会長", "高橋"),  # 高, 橋香
        ("林正人副委員長", "林"),
        ("林学委員", "林"),  # a family name of two characters, or both names
    ],
)
def test_a_name_with_several_likely_cuts_stays_open(name: str, family_name: str) -> None:
    assert split_name(name).family_name in (None, family_name)


@pytest.mark.parametrize("name", ["林野恵委員", "林学委員", "島山二三男委員"])
def test_a_name_stays_open_in_its_list(name: str) -> None:
    # 林 is listed as well, and all others have titles.
    names = [name, "林委員", "青木委員", "坂本委員"]
    listed = pl.DataFrame({"meeting_id": "m", "attendee_group": "委員", "name_text": names})
    split = with_name_parts(listed).row(0, named=True)
    assert (split["family_name"], split["given_name"]) == (None, None)


@pytest.mark.parametrize(
    ("family_name", "given_name"),
    [
        ("森", "保昭"),
        ("久保", "一郎"),
        ("鈴木", "保昭"),
        ("森本", "一郎"),
        ("大和田", "花子"),
        ("久保田", "花子"),
        ("森島", "次郎"),
        ("堀", "大輔"),
        ("沼田", "林三"),
    ],
)
def test_a_name_without_position_is_cut_alike(family_name: str, given_name: str) -> None:
    assert cut_by_dictionary(family_name + given_name) == NameParts(family_name, None, given_name)


@pytest.mark.parametrize(
    "name", ["内山田委員", "茂呂川委員", "上杉谷委員", "長谷川委員", "五十嵐委員"]
)
def test_a_family_name_of_three_characters_is_whole(name: str) -> None:
    assert split_name(name) == NameParts(name.removesuffix("委員"), "委員")


def test_endings_of_family_names_are_one_character_each() -> None:
    endings = lexicon("family_names")["endings"]
    assert {len(ending) for ending in endings} == {1}
    assert len(set(endings)) == len(endings)
    assert {"本", "田", "山", "川", "野"} <= set(endings)

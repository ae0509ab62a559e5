from __future__ import annotations

import polars as pl
import pytest

from pipeline.names.family_and_position import NameParts, split_name
from pipeline.names.positions import title_in
from pipeline.names.written_names import split_written
from pipeline.normalisation.attendance.within_list import with_name_parts

# Name: family name, position, given name.
SPLIT: dict[str, tuple[str | None, str | None, str | None]] = {
    "平副大臣": ("平", "副大臣", None),
    "奈良所長": ("奈良", "所長", None),
    "早田ビッグデータ長代理": ("早田", "ビッグデータ長代理", None),
    "菱沼研究総務官": ("菱沼", "研究総務官", None),
    "青木委員": ("青木", "委員", None),
    "内山田議員": ("内山田", "議員", None),
    "佐々木座長代理": ("佐々木", "座長代理", None),
    "森本政策統括官": ("森本", "政策統括官", None),
    "山口大臣": ("山口", "大臣", None),
    "渡辺ＩＴ推進官": ("渡辺", "ＩＴ推進官", None),
    "阿部室長": ("阿部", "室長", None),
    "スミス委員": ("スミス", "委員", None),
    "ジョンソン教授": ("ジョンソン", "教授", None),
    # One name in katakana, which begins like a known family name: ソ, アン, マ.
    "ソレンセン委員": ("ソレンセン", "委員", None),
    "アンダーソン会長": ("アンダーソン", "会長", None),
    "マリア委員": ("マリア", "委員", None),
    "サトウハナコ委員": ("サトウ", "委員", "ハナコ"),
    "青木健一教授": ("青木", "教授", "健一"),
    "坂本ひかる委員": ("坂本", "委員", "ひかる"),
    "小川国保年金課長": ("小川", "国保年金課長", None),
    "相原水循環室長": ("相原", "水循環室長", None),
    "橋本まちづくり推進課長": ("橋本", "まちづくり推進課長", None),
    "青木図書館長": ("青木", "図書館長", None),
    "上杉谷こども部長": ("上杉谷", "こども部長", None),
    "湯船幸子委員": ("湯船", "委員", "幸子"),
    "青木すが専門委員": ("青木", "専門委員", "すが"),
    "坂本ゆめ委員": ("坂本", "委員", "ゆめ"),
    "あべひかる会長": ("あべ", "会長", "ひかる"),
    "坂本タカ子委員": ("坂本", "委員", "タカ子"),
    "青木一郎薬価組織委員長": ("青木", "薬価組織委員長", "一郎"),
    "坂本花子中央社会保険医療協議会会長": ("坂本", "中央社会保険医療協議会会長", "花子"),
    "陶山青葉小学校長": (None, None, None),
    "関文教施設企画部長": ("関", "文教施設企画部長", None),
    "赤布消防署予防課長": (None, None, None),
    "青木上下水道事業管理者": ("青木", "上下水道事業管理者", None),
    "こども未来調整課長": (None, "こども未来調整課長", None),
    "坂本まちづくり課長": ("坂本", "まちづくり課長", None),
    "坂本まちづくり委員": ("坂本", "まちづくり委員", None),
    "茂呂川勇委員": ("茂呂川", "委員", "勇"),
    "架空市副市長": (None, None, None),
    "大臣": (None, "大臣", None),
    "副座長": (None, "副座長", None),
    "事務局長": (None, "事務局長", None),
    "青木": (None, None, None),
    "架空府": (None, None, None),
    "委員会": (None, None, None),
    "": (None, None, None),
}


@pytest.mark.parametrize(
    ("name", "family_name", "position", "given_name"),
    [(name, *parts) for name, parts in SPLIT.items()],
)
def test_family_name_and_position_are_told_apart(
    name: str, family_name: str | None, position: str | None, given_name: str | None
) -> None:
    assert split_name(name) == NameParts(family_name, position, given_name)


def test_a_family_name_of_the_list_is_a_witness() -> None:
    assert split_name("雲母総務課長", frozenset({"雲母"})) == NameParts("雲母", "総務課長")


def test_a_family_name_of_one_character_of_the_list_is_a_witness() -> None:
    assert split_name("森総務課長", frozenset({"森"})) == NameParts("森", "総務課長")


def test_a_known_name_is_no_evidence_where_no_position_stands_behind_it() -> None:
    assert split_name("青木さん", frozenset({"青木"})) == NameParts(None, None)


@pytest.mark.parametrize(
    ("name", "family_name"),
    [
        ("柏木霧彦主任", "柏木"),  # a given name that Sudachi does not know
        ("坂本 雲子委員", "坂本"),  # a blank between the names
        ("青木・坂本委員", "青木"),  # two persons, one position
    ],
)
def test_what_stands_behind_a_family_name_is_no_part_of_it(name: str, family_name: str) -> None:
    assert split_name(name).family_name in (None, family_name)


def test_a_given_name_in_katakana_is_no_part_of_the_position() -> None:
    assert split_name("椎名アリサ委員").position in (None, "委員")


@pytest.mark.parametrize("name", ["主税局長", "内閣官房長官", "林野庁長官", "内閣官房副長官"])
def test_the_head_of_an_office_is_no_family_name(name: str) -> None:
    assert split_name(name).family_name is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("青木委員", True),
        ("早田ビッグデータ長代理", True),
        ("青木", False),
        ("ジョン", False),
        ("長", False),
    ],
)
def test_a_titled_name_ends_in_a_position(name: str, expected: bool) -> None:
    assert (title_in(name) is not None) is expected


def test_names_are_split_in_the_list_of_their_meeting() -> None:
    listed = pl.DataFrame(
        {
            "meeting_id": ["m/1", "m/1", "m/2", "m/2", "m/2"],
            "name_text": ["雲母総務課長", "架空府", "雲母委員", "雲母総務課長", "副大臣"],
            "ordinal": [1, 2, 1, 2, 3],
        }
    )
    # 雲母 is a mineral to the dictionary; only the second meeting lists somebody of that name.
    columns = ("meeting_id", "name_text", "ordinal", "family_name", "position")
    assert with_name_parts(listed).select(columns).rows() == [
        ("m/1", "雲母総務課長", 1, None, None),
        ("m/1", "架空府", 2, None, None),
        ("m/2", "雲母委員", 1, "雲母", "委員"),
        ("m/2", "雲母総務課長", 2, "雲母", "総務課長"),
        ("m/2", "副大臣", 3, None, "副大臣"),
    ]


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        (["本田正委員", "坂本委員"], ("本田", "委員", "正")),
        (["本田正委員", "青木一郎委員"], ("本田", "委員", "正")),
        # Another has the rank too, and nobody has the rest.
        (["本田正会員", "青木正会員", "坂本会員"], ("本田", "正会員", None)),
        (["本田正委員", "青木会長"], ("本田", "正委員", None)),
    ],
)
def test_a_given_name_may_begin_like_a_rank(
    names: list[str], parts: tuple[str | None, ...]
) -> None:
    read = with_name_parts(pl.DataFrame({"meeting_id": "m", "name_text": names}))
    assert read.select("family_name", "position", "given_name").row(0) == parts


def test_an_empty_list_stays_empty() -> None:
    listed = pl.DataFrame(schema={"meeting_id": pl.String, "name_text": pl.String})
    columns = ("meeting_id", "name_text", "family_name", "given_name", "position")
    split = with_name_parts(listed)
    assert dict(split.schema) == dict.fromkeys(columns, pl.String())
    assert split.is_empty()


@pytest.mark.parametrize(
    ("names", "family_name", "position"),
    [
        (["太田部会長", "小野副部会長"], "太田", "部会長"),
        (["辻部会長", "小野副部会長"], "辻", "部会長"),
        (["太田部会長", "小野部会長代理"], "太田", "部会長"),
        (["太田部会長", "小野副会長"], "太田部", "会長"),
        (["服部会長", "小野副会長"], "服部", "会長"),
    ],
)
def test_a_deputy_in_the_list_tells_where_a_title_begins(
    names: list[str], family_name: str, position: str
) -> None:
    listed = pl.DataFrame({"meeting_id": ["m"] * len(names), "name_text": names})
    split = with_name_parts(listed).row(0, named=True)
    assert (split["family_name"], split["position"]) == (family_name, position)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        # Full names without blanks, told from a list of family names by their lengths.
        (["石田正俊", "坂本修", "森圭一"], [("石田", "正俊"), ("坂本", "修"), ("森", "圭一")]),
        (["石田正俊君", "柏木さゆり君"], [("石田", "正俊"), ("柏木", "さゆり")]),
        (["石田", "小和田", "坂本"], [(None, None), (None, None), (None, None)]),
        # Characters spread evenly.
        (["鹿　島　つ　や　氏"], [("鹿島", "つや")]),
        (["東　海　林　元　君"], [("東海林", "元")]),
        (["林　　元　君"], [("林", "元")]),
    ],
)
def test_the_dictionary_cuts_full_names(
    names: list[str], expected: list[tuple[str | None, str | None]]
) -> None:
    listed = pl.DataFrame({"meeting_id": ["m"] * len(names), "name_text": names})
    split = with_name_parts(listed)
    assert split.select("family_name", "given_name").rows() == expected


def test_a_title_behind_a_name_in_blanks_is_his() -> None:
    assert split_written("野老 静 委員") == NameParts("野老", "委員", "静")


def test_a_spread_name_is_cut_where_its_writing_changes() -> None:
    assert split_written("琴 平 みさと") == NameParts("琴平", None, "みさと")
    assert split_written("清 谷 あ い") == NameParts("清谷", None, "あい")
    assert split_written("くり は し 友 彦") == NameParts("くりはし", None, "友彦")
    # Kana may be in a family name too.
    assert split_written("三 ツ 沢 み ゆ き 代").family_name is None


def test_a_spread_name_of_four_is_cut_after_a_known_family_name() -> None:
    assert split_written("堀 井 季 春") == NameParts("堀井", None, "季春")
    assert split_written("髙　梨　信　一") == NameParts("髙梨", None, "信一")
    assert split_written("太 刀 芳 文").family_name is None
    assert split_written("堀 井 季春").family_name != "堀"


def test_a_name_that_nobody_knows_is_one_where_all_of_its_group_have_titles() -> None:
    attendance = pl.DataFrame(
        {
            "meeting_id": ["c/1"] * 4,
            "attendee_group": ["事務局"] * 3 + ["組織"],
            "name_text": ["青木部長", "野老課長", "坂本主査", "主税局長"],
        }
    )
    parts = (
        with_name_parts(attendance).sort("name_text").select("name_text", "family_name", "position")
    )
    assert parts.rows() == [
        ("主税局長", None, "主税局長"),
        ("坂本主査", "坂本", "主査"),
        ("野老課長", "野老", "課長"),
        ("青木部長", "青木", "部長"),
    ]


def test_a_title_of_two_posts_is_kept_as_written() -> None:
    parts = split_written("波照間道路整備課長補佐（兼）用地係長")
    assert parts.position == "道路整備課長補佐（兼）用地係長"

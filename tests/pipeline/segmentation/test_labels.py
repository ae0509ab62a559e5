"""Which words at the place of a speaker's name are a label, and by what that is known."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.segmentation.labels import heads_of, is_code, known_labels
from tests.pipeline.segmentation.lines import documents_with


def basis(label: str, head: str | None = None) -> str | None:
    labels = pl.DataFrame({"label": [label], "head": [head]}, schema_overrides={"head": pl.String})
    found: str | None = known_labels(labels)["basis"].item()
    return found


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("青木委員", "title"),
        ("都市計画課長", "title"),
        ("大 橋 会長", "title"),
        ("事務局（鈴木課長）", "role"),
        ("土木部（青木課長）", "title"),
        ("佐藤（勝）委員", "title"),
        ("７番（椿委員）", "title"),
        ("十二番", "title"),
        ("議長　青木みのる", "title"),
        ("事務局", "role"),
        ("Ａ委員", "code"),
        ("委員11", "code"),
        ("応募者Ｂ（代表）", "code"),
        # Words that end as a title does, and what stage directions and headings say.
        ("全員", None),
        ("出席者", None),
        ("資料説明", None),
        ("委員の交代", None),
        ("挨拶をする会長が", None),
        ("会議の結果について", None),
        ("第１", None),
        ("十二", None),
        ("ア", None),
        ("日時", None),
        ("「雲の委員", None),
        ("市が計画した緑化の推進に関する審議会の委員長", None),
        ("計画により設けた委員", None),
        ("", None),
    ],
)
def test_a_label_is_known_by_its_own_words(label: str, expected: str | None) -> None:
    assert basis(label) == expected


def test_a_label_is_known_where_the_head_of_the_record_names_it() -> None:
    head = "第３回架空会議議事録出席者柏木和子、森田"
    assert basis("柏木", head) == "listed"
    assert basis("柏木　和子", head) == "listed"
    assert basis("石田", head) is None
    assert basis("柏木") is None
    # A label of the header is none, though the head has it, nor is what is no name.
    assert basis("出席者", head) is None
    assert basis("柏木和子、森田", head) is None


def test_labels_keep_their_other_columns_and_order() -> None:
    labels = pl.DataFrame({"label": ["雲", "青木委員"], "head": ["", ""], "row": [7, 3]})
    assert known_labels(labels).select("label", "row", "basis").rows() == [
        ("雲", 7, None),
        ("青木委員", 3, "title"),
    ]


@pytest.mark.parametrize(
    ("label", "is_one"),
    [("Ａ委員", True), ("B氏", True), ("市民３", True), ("委員", False), ("青木Ａ委員", False)],
)
def test_a_code_is_a_letter_or_number_in_the_place_of_a_name(label: str, is_one: bool) -> None:
    assert pl.select(is_code(pl.lit(label))).item() is is_one


def test_the_head_of_a_record_ends_before_its_first_remark() -> None:
    texts = (
        "議事録 一\n出席者　柏木\n○柏木　始めます。\n議事録 二\n森　田\n○森田　はい。\n",
        "議事録 三\n柏木\n",
    )
    documents = documents_with(*texts)
    first, second = ("made-up/1.txt", "made-up/2.txt")

    def places(*found: tuple[str, int]) -> pl.DataFrame:
        schema = {"document_id": pl.String, "char_start": pl.Int64}
        return pl.DataFrame(found, schema=schema, orient="row")

    begins = [texts[0].index("議事録 一"), texts[0].index("議事録 二")]
    remarks = [texts[0].index("○柏木"), texts[0].index("○森田")]
    heads = heads_of(
        places(*((first, place) for place in remarks)),
        places(*((first, place) for place in begins), (second, 0)),
        documents,
    )
    # Of the second document nothing looks like a remark.
    assert heads.rows() == [(first, "議事録一出席者柏木\n議事録二森田")]


def test_one_character_that_is_no_name_and_no_role_is_nobody() -> None:
    head = "局長青木茂、書記坂本修、森委員"
    labels = ["局", "議", "書", "員", "番", "森", "市", "森委員"]
    known = known_labels(pl.DataFrame({"label": labels, "head": [head] * len(labels)}))
    assert known["basis"].to_list() == [*[None] * 5, "listed", "role", "title"]

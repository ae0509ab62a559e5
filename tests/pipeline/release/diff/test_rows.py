"""What is listed where the source changes: the truth is told from the edit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import polars as pl
import pytest

from schemas import RELEASE_TABLES
from tests.pipeline.release.diff.conftest import MEMO, Frames

After = Callable[..., pl.DataFrame]
Read = Callable[..., Frames]
Between = Callable[[Frames, Frames], pl.DataFrame]

MEETING = "made-up/2024-04-01/1"


def told(changes: pl.DataFrame, but: str = "documents") -> list[tuple[str, str, str | None]]:
    """Table, type and column of each change, without those of a table."""
    return (
        changes.filter(pl.col("table_name") != but)
        .select("table_name", "change_type", "column_name")
        .rows()
    )


def key_of(letter: str, words: str) -> str:
    """The identifier of a row of the meeting, by its own words."""
    return f"{MEETING}/{letter}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


def test_nothing_is_listed_where_nothing_changed(memo: Frames, changes: Between) -> None:
    assert changes(memo, memo).height == 0


def test_a_corrected_word_is_one_update_of_the_text_with_both_keys(after: After) -> None:
    found = after(("霧も見たい", "靄も見たい"))
    assert told(found) == [("remarks", "update", "text")]
    (change,) = found.filter(table_name="remarks").to_dicts()
    assert change == {
        "table_name": "remarks",
        "row_key": key_of("r", "靄も見たい。"),
        "previous_row_key": key_of("r", "霧も見たい。"),
        "change_type": "update",
        "column_name": "text",
        "old_value": "霧も見たい。",
        "new_value": "靄も見たい。",
        "cause": "source",
    }


def test_the_document_is_told_of_by_its_hash_alone(after: After) -> None:
    (change,) = after(("霧も見たい", "靄も見たい")).filter(table_name="documents").to_dicts()
    new = MEMO.replace("霧も見たい", "靄も見たい")
    assert (change["row_key"], change["previous_row_key"]) == ("made-up/1.txt", "made-up/1.txt")
    assert change["column_name"] == "sha256"
    assert change["old_value"] == hashlib.sha256(MEMO.encode()).hexdigest()
    assert change["new_value"] == hashlib.sha256(new.encode()).hexdigest()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Longer, shorter, and with line ends: all that stands behind is shifted.
        ("霧も見たい。", "霧も、できれば靄も、そして霞も見たいものだ。"),
        ("雲の\n\n話をする", "雲の話をした"),
        ("霧も見たい。", "霧も\n\n\n見てみたい。"),
        ("l 賛成。", "l 反対。"),
        ("雨量計を置くべき。", "雨量計を買うべき。"),
        ("１．数を調べる。", "１．数を数える。"),
    ],
)
def test_what_is_shifted_by_an_edit_is_not_listed(after: After, old: str, new: str) -> None:
    assert told(after((old, new))) == [("remarks", "update", "text")]


def test_the_items_of_a_corrected_remark_are_as_they_were(after: After) -> None:
    # Their parent has another key.
    found = after(("観測所を増やすのがよい", "観測所を減らすのがよい"))
    assert told(found) == [("remarks", "update", "text")]


def test_the_remarks_under_a_corrected_heading_are_as_they_were(after: After) -> None:
    found = after(("議題１：雲の見方", "議題１：雲の見かた"))
    assert told(found) == [("agenda_items", "update", "title")]
    (change,) = found.filter(table_name="agenda_items").to_dicts()
    assert change["row_key"] == key_of("g", "議題１\x1f雲の見かた")
    assert change["previous_row_key"] == key_of("g", "議題１\x1f雲の見方")


def test_one_of_two_headings_that_say_the_same_is_told_by_its_place(after: After) -> None:
    found = after(("【その他意見】\nl 霧", "【ほかの意見】\nl 霧"))
    # The second is the only one of its words now, and loses its number.
    other = key_of("g", "\x1fその他意見")
    rows = found.filter(table_name="agenda_items").select(
        "previous_row_key", "row_key", "column_name", "old_value"
    )
    assert rows.rows() == [
        (other, key_of("g", "\x1fほかの意見"), "title", "その他意見"),
        (f"{other}-2", other, "agenda_item_id", f"{other}-2"),
    ]
    assert found.filter(table_name="remarks").height == 0


def test_a_corrected_name_is_told_in_its_columns(after: After) -> None:
    found = after(("石川委員", "石河委員"))
    assert told(found) == [
        ("attendance", "update", "name_text"),
        ("attendance", "update", "family_name"),
        ("attendance", "update", "confidence"),
    ]
    (first, second, _) = found.filter(table_name="attendance").to_dicts()
    assert (first["old_value"], first["new_value"]) == ("石川委員", "石河委員")
    assert (second["old_value"], second["new_value"]) == ("石川", "石河")
    assert first["row_key"] == second["row_key"] == key_of("a", "委員\x1f石河委員\x1f")


def test_a_corrected_name_of_a_speaker_leaves_the_remarks_alone(
    read: Read, changes: Between
) -> None:
    # The only 大臣 is linked to the remarks under 大臣挨拶, by a key that is made of the name.
    before = MEMO.replace("石川委員", "石川大臣").replace("座長挨拶", "大臣冒頭挨拶")
    old, new = read(before), read(before.replace("石川大臣", "石河大臣"))
    assert old["remarks"]["attendance_id"].null_count() < old["remarks"].height
    assert {name for name, _, _ in told(changes(old, new))} == {"attendance"}


def test_a_remark_that_came_is_an_insert_with_its_block(after: After) -> None:
    found = after(("l 霧も見たい。", "l 霧も見たい。\nl 予算は足りるか。"))
    assert told(found) == [("blocks", "insert", None), ("remarks", "insert", None)]
    (change,) = found.filter(table_name="remarks").to_dicts()
    assert change["row_key"] == key_of("r", "予算は足りるか。")
    assert change["cause"] == "source"
    for empty in ("previous_row_key", "column_name", "old_value", "new_value"):
        assert change[empty] is None


def test_a_remark_that_went_is_a_delete_under_its_old_key(after: After) -> None:
    found = after(("l 霧も見たい。\n", ""))
    assert told(found) == [("blocks", "delete", None), ("remarks", "delete", None)]
    (change,) = found.filter(table_name="remarks").to_dicts()
    assert change["row_key"] == change["previous_row_key"] == key_of("r", "霧も見たい。")


def test_a_remark_in_place_of_another_is_one_more_and_one_less(after: After) -> None:
    found = after(("l 雨量計を置くべき。", "l 予算の裏付けが知りたいとの声があった。"))
    assert told(found, "blocks")[1:] == [
        ("remarks", "insert", None),
        ("remarks", "delete", None),
    ]


def test_a_remark_that_moved_is_told_by_the_ordinals_of_those_it_passed(after: After) -> None:
    found = after(("l 賛成。\n", ""), ("l 霧も見たい。\n", "l 賛成。\nl 霧も見たい。\n"))
    listed = found.filter(table_name="remarks").select("column_name", "old_value", "new_value")
    # It stood before a remark and its two items, and has left the heading too.
    assert listed.filter(column_name="ordinal").drop("column_name").rows() == [
        ("3", "2"),
        ("4", "3"),
        ("5", "4"),
        ("2", "5"),
    ]
    assert listed.filter(pl.col("column_name") != "ordinal")["column_name"].to_list() == [
        "agenda_item_id"
    ]


def test_a_corrected_date_renames_the_meeting_and_all_below_it(after: After) -> None:
    found = after(("４月１日（月）", "４月２日（火）"))
    meeting = found.filter(table_name="meetings")
    assert meeting["column_name"].to_list() == [
        "date",
        "weekday_stated",
        "starts_at",
        "ends_at",
    ]
    assert meeting["row_key"].unique().to_list() == ["made-up/2024-04-02/1"]
    assert meeting["previous_row_key"].unique().to_list() == [MEETING]
    assert meeting["old_value"].to_list()[::2] == ["2024-04-01", "2024-04-01T10:00:00+09:00"]
    assert meeting["new_value"].to_list()[::2] == ["2024-04-02", "2024-04-02T10:00:00+09:00"]
    below = found.filter(pl.col("table_name").is_in(["agenda_items", "attendance", "remarks"]))
    # Whoever has cited a row finds its new key; 5 headings, 3 persons, 7 remarks.
    assert below.group_by("table_name", "column_name", maintain_order=True).len().rows() == [
        ("agenda_items", "agenda_item_id", 5),
        ("attendance", "attendance_id", 3),
        ("remarks", "remark_id", 7),
    ]
    first = below.row(0, named=True)
    assert (
        first["row_key"] == first["new_value"] == first["previous_row_key"].replace("-01/", "-02/")
    )
    assert found.filter(table_name="blocks").height == 0


def test_lines_above_the_record_change_nothing_but_the_document(
    read: Read, memo: Frames, changes: Between
) -> None:
    assert told(changes(memo, read("\n\n" + MEMO)), "blocks") == [("documents", "update", "sha256")]


def test_a_document_that_came_brings_its_rows(read: Read, memo: Frames, changes: Between) -> None:
    other = MEMO.replace("４月１日（月）", "５月１日（水）").replace("第１回", "第２回")
    now = read(MEMO, other)
    found = changes(memo, now)
    assert set(found["change_type"]) == {"insert"}
    assert set(found["cause"]) == {"source"}
    counts = dict(found.group_by("table_name").len().iter_rows())
    assert counts == {
        name: rows.height - memo[name].height
        for name, rows in now.items()
        if rows.height > memo[name].height
    }
    assert (counts["documents"], counts["meetings"], counts["attendance"]) == (1, 1, 3)
    back = changes(now, memo)
    assert set(back["change_type"]) == {"delete"}
    assert set(back["cause"]) == {"source"}
    assert back.height == found.height


def test_a_file_under_another_name_is_the_same_document(
    read: Read, memo: Frames, changes: Between
) -> None:
    found = changes(memo, read(MEMO, paths=("2024/first.txt",)))
    assert found.drop("cause").rows() == [
        (
            "documents",
            "made-up/2024/first.txt",
            "made-up/1.txt",
            "update",
            "path",
            "1.txt",
            "2024/first.txt",
        )
    ]
    assert found["cause"].to_list() == ["source"]


def test_changes_come_by_table_and_in_the_order_of_its_rows(after: After) -> None:
    found = after(
        ("雨量計を置くべき", "雨量計を買うべき"),
        ("始めに", "初めに"),
        ("l 霧も見たい。\n", ""),
        ("石川委員", "石河委員"),
    )
    places = {name: place for place, name in enumerate(RELEASE_TABLES)}
    order = [places[name] for name in found["table_name"]]
    assert order == sorted(order)
    assert found.filter(table_name="remarks")["previous_row_key"].to_list() == [
        key_of("r", "始めに、雲の話をする。"),
        key_of("r", "雨量計を置くべき。"),
        key_of("r", "霧も見たい。"),
    ]

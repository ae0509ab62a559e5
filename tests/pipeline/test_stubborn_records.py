"""Small records each of which once kept a whole collection from being published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.checks import CHECKS, run_check
from pipeline.normalisation.attendance.reading import entries
from pipeline.run.stages import run_stage
from pipeline.run.staleness import COLLECTION_STAGES, READING_STAGES
from pipeline.run.store import Store
from schemas.vocabulary import Severity

Tables = Callable[..., dict[str, pl.DataFrame]]

RECORDS = {
    # A list that a heading parts: no name goes on behind it.
    "heading within a list": (
        "会議録\n4月5日\n長\n事務局　人すまい調査会　堀米、牧原、武良\n議事\n講　師\n"
        "【相】本日は\n【氏】です",
        ["堀米", "牧原", "武良"],
    ),
    # A glyph of a legend at the end of a line, and a word on the next.
    "glyph before a line end": (
        "会議録\n4月5日\n出席（凡例○出席△参）　,　湯　地　　　守○\n５",
        ["湯　地　　　守"],
    ),
    # A separator of ASCII is white space to Python, and none to Unicode.
    "separator of ASCII": ("君\n委員　\x1d君\n○委（君）　。\n○君　。", []),
    # A row of a table that ends before the column of names.
    "row without a name": ("会議録\n3月3日\n出席|区分|氏名\n|委", []),
}


@pytest.mark.parametrize("name", RECORDS)
def test_the_names_listed_are_read_and_every_blocking_check_passes(
    tables_of: Tables, name: str
) -> None:
    text, names = RECORDS[name]
    tables = tables_of(text)
    blocking = [check for stage in READING_STAGES for check in CHECKS[stage] if check.blocking]
    assert [check.name for check in blocking if not run_check(check, tables).passed] == []
    # What else such a record seems to name is nobody's truth.
    assert set(names) <= set(tables["attendance"]["name_text"])
    for start, end, written in (
        tables["attendance"].select("char_start", "char_end", "name_text").iter_rows()
    ):
        assert text[start:end].startswith(written)


def test_rows_after_one_without_a_name_are_read() -> None:
    listed = entries("|区分|氏名|\n|委員|青木一郎|\n|委員\n|幹事|坂本二郎|")
    assert [(entry.name_text, entry.group) for entry in listed] == [
        ("青木一郎", "委員"),
        ("坂本二郎", "幹事"),
    ]


LONG_NAME = """\
第２回架空町緑化検討委員会 議事録

日時　令和５年７月６日（木）午後２時～午後３時
出席者
{name}：会長
榎本：委員

○榎本委員長　始めます。
○小早川委員　賛成です。
"""


@pytest.mark.parametrize("name", ["田" * 20_000, "委員" * 30_000], ids=["unknown", "title"])
def test_a_name_that_is_too_long_for_sudachi_is_read(
    collection_of: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    folder = collection_of({"memo.txt": LONG_NAME.format(name=name).encode()})
    store = Store(tmp_path / "outputs")
    for stage in COLLECTION_STAGES:
        run = run_stage(stage, folder, store)
        failed = [result.check for result in run.results if not result.passed]
        assert [check.name for check in failed if check.severity is Severity.ERROR] == []
    assert store.read("meetings", "made-up").height == 1
    assert store.read("remarks", "made-up")["text"].to_list() == ["始めます。", "賛成です。"]

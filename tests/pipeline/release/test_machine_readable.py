"""Every rule for machine-readable data is shown a release that breaks it, and it alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.release.files.read_back import read_back
from pipeline.release.machine_readable import RULES
from pipeline.release.machine_readable import broken_rules as rules_broken_by
from tests.pipeline.release.faults import replace

Break = Callable[[Path], None]


def broken_rules(release: Path) -> list[dict[str, str]]:
    return rules_broken_by(release, read_back(release))


@pytest.fixture
def staged(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published, tmp_path / "staged")


def describe(change: Callable[[dict[str, Any]], object]) -> Break:
    """Change what `datapackage.json` states."""

    def apply(staged: Path) -> None:
        file = staged / "datapackage.json"
        stated = json.loads(file.read_bytes())
        change(stated)
        file.write_text(json.dumps(stated), encoding="utf-8")

    return apply


def write(name: str, old: str, new: str) -> Break:
    """Change what stands in a CSV file once."""
    return lambda staged: replace(staged / f"csv/{name}.csv", old.encode(), new.encode())


def resource(stated: dict[str, Any], name: str) -> dict[str, Any]:
    return next(dict_ for dict_ in stated["resources"] if dict_["name"] == name)


def field(stated: dict[str, Any], table: str, name: str) -> dict[str, Any]:
    fields = resource(stated, table)["schema"]["fields"]
    return next(field for field in fields if field["name"] == name)


def both(*breaks: Break) -> Break:
    def apply(staged: Path) -> None:
        for each in breaks:
            each(staged)

    return apply


def rename(table: str, old: str, new: str) -> Break:
    """Rename a column in the CSV file and where it is described."""

    def change(stated: dict[str, Any]) -> None:
        field(stated, table, old)["name"] = new

    return both(describe(change), write(table, f",{old},", f",{new},"))


def list_in_parquet(staged: Path) -> None:
    file = staged / "parquet/remarks.parquet"
    rows = pl.read_parquet(file)
    rows.with_columns(text=pl.concat_list("text")).write_parquet(file)


def in_another_encoding(staged: Path) -> None:
    file = staged / "csv/remarks.csv"
    mark, content = file.read_bytes()[:3], file.read_bytes()[3:]
    file.write_bytes(mark + content.decode().encode("cp932"))


def without_mark(staged: Path) -> None:
    file = staged / "csv/remarks.csv"
    file.write_bytes(file.read_bytes().removeprefix(b"\xef\xbb\xbf"))


def title_above(staged: Path) -> None:
    file = staged / "csv/remarks.csv"
    mark, content = file.read_bytes()[:3], file.read_bytes()[3:]
    columns = content.split(b"\r\n")[0].count(b",")
    file.write_bytes(mark + b"Remarks" + b"," * columns + b"\r\n" + content)


BREAKS: list[tuple[str, str, Break]] = [
    ("one_datum_a_cell", "list", list_in_parquet),
    ("one_datum_a_cell", "1・2", write("meetings", ",1,stated,,,2024,", ",1・2,stated,,,2024,")),
    (
        "one_datum_a_cell",
        "yes",
        write("attendance", "座長,,present,,false", "座長,,present,,yes"),
    ),
    ("no_line_end_in_record", "line feeds", write("remarks", "霧も見たい。", '"霧も\n見たい。"')),
    ("no_line_end_in_record", "returns", write("remarks", "霧も見たい。", '"霧も\r見たい。"')),
    ("no_line_end_in_record", "returns", write("remarks", "page_end\r\n", "page_end\n")),
    ("blank_is_not_nought", "term", write("meetings", ",,1,stated,,,2024,", ",0,1,stated,,,2024,")),
    (
        "blank_is_not_nought",
        "char_start",
        write("meetings", ",unstated,,0,150,", ",unstated,,,150,"),
    ),
    ("header_in_first_row", "会場", rename("meetings", "venue", "会場")),
    ("header_in_first_row", "twice", rename("meetings", "venue", "room")),
    ("header_in_first_row", "the first row is", write("meetings", ",venue,", ",place,")),
    ("header_in_first_row", "the first row is", title_above),
    (
        "code_tables",
        "no code table",
        describe(lambda stated: field(stated, "remarks", "kind").pop("categories")),
    ),
    (
        "code_tables",
        "no meaning",
        describe(lambda stated: field(stated, "remarks", "kind")["categories"][0].pop("label_ja")),
    ),
    (
        "code_tables",
        "does not have 'remark'",
        describe(lambda stated: field(stated, "remarks", "kind")["categories"].pop(0)),
    ),
    ("western_dates", "令和6年4月1日", write("meetings", ",2024-04-01,", ",令和6年4月1日,")),
    ("western_dates", "2024/04/01", write("meetings", ",2024-04-01,", ",2024/04/01,")),
    (
        "western_dates",
        "2024-04-01 10:00",
        write("meetings", ",2024-04-01T10:00:00+09:00,", ",2024-04-01 10:00,"),
    ),
    (
        "long_format",
        "venue_1, venue_2",
        both(rename("meetings", "venue", "venue_1"), rename("meetings", "room", "venue_2")),
    ),
    (
        "encoding_stated",
        "not stated",
        describe(lambda stated: resource(stated, "remarks").pop("encoding")),
    ),
    (
        "encoding_stated",
        "not stated",
        describe(lambda stated: resource(stated, "remarks").pop("byte_order_mark")),
    ),
    ("encoding_stated", "no byte order mark", without_mark),
    ("encoding_stated", "not UTF-8", in_another_encoding),
    (
        "definitions",
        "venue has no description_ja",
        describe(lambda stated: field(stated, "meetings", "venue").pop("description_ja")),
    ),
    (
        "definitions",
        "meetings has no description",
        describe(lambda stated: resource(stated, "meetings").update(description=" ")),
    ),
    ("update_history", "does not end", describe(lambda stated: stated.update(version="1.0.1"))),
    ("update_history", "without version", describe(lambda stated: stated.pop("history"))),
    (
        "update_history",
        "without version",
        describe(lambda stated: stated["history"][0].update(reason="")),
    ),
]


def test_a_release_breaks_no_rule(published: Path) -> None:
    assert broken_rules(published) == []


@pytest.mark.parametrize(
    ("rule", "reason", "apply"), BREAKS, ids=[f"{each[0]}-{each[1]}" for each in BREAKS]
)
def test_what_breaks_a_rule_is_found_by_it(
    staged: Path, rule: str, reason: str, apply: Break
) -> None:
    apply(staged)
    broken = broken_rules(staged)
    assert {each["reason"].partition(":")[0] for each in broken} == {rule}
    assert any(reason in each["reason"] for each in broken)


def test_every_rule_has_a_case() -> None:
    assert {rule for rule, *_ in BREAKS} == {
        *(rule.__name__ for rule in RULES),
        "encoding_stated",
        "update_history",
    }


def test_the_file_is_named(staged: Path) -> None:
    without_mark(staged)
    assert [each["path"] for each in broken_rules(staged)] == ["csv/remarks.csv"]

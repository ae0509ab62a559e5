from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.interchange.published import (
    DamagedReleaseError,
    ForeignKey,
    PublishedRelease,
    TableMissingError,
    in_order_of_keys,
    open_release,
)
from pipeline.release.version import NoReleaseError
from tests.pipeline.interchange.small_release import (
    small_tables,
    without,
    write_checksums,
    write_release,
)


def test_a_release_describes_its_tables(release: PublishedRelease) -> None:
    remarks = release.tables["remarks"]
    assert remarks.primary_key == ("remark_id",)
    assert remarks.ja == "発言"
    assert ForeignKey(("meeting_id",), "meetings", ("meeting_id",)) in remarks.foreign_keys
    assert ForeignKey(("parent_remark_id",), "remarks", ("remark_id",)) in remarks.foreign_keys
    text = next(field for field in remarks.fields if field.name == "text")
    assert text.is_required
    assert text.ja == "本文（改行を継ぎ、印と名札を除く）"
    assert release.scan("meetings").collect().height == 2


def test_a_table_comes_after_those_that_it_leads_to(release: PublishedRelease) -> None:
    order = [table.name for table in in_order_of_keys(release)]
    assert sorted(order) == sorted(release.tables)
    for name, table in release.tables.items():
        for key in table.foreign_keys:
            assert order.index(key.table) <= order.index(name)


@pytest.mark.parametrize("name", ["parquet/remarks.parquet", "datapackage.json"])
def test_an_altered_file_is_named(folder: Path, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    with (copy / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(DamagedReleaseError, match=f"not copied:\n- {name}: its SHA-256"):
        open_release(copy)


def test_a_missing_file_is_named(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "parquet/remarks.parquet").unlink()
    with pytest.raises(DamagedReleaseError, match=r"remarks\.parquet: is listed"):
        open_release(copy)


def test_a_folder_that_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoReleaseError, match=r"datapackage\.json"):
        open_release(tmp_path)


@pytest.mark.parametrize("content", ["{", "[]", '{"resources": [{"name": "a-parquet"}]}'])
def test_a_descriptor_that_says_too_little_is_refused(
    folder: Path, tmp_path: Path, content: str
) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "datapackage.json").write_text(content, encoding="utf-8")
    write_checksums(copy)
    with pytest.raises(DamagedReleaseError, match=r"datapackage\.json: cannot be read"):
        open_release(copy)


def test_a_key_without_its_table_is_refused(tmp_path: Path) -> None:
    tables = without(small_tables(), ["persons"])
    with pytest.raises(DamagedReleaseError, match=r"keys of attendance, remarks, .*memberships"):
        in_order_of_keys(open_release(write_release(tmp_path / "1.0.0", tables)))


def test_a_table_that_an_older_release_lacks_is_named(tmp_path: Path) -> None:
    tables = without(small_tables(), ["terms", "tokens"])
    release = open_release(write_release(tmp_path / "1.0.0", tables))
    with pytest.raises(TableMissingError, match="has no tokens"):
        release.scan("tokens")
    with pytest.raises(TableMissingError, match="has no terms, tokens"):
        release.require("remarks", "terms", "tokens")


def test_the_schema_beside_either_file_is_read(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    file = copy / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    (parquet,) = [each for each in descriptor["resources"] if each["name"] == "persons-parquet"]
    descriptor["resources"].append(
        {"name": "persons", "path": "csv/persons.csv", "schema": parquet.pop("schema")}
    )
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    write_checksums(copy)
    assert open_release(copy).tables["persons"].primary_key == ("person_id",)

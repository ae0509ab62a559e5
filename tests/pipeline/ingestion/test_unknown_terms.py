"""Keys of `collection.toml` that mean nothing are told, with their line and what is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingestion.ingest import ingest
from pipeline.ingestion.unknown_terms import unknown_terms

VALID = """\
record_kind = "points"
made_up = true

[body]
ja = "架空会議"
en = "Made-up Council"

[publisher]
ja = "架空府"

[license]
name = "架空利用規約"
name_en = "Made-up Terms"
url = "https://example.org/terms"

[source]
title = "架空会議 論点メモ"
url = "https://example.org/memo"
note = "Made up."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "made-up"
    made.mkdir()
    (made / "a.txt").write_text("第１回架空会議 論点メモ\n", encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("before", "after", "key", "line"),
    [
        ('note = "Made up."', 'notes = "Made up."', "source.notes", 19),
        ('url = "https://example.org/memo"', 'link = "x"', "source.link", 18),
        ("[source]", "[sources]", "sources", 16),
        ("made_up = true\n", 'made_up = true\nlang = "ja"\n', "lang", 3),
        ('ja = "架空会議"', 'ja = "架空会議"\n"kana" = "カクウ"', "body.kana", 6),
    ],
)
def test_an_unknown_key_is_told_with_its_line(
    folder: Path, before: str, after: str, key: str, line: int
) -> None:
    (folder / "collection.toml").write_text(VALID.replace(before, after), encoding="utf-8")
    (fault,) = unknown_terms(folder)
    assert fault.message.en.startswith(f"collection.toml: there is no key {key}, ")
    assert fault.message.ja.startswith(f"collection.toml: {key} というキーはなく、")
    assert (fault.rule, fault.severity.value, fault.line) == ("terms_known", "warn", line)


def test_known_keys_are_named(folder: Path) -> None:
    wrong = VALID.replace("note =", "notes =")
    (folder / "collection.toml").write_text(wrong, encoding="utf-8")
    (fault,) = unknown_terms(folder)
    assert "Known are source.title, source.url, source.note." in fault.message.en


def test_the_records_go_through_with_a_warning(folder: Path) -> None:
    wrong = VALID.replace("note =", "notes =")
    (folder / "collection.toml").write_text(wrong, encoding="utf-8")
    ingested = ingest(folder)
    assert ingested.documents["status"].to_list() == ["parsed"]
    (issue,) = ingested.quality_issues.iter_rows(named=True)
    assert (issue["rule"], issue["row_key"], issue["line"]) == (
        "terms_known",
        "made-up/collection.toml",
        19,
    )


def test_a_file_without_such_keys_is_told_nothing_of(folder: Path) -> None:
    (folder / "collection.toml").write_text(VALID, encoding="utf-8")
    assert unknown_terms(folder) == []
    assert ingest(folder).quality_issues.is_empty()
    inline = 'source = { title = "a", link = "b" }\n' + VALID[: VALID.index("[source]")]
    (folder / "collection.toml").write_text(inline, encoding="utf-8")
    (fault,) = unknown_terms(folder)
    assert fault.line is None

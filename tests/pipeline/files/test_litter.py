from __future__ import annotations

import pytest

from pipeline.files.litter import is_litter, is_readme


@pytest.mark.parametrize(
    ("name", "is_left_behind"),
    [
        (".DS_Store", True),
        (".git", True),
        ("Thumbs.db", True),
        ("THUMBS.DB", True),
        ("desktop.ini", True),
        ("Icon\r", True),
        ("__MACOSX", True),
        ("$RECYCLE.BIN", True),
        # What only looks alike may be a record.
        ("Icon", False),
        ("thumbs.db.txt", False),
        ("第1回.議事録.txt", False),
        ("~会議録.txt", False),
        ("", False),
    ],
)
def test_what_is_hidden_or_left_behind_by_a_system_is_litter(
    name: str, is_left_behind: bool
) -> None:
    assert is_litter(name) is is_left_behind


@pytest.mark.parametrize("name", ["README", "readme", "README.md", "Readme.txt", "README.html"])
def test_a_readme_has_any_ending(name: str) -> None:
    assert is_readme(name)


@pytest.mark.parametrize(
    "name", ["README.ja.md", "README_old.txt", "README 会議録.txt", ".readme", "md.README", ""]
)
def test_a_longer_name_is_no_readme(name: str) -> None:
    assert not is_readme(name)

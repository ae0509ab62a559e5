from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.interchange.placing import PlaceTakenError, new_file, new_files, new_folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_at_its_place_when_it_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "new" / "a.txt"
    with new_file(place) as file:
        file.write_text("whole")
        assert not place.exists()
    assert place.read_text() == "whole"
    assert names(place.parent) == ["a.txt"]


def test_nothing_is_left_of_a_file_that_failed(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    with pytest.raises(IsADirectoryError), new_file(place) as file:
        file.with_name("half").write_text("half") and file.parent.write_text("no folder is a file")
    assert names(tmp_path) == []


def test_a_file_is_replaced_by_force_alone(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text("old")
    with pytest.raises(PlaceTakenError, match="--force"), new_file(place):
        pass
    assert place.read_text() == "old"
    with new_file(place, force=True) as file:
        file.write_text("new")
    assert place.read_text() == "new"


def test_a_file_that_came_meanwhile_is_kept(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    with pytest.raises(PlaceTakenError), new_file(place) as file:
        file.write_text("ours") and place.write_text("theirs")
    assert place.read_text() == "theirs"


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_is_never_replaced_by_a_file(tmp_path: Path, force: bool) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(PlaceTakenError, match="is no file"), new_file(tmp_path / "a", force=force):
        pass


def test_of_two_files_neither_is_placed_where_one_is_taken(tmp_path: Path) -> None:
    places = [tmp_path / "a", tmp_path / "b"]
    places[1].write_text("old")
    with pytest.raises(PlaceTakenError), new_files(places):
        pass
    assert names(tmp_path) == ["b"]
    with new_files(places, force=True) as files:
        for file in files:
            file.write_text(file.name)
    assert [place.read_text() for place in places] == ["a", "b"]


def test_a_folder_is_at_its_place_when_it_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "out"
    with new_folder(place, ".xml") as folder:
        (folder / "a.xml").write_text("a")
        assert not place.exists()
    assert names(place) == ["a.xml"]
    assert names(tmp_path) == ["out"]


def test_a_folder_of_the_format_is_replaced_by_force_alone(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.mkdir()
    (place / "old.xml").write_text("old")
    with pytest.raises(PlaceTakenError, match="--force"), new_folder(place, ".xml"):
        pass
    with new_folder(place, ".xml", force=True) as folder:
        (folder / "new.xml").write_text("new")
    assert names(place) == ["new.xml"]
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("other", ["notes.txt", "sub.xml"])
def test_a_folder_with_anything_else_is_never_replaced(tmp_path: Path, other: str) -> None:
    place = tmp_path / "out"
    place.mkdir()
    (place / "sub.xml").mkdir() if other == "sub.xml" else (place / other).write_text("mine")
    refused = pytest.raises(PlaceTakenError, match="something other")
    with refused, new_folder(place, ".xml", force=True):
        pass
    assert names(place) == [other]


def test_a_link_to_a_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "there")
    refused = pytest.raises(PlaceTakenError, match="something other")
    with refused, new_folder(tmp_path / "out", ".xml", force=True):
        pass

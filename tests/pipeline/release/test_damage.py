from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.release.publish import release
from pipeline.release.require_checks import NotPublishableError

Damage = Callable[[Path], None]


def change(file: Path) -> None:
    """Change a byte: in the text of a README or descriptor, in a page of Parquet."""
    content = bytearray(file.read_bytes())
    content[100] ^= 0x01
    file.write_bytes(content)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def clear(file: Path) -> None:
    file.write_bytes(b"")


def remove(file: Path) -> None:
    file.unlink()


DAMAGES = [change, cut, clear, remove]
# Whenever tests run each file is damaged in one way; in the others where there is more time.
FILES = [
    "csv/remarks.csv",
    "parquet/remarks.parquet",
    "datapackage.json",
    "README.md",
    "index.html",
    "quality.json",
    "SHA256SUMS",
]


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        pytest.param(
            damage,
            name,
            id=f"{damage.__name__}-{name}",
            marks=[] if place % len(DAMAGES) == way else [pytest.mark.long],
        )
        for way, damage in enumerate(DAMAGES)
        for place, name in enumerate(FILES)
    ],
)
def test_a_damaged_release_is_noticed_when_nothing_changed(
    corpus: Path, outputs: Path, damage: Damage, name: str
) -> None:
    damage(outputs / "releases/1.0.0" / name)
    with pytest.raises(NotPublishableError):
        release(corpus, outputs)


def test_a_file_that_came_in_later_is_noticed(corpus: Path, outputs: Path) -> None:
    (outputs / "releases/1.0.0/notes.txt").write_text("later", encoding="utf-8")
    with pytest.raises(NotPublishableError, match=r"release_checksums: .*notes\.txt"):
        release(corpus, outputs)

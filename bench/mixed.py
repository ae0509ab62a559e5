"""A synthetic corpus of any size, in all styles and list shapes.

The records of a round are from four sources: records that `tests/records` renders, one a style;
lists of `quality/training/shapes.py`, one a record; records of `quality/observed`; and records of
`quality/gold`. Rounds repeat until the size is reached, with other seeds for rendered records, and
with other family names and numbers in the records that people wrote.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from itertools import chain, count, zip_longest
from pathlib import Path
from typing import NamedTuple

from bench.corpus import WORDS
from quality.training.shapes import WORDS as LISTED
from quality.training.shapes import shaped
from tests.records.render import ALL_FAMILIES, render

QUALITY = Path(__file__).parents[1] / "quality"
COLLECTION_BYTES = 2_500_000
"""Maximum size of a collection's records, in bytes, without its last record."""
SURNAMES = sorted({name for name in (*WORDS["surname"], *LISTED["families"]) if len(name) == 2})
SURNAME = re.compile("|".join(SURNAMES))
DIGITS = ("123456789", "１２３４５６７８９", "一二三四五六七八九")
NUMBER = re.compile(rf"[0０〇十百{''.join(DIGITS)}]+(?=\s*[回号件頁条％%億万千円])")
"""Numbers of sessions and amounts; days and hours stay, so that weekdays remain right."""
TERMS = """\
# SYNTHETIC, made by bench/mixed.py to measure speed. No such body exists, and nobody met.
record_kind = "verbatim"
body = { ja = "架空の諸会議" }
publisher = { ja = "架空の役所（性能測定用）" }
license = { name = "CC0-1.0", url = "https://creativecommons.org/publicdomain/zero/1.0/" }
source = { note = "Made up by bench/mixed.py." }
"""


class Source(NamedTuple):
    """A record: its text, and its style or repeated file."""

    name: str
    text: str


def write_mixed(root: Path, total_bytes: int) -> int:
    """Write collections `mixed-<nnn>` into a folder, and return their bytes.

    Only records count. The size is exceeded by less than a record. The same arguments give the same
    bytes.

    Raises
    ------
    FileExistsError
        Where the folder has such a collection already.
    """
    records = chain.from_iterable(map(round_of, count()))
    written = 0
    for number in count(1):
        if written >= total_bytes:
            return written
        folder = root / f"mixed-{number:03}"
        folder.mkdir(parents=True)
        (folder / "collection.toml").write_bytes(TERMS.encode())
        end = min(total_bytes, written + COLLECTION_BYTES)
        for file in count(1):
            name, text = next(records)
            written += (folder / f"{file:05}-{name}.txt").write_bytes(text.encode())
            if written >= end:
                break
    raise AssertionError("numbers do not end")


def round_of(number: int) -> Iterator[Source]:
    """Yield the records of a round, one of each source in turn."""
    by_source = (
        (Source(style, render(style, number).text) for style in ALL_FAMILIES),
        (
            Source("shaped_list", record.text)
            for record in shaped(
                range(number * len(ALL_FAMILIES), (number + 1) * len(ALL_FAMILIES))
            )
        ),
        written_by_people("observed", number),
        written_by_people("gold", number),
    )
    for record in chain.from_iterable(zip_longest(*by_source)):
        if record:
            yield record


def written_by_people(folder: str, number: int) -> Iterator[Source]:
    """Yield the records of a folder of `quality/`, unchanged in round 0."""
    for file in sorted((QUALITY / folder).rglob("*.txt")):
        name = "-".join(file.relative_to(QUALITY).with_suffix("").parts)
        yield Source(name, changed(file.read_bytes().decode(), number))


def changed(text: str, number: int) -> str:
    """Replace family names and numbers by others of the same length.

    `第３回 … 青木委員` becomes `第４回 … 坂本委員` in the second round.
    """
    if not number:
        return text
    names = {
        name: SURNAMES[(place + number) % len(SURNAMES)] for place, name in enumerate(SURNAMES)
    }
    later = str.maketrans(
        {digit: row[(at + number) % 9] for row in DIGITS for at, digit in enumerate(row)}
    )
    text = SURNAME.sub(lambda found: names[found[0]], text)
    return NUMBER.sub(lambda found: found[0].translate(later), text)


def main() -> None:
    """Write a corpus into a folder."""
    parser = argparse.ArgumentParser(prog="bench.mixed")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mb", type=float, default=20, help="megabytes of records")
    options = parser.parse_args()
    written = write_mixed(options.folder, int(options.mb * 1_000_000))
    print(f"{written / 1e6:.1f} MB in {len(list(options.folder.glob('mixed-*')))} collections")


if __name__ == "__main__":
    main()

"""Seeds: those that have failed before, and how hypothesis draws new ones."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from hypothesis import note
from hypothesis import strategies as st

from tests.records.render import ALL_FAMILIES, render
from tests.records.truth import Record

FIRST_SEED = int(os.environ.get("RECORDS_FROM", "0"))
"""The first seed of a run. Another one looks at other records."""
KEPT = Path(__file__).parent / "seeds.toml"


def kept(family: str) -> list[int]:
    """Seeds of a family that have failed before."""
    table = tomllib.loads(KEPT.read_text(encoding="utf-8"))
    return [record["seed"] for record in table.get("record", []) if record["family"] == family]


def seeds_of(family: str, number: int) -> list[int]:
    """The kept seeds first, then `number` more."""
    return list(dict.fromkeys([*kept(family), *range(FIRST_SEED, FIRST_SEED + number)]))


@st.composite
def records(draw: st.DrawFn, families: tuple[str, ...] = ALL_FAMILIES) -> Record:
    """A record of one of the families. A failure names its seed, which belongs in `seeds.toml`."""
    family = draw(st.sampled_from(families))
    seed = draw(st.integers(0, 1_000_000))
    note(f'[[record]]\nfamily = "{family}"\nseed = {seed}')
    return render(family, seed)

"""Annotated lists: names of annotated records, found in their texts."""

from __future__ import annotations

import json
import math
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pipeline.text.folding import fold
from quality.training.listed import Annotated
from tests.records.render import ALL_FAMILIES, render

QUALITY = Path(__file__).parent.parent
_AFTER = 600
"""Number of characters kept after the last name, which are no list."""

_BEFORE = 1500
_HINT = re.compile("[（(].*$")
_MOST_PLACES = 40


def observed(folder: Path = QUALITY / "observed") -> Iterator[Annotated]:
    """Yield records in observed shapes with annotated names."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        if truth.get("names") is None:
            continue
        text = (folder / "corpus" / f"{truth['id']}.txt").read_text(encoding="utf-8")
        names = [_HINT.sub("", name) for name in (*truth["names"], *truth["names_neutral"])]
        yield _placed(truth["id"], text, names)


def gold(folder: Path) -> Iterator[Annotated]:
    """Yield the records of a folder of the gold."""
    for record in sorted(folder.iterdir()):
        truth = tomllib.loads((record / "truth.toml").read_text(encoding="utf-8"))
        by_file: dict[str, list[str]] = {}
        for meeting in truth["meeting"]:
            listed = by_file.setdefault(meeting["file"], [])
            listed += [_bare(row[1], row[2]) for row in meeting.get("attendance", [])]
        for file, names in by_file.items():
            text = (record / file).read_text(encoding="utf-8")
            yield _placed(f"{folder.name}/{record.name}", text, names)


def rendered(seeds: range) -> Iterator[Annotated]:
    """Yield records of the generator, of all its families."""
    for family in ALL_FAMILIES:
        for seed in seeds:
            record = render(family, seed)
            names = [_bare(row.name_text, row.position) for row in record.rows]
            yield _placed(f"rendered/{family}", record.text, names)


def _bare(name: str, position: str) -> str:
    """Return a listed name without position and honorific after it."""
    bare = name.removesuffix(position) if position and name != position else name
    return re.sub(r"[ 　]*(?:君|氏|様|さん|殿|先生)$", "", bare).strip()


def _placed(source: str, text: str, names: list[str]) -> Annotated:
    """Find names in a text, in order and close together."""
    text = fold(text).text
    searched = "".join(
        unicodedata.normalize("NFKC", mark)[0]
        if len(unicodedata.normalize("NFKC", mark)) == 1
        else mark
        for mark in text
    )
    wanted = [re.sub(r"\s+", "", unicodedata.normalize("NFKC", fold(name).text)) for name in names]
    places = [
        [found.span() for found in re.finditer(r"\s*".join(map(re.escape, name)), searched)][
            :_MOST_PLACES
        ]
        if name
        else []
        for name in wanted
    ]
    spans = sorted(_nearest(places))
    missing = len(names) - len(spans)
    if missing:
        print(f"{source}: {missing} of {len(names)} names are not found")
    begin = max(0, spans[0][0] - _BEFORE) if spans else 0
    begin = text.find("\n", begin) + 1 if begin else 0
    end = (spans[-1][1] if spans else 0) + _AFTER
    kept = [(start - begin, stop - begin) for start, stop in spans if start >= begin]
    return Annotated(source, text[begin:end], kept)


def _nearest(places: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Choose a place for each name, with the least sum of distances."""
    costs: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])]
    for candidates in places:
        if not candidates:
            continue
        found = []
        for span in candidates:
            best: tuple[float, list[tuple[int, int]]] | None = None
            for cost, chosen in costs:
                last = chosen[-1][1] if chosen else 0
                distance = span[0] - last
                if any(span[0] < end and start < span[1] for start, end in chosen[-8:]):
                    continue
                total = cost + (
                    math.log1p(distance) if distance >= 0 else 6 + math.log1p(-distance)
                )
                if best is None or total < best[0]:
                    best = (total, [*chosen, span])
            if best:
                found.append(best)
        costs = sorted(found, key=lambda one: one[0])[:30] or costs
    return list(dict.fromkeys(costs[0][1]))

"""The differences between the schemas of two releases."""

from __future__ import annotations

from pipeline.release.diff.snapshot import Snapshot
from pipeline.release.version import Reason


def schema_breaks(before: Snapshot, now: Snapshot) -> list[Reason]:
    """Return schema changes that break a program for the release before."""
    broken = []
    for name, columns in before.columns.items():
        if name not in now.columns:
            broken.append(Reason(f"table {name} removed", f"表 {name} を廃止"))
            continue
        always_filled = before.required.get(name, frozenset())
        for column, dtype in columns.items():
            if column not in now.columns[name]:
                text = f"{name}.{column}"
                broken.append(Reason(f"column {text} removed", f"列 {text} を廃止"))
            elif now.columns[name][column] != dtype:
                text = f"{name}.{column}"
                broken.append(Reason(f"column {text} retyped", f"列 {text} の型を変更"))
            elif column in always_filled and column not in now.required.get(name, ()):
                text = f"{name}.{column}"
                broken.append(Reason(f"column {text} may be null", f"列 {text} に欠損を許容"))
        if before.keys.get(name) != now.keys.get(name):
            broken.append(Reason(f"key of {name} changed", f"{name} の主キーを変更"))
        broken += _in_one_csv(name, before, now, "is Parquet alone", "Parquet のみとする")
    return broken


def schema_additions(before: Snapshot, now: Snapshot) -> list[Reason]:
    """Return tables and columns that are new in this release."""
    added = []
    for name, columns in now.columns.items():
        if name not in before.columns:
            added.append(Reason(f"table {name} added", f"表 {name} を追加"))
            continue
        for column in columns:
            if column not in before.columns[name]:
                text = f"{name}.{column}"
                added.append(Reason(f"column {text} added", f"列 {text} を追加"))
        added += _in_one_csv(name, now, before, "is in CSV too", "CSV にもある")
    return added


def _in_one_csv(name: str, one: Snapshot, other: Snapshot, en: str, ja: str) -> list[Reason]:
    """Return tables and columns that both releases have, but only one of them in CSV."""
    if name in one.csv and name not in other.csv:
        return [Reason(f"table {name} {en}", f"表 {name} は {ja}")]
    return [
        Reason(f"column {text} {en}", f"列 {text} は {ja}")
        for column in one.csv.get(name, ())
        if column in other.columns[name] and column not in other.csv[name]
        for text in [f"{name}.{column}"]
    ]

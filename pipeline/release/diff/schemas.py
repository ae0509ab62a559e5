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
        broken += _left_out_of_csv(name, before, now)
    return broken


def _left_out_of_csv(name: str, before: Snapshot, now: Snapshot) -> list[Reason]:
    """Return tables and columns that remain, but no longer in CSV."""
    if name in before.csv and name not in now.csv:
        return [Reason(f"table {name} is Parquet alone", f"表 {name} は Parquet のみとする")]
    return [
        Reason(f"column {text} is Parquet alone", f"列 {text} は Parquet のみとする")
        for column in before.csv.get(name, ())
        if column in now.columns[name] and column not in now.csv[name]
        for text in [f"{name}.{column}"]
    ]


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
        added += _new_in_csv(name, before, now)
    return added


def _new_in_csv(name: str, before: Snapshot, now: Snapshot) -> list[Reason]:
    """Return tables and columns that existed before, but not in CSV."""
    if name in now.csv and name not in before.csv:
        return [Reason(f"table {name} is in CSV too", f"表 {name} は CSV にもある")]
    return [
        Reason(f"column {text} is in CSV too", f"列 {text} は CSV にもある")
        for column in now.csv.get(name, ())
        if column in before.columns[name] and column not in before.csv[name]
        for text in [f"{name}.{column}"]
    ]

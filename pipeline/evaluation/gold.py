"""Gold: the truth of synthetic records, written by hand, as frames.

    <gold>/<dev|test>/<family>-<number>/truth.toml and the record beside it

`quality/README.md` describes how it was annotated.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipeline.evaluation.visible import VisibleText, without_blanks
from pipeline.messages import Message, MessageError, message, placed
from schemas.vocabulary import Presence, RecordKind, RemarkKind

TRUTH_FILE = "truth.toml"
SPLITS = ("dev", "test")
"""The part to look at while changing rules, and the part that nobody looks at."""

_TEXT = pl.String
_SCHEMAS: dict[str, dict[str, type[pl.DataType]]] = {
    "records": dict.fromkeys(("record", "split", "family", "folder"), _TEXT),
    "extents": {
        **{"record": _TEXT, "file": _TEXT, "meeting": pl.Int64},
        **{"char_start": pl.Int64, "char_end": pl.Int64},
    },
    "meetings": {
        **{"record": _TEXT, "meeting": pl.Int64, "file": _TEXT, "line": pl.Int64},
        **{"date": _TEXT, "start": _TEXT, "end": _TEXT, "round": _TEXT, "record_kind": _TEXT},
    },
    "attendance": {
        **{"record": _TEXT, "meeting": pl.Int64, "file": _TEXT, "line": pl.Int64},
        **dict.fromkeys(("group", "name", "position", "presence"), _TEXT),
    },
    "remarks": {
        **{"record": _TEXT, "file": _TEXT, "line": pl.Int64},
        **{"start": pl.Int64, "end": pl.Int64},
        **dict.fromkeys(("kind", "label", "person", "first"), _TEXT),
    },
}


class GoldError(MessageError, ValueError):
    """An unusable record of the gold; the message gives reason and remedy."""


class Gold(NamedTuple):
    """Truth as frames, with `record` in each row.

    `file` is a path inside the folder of a record. `extents` has the code points of a file that
    belong to a meeting; `meeting` numbers the meetings of a record. In `remarks`, `start` and `end`
    count visible characters of the file.
    """

    records: pl.DataFrame
    extents: pl.DataFrame
    meetings: pl.DataFrame
    attendance: pl.DataFrame
    remarks: pl.DataFrame


def read_gold(folder: Path, split: str = "all", family: str | None = None) -> Gold:
    """Read the truth of all records, or of one part or family.

    Raises
    ------
    GoldError
        Where there is no such record, or a truth does not fit its record.
    """
    splits = SPLITS if split == "all" else (split,)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _SCHEMAS}
    for part, record in _record_folders(folder, splits):
        truth = _read_truth(record)
        if family in (None, truth["family"]):
            name = f"{part}/{record.name}"
            rows["records"].append(
                {"record": name, "split": part, "family": truth["family"], "folder": str(record)}
            )
            try:
                _add_meetings(rows, name, record, truth)
            except (KeyError, ValueError, TypeError, OSError) as error:
                raise GoldError(placed(record / TRUTH_FILE, _reason(error))) from error
    if not rows["records"]:
        asked = {"folder": folder, "places": _places(splits)}
        if family:
            raise GoldError(message("gold_no_record_of_family", family=family, **asked))
        raise GoldError(message("gold_no_record", **asked))
    return Gold(*(pl.DataFrame(rows[name], schema=_SCHEMAS[name]) for name in Gold._fields))


def has_part(folder: Path, split: str) -> bool:
    """Return whether the gold has a record in a part."""
    return any(True for _ in _record_folders(folder, (split,)))


def digest(folder: Path, split: str) -> str:
    """Return the SHA-256 of all files of a part, with their paths."""
    hashed = hashlib.sha256()
    for file in sorted(path for path in (folder / split).rglob("*") if path.is_file()):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        hashed.update(f"{content}  {file.relative_to(folder).as_posix()}\n".encode())
    return hashed.hexdigest()


def _record_folders(folder: Path, splits: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
    for split in splits:
        for truth in sorted((folder / split).glob(f"*/{TRUTH_FILE}")):
            yield split, truth.parent


def _read_truth(record: Path) -> dict[str, Any]:
    file = record / TRUTH_FILE
    try:
        truth = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GoldError(message("gold_not_toml", file=file, reason=error)) from error
    if missing := {"family", "record_kind", "meeting"} - truth.keys():
        lacking = message("gold_lacks", names=", ".join(sorted(missing)))
        raise GoldError(placed(file, lacking))
    return truth


def _places(splits: Sequence[str]) -> Message:
    places = [f"{part}/" for part in splits]
    return Message(" or ".join(places), "・".join(places))


def _reason(error: Exception) -> Message:
    if isinstance(error, KeyError):
        return message("gold_lacks", names=error.args[0])
    return error.reason if isinstance(error, MessageError) else message("gold_wrong", reason=error)


def _add_meetings(
    rows: dict[str, list[dict[str, Any]]], name: str, record: Path, truth: dict[str, Any]
) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in record.glob("*.txt")}
    known = {file: VisibleText(text) for file, text in texts.items()}
    reached = dict.fromkeys(texts, 0)
    extents: dict[str, dict[str, Any]] = {}
    numbers: dict[tuple[Any, ...], int] = {}
    kind = RecordKind.of(truth["record_kind"]).value
    for meeting in truth["meeting"]:
        file = meeting["file"]
        if file not in texts:
            raise GoldError(message("gold_no_file", file=file))
        stated = {
            "date": _written(meeting.get("date")),
            "start": meeting.get("starts_at"),
            "end": meeting.get("ends_at"),
            "round": _written(meeting.get("session")),
            "record_kind": kind,
        }
        # A meeting that continues in a second file is annotated once for each file.
        identity = (meeting["title"], *stated.values())
        is_known = identity in numbers
        number = numbers.setdefault(identity, len(numbers) + 1)
        text = known[file]
        title = text.find(meeting["title"], reached[file])
        if title < 0 and not is_known:
            raise GoldError(message("gold_title", number=number, file=file))
        title = max(title, 0)
        at = {"record": name, "file": file, "meeting": number}
        begins = text.char_start(title) if reached[file] else 0
        if reached[file]:
            # The meeting before ends where the title of this one begins.
            extents[file]["char_end"] = begins
        extents[file] = {**at, "char_start": begins, "char_end": len(texts[file])}
        rows["extents"].append(extents[file])
        if not is_known:
            rows["meetings"].append({**at, **stated, "line": text.line(title)})
        rows["attendance"] += _listed(at, meeting["attendance"], text, title)
        remarks = _spoken(at, meeting["remarks"], text, title)
        rows["remarks"] += remarks
        reached[file] = max([title + 1, *(remark["end"] for remark in remarks)])
    names = {row["name"] for row in rows["attendance"] if row["record"] == name}
    if unknown := {r["person"] for r in rows["remarks"] if r["record"] == name} - names - {""}:
        raise GoldError(message("gold_persons", count=len(unknown)))


def _listed(
    at: dict[str, Any], attendance: list[list[str]], text: VisibleText, title: int
) -> list[dict[str, Any]]:
    rows = []
    for row in attendance:
        group, name, position, presence = _cells(row, 4, "attendance")
        place = max(text.find(name, title), title)
        rows.append(
            {
                **at,
                "line": text.line(place),
                "group": without_blanks(group),
                "name": without_blanks(name),
                "position": without_blanks(position),
                "presence": Presence.of(presence).value,
            }
        )
    return rows


def _spoken(
    at: dict[str, Any], remarks: list[list[str]], text: VisibleText, title: int
) -> list[dict[str, Any]]:
    rows = []
    end = title
    for ordinal, row in enumerate(remarks, start=1):
        kind, label, person, first, last = _cells(row, 5, "remarks")
        start = text.find(first, end)
        end = text.find_end(last, start) if start >= 0 else -1
        if end < 0:
            # Without the words themselves: the record may be one that nobody looks at.
            raise GoldError(message("gold_words", ordinal=ordinal, number=at["meeting"]))
        rows.append(
            {
                **{key: at[key] for key in ("record", "file")},
                "line": text.line(start),
                "start": start,
                "end": end,
                "kind": RemarkKind.of(kind).value,
                "label": without_blanks(label),
                "person": without_blanks(person),
                "first": first,
            }
        )
    return rows


def _cells(row: Any, count: int, where: str) -> list[str]:
    if isinstance(row, list) and len(row) == count and all(isinstance(cell, str) for cell in row):
        return row
    raise GoldError(message("gold_cells", table=where, count=count))


def _written(value: object) -> str | None:
    return None if value is None else str(value)

"""How an answer of the search system of the Diet is read, beside what its fields state.

    make score-speeches ANSWER=folder/answer.xml

The answer is read twice: with its fields, and as the text that is extracted from it. What is
compared are speeches, their speakers and words, and how many speakers are linked to the list.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import polars as pl

from pipeline.ingestion.media.extract import extract
from pipeline.ingestion.media.medium import medium_of
from pipeline.run.inspection import STAND_IN_TERMS
from pipeline.run.stages import run_stage
from pipeline.run.store import Store
from schemas.vocabulary import Stage

STAGES = (Stage.INGESTION, Stage.SEGMENTATION, Stage.NORMALISATION)
_FRONT = "会議録情報"


def main() -> None:
    """Print what was read of an answer."""
    parser = argparse.ArgumentParser(prog="quality.given_speeches")
    parser.add_argument("answer", type=Path)
    answer: Path = parser.parse_args().answer
    if not answer.is_file():
        raise SystemExit(f"{answer} is missing: ANSWER is an answer of the Diet's search system")
    content = answer.read_bytes()
    extracted = extract(medium_of(answer.name, content), content)
    truth = [
        (*speech.span, speech.order, speech.speaker, speech.role, speech.group, speech.position)
        for speech in extracted.speeches
        if speech.order and speech.speaker != _FRONT
    ]
    print(f"{len(extracted.meetings)} meetings, {len(truth)} speeches")
    for name, of_text in ((f"with fields ({answer.suffix})", False), ("as text", True)):
        with tempfile.TemporaryDirectory() as scratch:
            tables = _tables(answer, extracted.text if of_text else None, Path(scratch))
        print(f"{name}: {_figures(truth, extracted.text, tables)}")
        meetings = tables["meetings"].sort("char_start").select("date", "date_basis", "body")
        print(f"  meetings: {meetings.rows()}")
        print(f"  issues: {tables['quality_issues'].select('rule', 'line').rows()}")


def _tables(answer: Path, text: str | None, scratch: Path) -> dict[str, pl.DataFrame]:
    folder = scratch / "corpus" / "answer"
    folder.mkdir(parents=True)
    (folder / "collection.toml").write_text(STAND_IN_TERMS, encoding="utf-8")
    if text is None:
        shutil.copy(answer, folder)
    else:
        (folder / "answer.txt").write_text(text, encoding="utf-8", newline="")
    tables: dict[str, pl.DataFrame] = {}
    for stage in STAGES:
        tables |= run_stage(stage, folder, Store(scratch / "outputs")).tables
    return tables


def _figures(
    truth: list[tuple[object, ...]], text: str, tables: dict[str, pl.DataFrame]
) -> dict[str, int]:
    remarks = tables["remarks"].sort("char_start")
    begun = {row["char_start"]: row for row in remarks.filter(kind="remark").to_dicts()}
    figures = dict.fromkeys(("found", "more", "speaker", "fields", "words", "linked"), 0)
    for start, end, order, speaker, *fields in truth:
        row = begun.pop(start, None)
        if row is None:
            continue
        figures["found"] += 1
        figures["speaker"] += row["speaker_text"] == speaker
        of_row = [row[f"speaker_{name}"] for name in ("role", "group", "position")]
        figures["fields"] += [row["speech_order"], *of_row] == [order, *fields]
        figures["linked"] += row["attendance_id"] is not None
        # The hour of the end stands within the last speech, and is no word of it.
        held = remarks.filter(pl.col("char_start").is_between(start, end, closed="left"))
        last = max(held["char_end"])
        told = "".join((one["marker"] or "") + one["text"] for one in held.to_dicts())
        figures["words"] += "".join(told.split()) == "".join(text[start:last].split())
    figures["more"] = len(begun)
    return figures


if __name__ == "__main__":
    main()

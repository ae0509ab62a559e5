"""The model of turns: its features, what it is made of, and that it is a part of the code."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.run import staleness
from pipeline.segmentation.layouts import inferred_layout, layout_named, layouts
from pipeline.segmentation.turns.candidates import candidates_of, visible_lines, without_lexicon
from pipeline.segmentation.turns.features import best_of, features_of
from pipeline.segmentation.turns.model import MODEL, TURNS, labelled
from quality.training.annotated import QUALITY, of_gold, of_observed, rendered
from quality.training.left_out import STYLES, read_without
from quality.training.turns import labels_of, train_turns
from tests.records.render import render

TEXT = (
    "議事録\n\n○青木委員長　始めます。\n　資料を御覧ください。\n坂本氏→賛成です。\n坂本氏→はい。\n"
)


def documents(text: str) -> pl.DataFrame:
    return pl.DataFrame({"document_id": ["made-up"], "text": [text]})


def test_features_are_made_of_each_visible_line() -> None:
    lines = visible_lines(documents(TEXT))
    (units,) = features_of(lines, candidates_of(lines, documents(TEXT))).strings()
    assert len(units) == lines.height == 5
    assert {"basis=title", "spoken=here", "says=1"} <= set(units[1])
    assert "-1:basis=title" in units[2]
    assert "-2:none" in units[0]


@pytest.mark.parametrize("signs", ["【{}】", "{}：", "{}→", "★{}　", "{}｜"])
def test_no_feature_states_a_sign(signs: str) -> None:
    text = "".join(f"{signs.format(label)}資料を見ます。\n" for label in ("青木委員", "坂本課長"))
    lines = visible_lines(documents(text))
    (units,) = features_of(lines, candidates_of(lines, documents(text))).strings()
    told = {"basis=title", "spoken=here", "frames=2", "frame_known=5", "frame_spoken=5"}
    assert told <= set(units[0])


def test_what_no_list_knows_is_known_by_its_return() -> None:
    lines = visible_lines(documents(TEXT))
    candidates = candidates_of(lines, documents(TEXT))
    assert best_of(candidates).filter(row=1)["basis"].item() == "title"
    alone = best_of(without_lexicon(candidates))
    assert alone.filter(row=1)["basis"].item() is None
    assert alone.filter(row=3)["basis"].item() == "again"


def test_lines_that_open_turns_are_labelled_with_their_probability() -> None:
    record = render("colon_name", 5001)
    lines = visible_lines(documents(record.text))
    with_labels, _ = labelled(lines, documents(record.text))
    turns = with_labels.filter(pl.col("line_label").is_in(TURNS))
    spoken = [remark for remark in record.remarks if remark.kind == "remark"]
    assert turns.height == len(spoken)
    assert turns["probability"].min() > 0.9


def test_the_inferred_layout_is_found_by_its_name_and_described_by_none() -> None:
    assert layout_named("inferred") is inferred_layout()
    assert "inferred" not in layouts()
    assert layout_named(None) is None


@pytest.mark.parametrize("rule", inferred_layout().speech, ids=lambda rule: rule.name)
def test_the_marks_of_the_inferred_layout_fit_their_lines(rule) -> None:
    lines = pl.Series([*rule.matches, *rule.rejects])
    fits = [*[True] * len(rule.matches), *[False] * len(rule.rejects)]
    assert lines.str.contains(rule.pattern).to_list() == fits


@pytest.mark.parametrize(
    ("module", "is_stale"),
    [
        ("ingestion.ingest", False),
        ("segmentation.speaker_styles", True),
        ("segmentation.segment", True),
        ("normalisation.normalise", True),
    ],
)
def test_a_changed_model_makes_the_stages_stale_that_ask_it(module: str, is_stale: bool) -> None:
    files: set[Path] = set()
    staleness._collect(f"pipeline.{module}", files)
    assert (MODEL in files) == is_stale


def test_the_model_is_small() -> None:
    assert MODEL.stat().st_size < 1_000_000


def test_annotated_records_are_found_again_and_none_of_the_test_part() -> None:
    dev = list(of_gold(QUALITY / "gold"))
    assert len(dev) == len(list((QUALITY / "gold" / "dev").glob("*/record*.txt")))
    assert len(list(of_observed(QUALITY / "observed"))) > 40


def test_a_label_in_brackets_alone_is_no_stage_direction() -> None:
    """（委員） on a line of its own opens a turn in records in observed shapes."""
    for record in of_observed(QUALITY / "observed"):
        starts = [remark.start for remark in record.remarks]
        assert len(starts) == len(set(starts))


def test_each_remark_of_a_rendered_record_is_one_turn() -> None:
    record = rendered(render("lenticular_name_below", 3))
    labels = labels_of(record, visible_lines(documents(record.text)))
    spoken = [remark for remark in record.remarks if remark.kind == "remark"]
    assert labels.count("turn_alone") == len(spoken)


@pytest.mark.long
def test_the_model_is_that_of_the_records(tmp_path: Path) -> None:
    train_turns(tmp_path / "turns.crfsuite")
    assert (tmp_path / "turns.crfsuite").read_bytes() == MODEL.read_bytes()


@pytest.mark.long
def test_styles_that_neither_rules_nor_training_have_seen_are_read(tmp_path: Path) -> None:
    scores = {style: read_without(style, tmp_path, records=6).f1 for style in STYLES}
    assert sum(scores.values()) / len(scores) >= 0.95, scores
    assert min(scores.values()) >= 0.75, scores

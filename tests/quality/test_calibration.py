"""How sure the models are: classes of probability, and their table in the docs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quality.training.calibration import FILE, OF_EARLIER_MODELS, Judged, digests, reliability
from quality.training.calibration_tables import PAGES, SETS, with_tables


def test_probabilities_are_counted_by_class() -> None:
    judged = [Judged(0.95, is_right=True), Judged(0.95, is_right=False), Judged(1.0, is_right=True)]
    found = reliability(judged)
    nearly, sure = found["classes"][-2:]
    assert found["n"] == 3
    assert (nearly["n"], nearly["mean"], nearly["right"]) == (2, 0.95, 0.5)
    assert (sure["n"], sure["mean"], sure["right"]) == (1, 1.0, 1.0)
    assert found["error"] == pytest.approx(0.3)


def test_a_class_without_judgements_has_no_share() -> None:
    assert {one["right"] for one in reliability([])["classes"]} == {None}
    assert reliability([])["error"] is None


def test_every_judgement_is_in_one_class() -> None:
    stated = json.loads(FILE.read_text(encoding="utf-8"))
    for name in SETS:
        assert sum(one["n"] for one in stated[name]["classes"]) == stated[name]["n"] > 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_tables_are_those_of_the_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    stated = json.loads(FILE.read_text(encoding="utf-8"))
    assert text.count("<!-- calibration ") == 2
    assert with_tables(text, stated, is_japanese=page.name.endswith(".ja.md")) == text


@pytest.mark.long
def test_the_figures_are_those_of_the_shipped_models() -> None:
    stated = json.loads(FILE.read_text(encoding="utf-8"))
    measured = digests() | OF_EARLIER_MODELS
    assert stated["models"] == measured, "Models were trained anew: run `make calibration`."

"""Sequence models: what a model makes of columns, beside what the library makes of the strings."""

from pathlib import Path

import pycrfsuite
import pytest

from pipeline.models.sequence_model import Column, Features, SequenceModel, train
from pipeline.normalisation.attendance.model.features import units_of
from pipeline.normalisation.attendance.model.reading import MODEL

_SEQUENCES = [
    ([["is=glyph"], ["is=word"], ["is=word"]], ["turn", "text", "text"]),
    ([["is=glyph"], ["is=glyph"], ["is=word"]], ["turn", "turn", "text"]),
] * 5


@pytest.fixture
def model(tmp_path: Path) -> Path:
    train(_SEQUENCES, tmp_path / "made" / "model.crfsuite")
    return tmp_path / "made" / "model.crfsuite"


def test_features_are_strings_within_their_sequence() -> None:
    values = ["a", None, "b"]
    features = Features([Column("x=", values), Column("x1=", values, 1)], [1, 2])
    assert features.strings() == [[["x=a"]], [["x1=b"], ["x=b"]]]


def test_labels_come_with_their_probabilities(model: Path) -> None:
    features = Features([Column("is=", ["glyph", "word", "glyph"])], [2, 1])
    decoded = SequenceModel(model).decode(features)
    assert decoded.labels == ["turn", "text", "turn"]
    assert all(0.5 < probability <= 1 for probability in decoded.of_best())
    assert decoded.of(["turn", "heading"])[0].tolist() == [decoded.of_best()[0], 0]


def test_decoding_agrees_with_the_library() -> None:
    texts = ["出席者\n　青木一郎（委員長）、坂本　和子", "", "欠席　Ａ委員\n事務局　総務課長　森田"]
    features = units_of(texts).features
    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODEL))
    labels, probabilities = [], []
    for units in features.strings():
        tagger.set(pycrfsuite.ItemSequence(units))
        of_text = tagger.tag() if units else []
        labels += of_text
        probabilities += [tagger.marginal(label, at) for at, label in enumerate(of_text)]
    decoded = SequenceModel(MODEL).decode(features)
    assert decoded.labels == labels
    assert decoded.of_best() == pytest.approx(probabilities, abs=1e-4)


def test_no_units_have_no_labels(model: Path) -> None:
    assert SequenceModel(model).decode(Features([Column("is=", [])], [])).labels == []
    assert SequenceModel(model).decode(Features([Column("is=", [])], [0])).labels == []


def test_features_weigh_for_or_against_a_label(model: Path) -> None:
    weights = dict(SequenceModel(model).weights(["is=glyph", "never seen"], "turn"))
    assert list(weights) == ["is=glyph"]
    assert weights["is=glyph"] > 0


def test_the_same_sequences_give_the_same_file(model: Path, tmp_path: Path) -> None:
    train(_SEQUENCES, tmp_path / "again.crfsuite")
    assert (tmp_path / "again.crfsuite").read_bytes() == model.read_bytes()


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"missing\.crfsuite"):
        SequenceModel(tmp_path / "missing.crfsuite")

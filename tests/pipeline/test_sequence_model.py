from pathlib import Path

import pytest

from pipeline.sequence_model import SequenceModel, train

_SEQUENCES = [
    ([["glyph"], ["word"], ["word"]], ["turn", "text", "text"]),
    ([["glyph"], ["glyph"], ["word"]], ["turn", "turn", "text"]),
] * 5


@pytest.fixture
def model(tmp_path: Path) -> Path:
    train(_SEQUENCES, tmp_path / "made" / "model.crfsuite")
    return tmp_path / "made" / "model.crfsuite"


def test_labels_come_with_their_probabilities(model: Path) -> None:
    decoded = SequenceModel(model).decode([["glyph"], ["word"]])
    assert decoded.labels == ["turn", "text"]
    assert all(0.5 < probability <= 1 for probability in decoded.probabilities)


def test_no_units_have_no_labels(model: Path) -> None:
    assert SequenceModel(model).decode([]) == ([], [])


def test_the_same_sequences_give_the_same_file(model: Path, tmp_path: Path) -> None:
    train(_SEQUENCES, tmp_path / "again.crfsuite")
    assert (tmp_path / "again.crfsuite").read_bytes() == model.read_bytes()


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"missing\.crfsuite"):
        SequenceModel(tmp_path / "missing.crfsuite")

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from pipeline.ingestion.ingest import ingest
from pipeline.limits import (
    DEFAULT_LIMITS,
    LimitError,
    Limits,
    described,
    is_switch,
    limits_from,
    other_than_default,
)
from schemas.vocabulary import Stage


def test_the_defaults_are_these() -> None:
    assert Limits() == Limits(
        max_document_bytes=67_108_864,
        max_unpacked_bytes=268_435_456,
        max_document_pages=5000,
        max_document_seconds=60,
        max_unrecognised_share=0.05,
        max_row_loss_share=0.1,
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("max_document_bytes", 0, "max_document_bytes is 0; it must be a whole number from 1 to "),
        ("max_document_bytes", 2**30 + 1, "a whole number from 1 to 1073741824"),
        ("max_document_bytes", 10.0, "max_document_bytes is 10.0; it must be a whole number"),
        ("max_document_bytes", True, "max_document_bytes is True; it must be a whole number"),
        ("max_unrecognised_share", 1.01, "max_unrecognised_share is 1.01; it must be a number"),
        ("max_unrecognised_share", "5%", r"is '5%'; it must be a number from 0\.0 to 1\.0"),
        ("max_row_loss_share", -0.1, r"max_row_loss_share is -0\.1; it must be a number"),
        ("max_row_loss_share", float("nan"), "max_row_loss_share is nan; it must be a number"),
        ("max_document_seconds", 0.9, r"is 0\.9; it must be a number from 1\.0 to 3600\.0"),
        ("max_pages", 3, "there is no limit max_pages; there are max_document_bytes, max_unpacked"),
    ],
)
def test_a_wrong_limit_is_named_with_what_is_allowed(
    name: str, value: object, message: str
) -> None:
    with pytest.raises(LimitError, match=message):
        limits_from({name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_document_bytes", 1),
        ("max_document_bytes", 2**30),
        ("max_unrecognised_share", 0),
        ("max_row_loss_share", 1),
    ],
)
def test_the_bounds_themselves_are_allowed(name: str, value: float) -> None:
    assert getattr(limits_from({name: value}), name) == value


def test_a_limit_belongs_to_the_stage_that_it_decides() -> None:
    limits = Limits(max_document_bytes=7)
    assert limits.of(Stage.INGESTION) == {
        "max_document_bytes": 7,
        "max_unpacked_bytes": 268_435_456,
        "max_document_pages": 5000,
        "max_document_seconds": 60,
    }
    assert limits.of(Stage.SEGMENTATION) == {"max_unrecognised_share": 0.05}
    assert limits.of(Stage.NORMALISATION) == {}
    assert limits.of(Stage.LANGUAGE) == {"language": True}
    assert limits.of(Stage.EXPORT) == {"max_row_loss_share": 0.1}


def test_only_what_is_not_the_default_is_told_apart() -> None:
    limits = Limits(max_unrecognised_share=0.2)
    assert other_than_default(limits.of(Stage.SEGMENTATION)) == {"max_unrecognised_share": 0.2}
    assert other_than_default(DEFAULT_LIMITS.of(Stage.SEGMENTATION)) == {}


@pytest.mark.parametrize("name", Limits.model_fields)
def test_a_limit_says_what_it_is_in_both_languages(name: str) -> None:
    said = described(name)
    assert said.en.isascii()
    if is_switch(name):
        assert said.en.endswith(".")
        assert not said.ja.isascii()
        return
    assert re.search(r"\. It must be a (whole )?number from [\d.]+ to [\d.]+\.$", said.en)
    assert re.search(r"。値は [\d.]+ から [\d.]+ までの(整)?数。$", said.ja)


def test_limits_are_never_changed_and_go_to_other_processes() -> None:
    limits = Limits(max_document_pages=7)
    assert pickle.loads(pickle.dumps(limits)) == limits
    assert {limits: "found"}[Limits(max_document_pages=7)] == "found"
    with pytest.raises(ValidationError, match="frozen"):
        limits.max_document_pages = 8  # type: ignore[misc]


def test_a_file_over_the_limit_of_the_run_is_quarantined(
    collection_of: Callable[..., Path],
) -> None:
    folder = collection_of({"good.txt": b"a" * 40, "large.txt": b"b" * 41})
    ingested = ingest(folder, Limits(max_document_bytes=40))
    status = dict(ingested.documents.select("path", "status").iter_rows())
    assert status == {"good.txt": "parsed", "large.txt": "quarantined"}
    (issue,) = ingested.quality_issues.iter_rows(named=True)
    assert (issue["rule"], issue["document_id"]) == ("size_limit", "made-up/large.txt")
    assert issue["message"] == "41 bytes are more than the limit of 40. Split it."

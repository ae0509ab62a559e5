"""Checks: one list per stage. Each becomes an asset check."""

from pipeline.checks import ingestion, language, normalisation, segmentation
from pipeline.checks.check import Check, CheckResult, Frames, Measure, run_check
from schemas.vocabulary import Stage

CHECKS: dict[Stage, list[Check[Frames]]] = {
    Stage.INGESTION: ingestion.CHECKS,
    Stage.SEGMENTATION: segmentation.CHECKS,
    Stage.NORMALISATION: normalisation.CHECKS,
    Stage.LANGUAGE: language.CHECKS,
}

__all__ = ["CHECKS", "Check", "CheckResult", "Frames", "Measure", "run_check"]

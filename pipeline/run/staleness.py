"""Staleness: which stages would give another result than the store holds.

A stage is current where its code, its limits, its sources, and the tables it read and wrote are
those of its last run, and no blocking check failed then. Its code version is a hash of the modules
that it imports, with rules and lexicons, so that nobody has to remember to raise it.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import polars as pl

from pipeline.ingestion.collection import COLLECTION_FILE, CollectionError, terms_of
from pipeline.ingestion.given_records import given_digest
from pipeline.ingestion.source_files import survey, unreadable_file
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.models.sequence_model import MODELS
from pipeline.run.store import Store, file_sha256
from schemas.vocabulary import Stage

LIBRARIES = (
    *("polars", "pandera", "sudachipy", "sudachidict-core"),
    # These read the trained models and decode with them.
    *("python-crfsuite", "numpy"),
)
"""Libraries whose versions may change the result of a stage."""

MEDIA_LIBRARIES = ("selectolax", "pypdfium2")
"""Libraries of ingestion alone, for web pages and PDFs, where installed."""

_NESTED = (ast.stmt, ast.ExceptHandler, ast.match_case)
"""Syntax nodes that contain statements."""

_MODEL = re.compile(r'"([\w-]+\.crfsuite)"')
_FONT = re.compile(r"[\w/]+\.ttf\b")
"""Patterns of the name of a model file, and of a font beside a module, in that module."""

OWN_PACKAGES = ("pipeline", "schemas")
READ_TERMS = (Stage.INGESTION, Stage.NORMALISATION)
"""The stages that read `collection.toml`."""

_MADE_BY = {
    Stage.INGESTION: ("pipeline.ingestion.ingest",),
    Stage.SEGMENTATION: (
        "pipeline.segmentation.speaker_styles",
        "pipeline.segmentation.segment",
    ),
    Stage.NORMALISATION: ("pipeline.normalisation.normalise",),
    Stage.LANGUAGE: ("pipeline.language.stage",),
}
"""The modules that make the tables of a stage."""

_RUN_BY = ("pipeline.run.stages", "pipeline.run.stage_tables")
"""The modules that run all stages."""

COLLECTION_STAGES = (
    *(Stage.INGESTION, Stage.SEGMENTATION, Stage.NORMALISATION),
    Stage.LANGUAGE,
)
"""The stages of a collection, in order."""

READING_STAGES = COLLECTION_STAGES[: COLLECTION_STAGES.index(Stage.LANGUAGE)]
"""The stages that read records: those before the words of a record are cut."""


def stages_of(limits: Limits) -> tuple[Stage, ...]:
    """Return the stages of a collection in a run with these limits."""
    return COLLECTION_STAGES if limits.language else READING_STAGES


@cache
def code_version(stage: Stage) -> str:
    """Return the hash of the code, rules and libraries of a stage.

    The code of its checks is part of it.
    """
    files: set[Path] = set()
    for module in _MADE_BY[stage]:
        _collect(module, files)
    _collect(f"pipeline.checks.{stage.value}", files)
    _collect("pipeline.run.quarantine_documents", files)
    # The modules that run the stage, without the other stages that they import.
    files.update(file for module in _RUN_BY if (file := _file_of(module)))
    is_ingestion = stage is Stage.INGESTION
    return _hash_of(files, LIBRARIES + (MEDIA_LIBRARIES if is_ingestion else ()))


@cache
def release_code_version() -> str:
    """Return the hash of the code of all stages and the export.

    Rules and libraries are part of it.
    """
    files: set[Path] = set()
    _collect("pipeline.release.publish", files)
    return _hash_of(files, LIBRARIES + MEDIA_LIBRARIES)


def source_version(stage: Stage, folder: Path) -> str:
    """Return the hash of what a stage reads from a collection's folder."""
    return version_of(
        stated_digest(stage, folder), _sources(folder) if stage is Stage.INGESTION else []
    )


def stated_digest(stage: Stage, folder: Path) -> str:
    """Return what a stage reads of the collection's own files, as hashes.

    These are `collection.toml` and `records.csv`. Ingestion alone reads the latter; its values
    reach the later stages in `documents`.
    """
    terms = terms_digest(folder) if stage in READ_TERMS else ""
    return f"{terms}\0{given_digest(folder)}" if stage is Stage.INGESTION else terms


def _sources(folder: Path) -> list[tuple[str, str]]:
    found = survey(folder)
    sources = [(name, fault.message.en) for name, fault in found.faults]
    for name, file in found.files:
        try:
            sources.append((name, file_sha256(file)))
        except OSError as error:
            sources.append((name, unreadable_file(name, error).message.en))
    return sources


def sources_read(tables: Mapping[str, pl.DataFrame], collection_id: str) -> list[tuple[str, str]]:
    """Return what ingestion found in a folder, by name.

    Each name has a SHA-256, or the reason why the file was not opened.

    Parameters
    ----------
    tables
        `documents` and `ingestion_issues`.
    """
    unopened = tables["ingestion_issues"].filter(
        pl.col("document_id").is_null(),
        pl.col("row_key").is_not_null(),
        ~pl.col("rule").str.starts_with("given_"),
    )
    names = pl.col("row_key").str.strip_prefix(f"{collection_id}/")
    return [
        *tables["documents"].select("path", "sha256").rows(),
        *unopened.select(names, "message").rows(),
    ]


def terms_digest(folder: Path) -> str:
    """Return the SHA-256 of the terms of a collection.

    It is the reason where they cannot be read, and empty where there are none.
    """
    if not os.path.lexists(folder / COLLECTION_FILE):
        return ""
    try:
        return hashlib.sha256(terms_of(folder)).hexdigest()
    except CollectionError as error:
        return error.reason.en


def version_of(own: str, sources: Iterable[tuple[str, str]]) -> str:
    """Return the hash of a collection's own files and of its sources.

    Parameters
    ----------
    own
        As `stated_digest` returns it.
    sources
        Names with their SHA-256, or with the reason why they were not opened.
    """
    stated = [own, *(f"{name}\0{held}" for name, held in sorted(sources))]
    return hashlib.sha256("\n".join(stated).encode()).hexdigest()


def stale_stages(folder: Path, store: Store, limits: Limits = DEFAULT_LIMITS) -> list[Stage]:
    """Return the first stale stage and all stages after it, of those that run."""
    stages = stages_of(limits)
    for index, stage in enumerate(stages):
        if not is_current(stage, folder, store, limits):
            return list(stages[index:])
    return []


def is_current(stage: Stage, folder: Path, store: Store, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Whether a run of the stage would repeat its last run."""
    entry = store.read_ledger(folder.name, stage)
    if entry is None or entry.code_version != code_version(stage):
        return False
    if entry.limits != limits.of(stage):
        return False
    if any(verdict.blocking and not verdict.passed for verdict in entry.verdicts):
        return False
    stated = {**entry.read, **entry.written}
    try:
        found = store.digests(stated, folder.name)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return False
    return found == stated and entry.source_version == source_version(stage, folder)


def _hash_of(files: set[Path], libraries: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for library in libraries:
        digest.update(f"{library} {_version_of(library)}\0".encode())
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _version_of(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"


def _collect(module: str, files: set[Path]) -> None:
    """Add a module's file, with its rules, models and imports of ours."""
    file = _file_of(module)
    if file is None or file in files:
        return
    files.add(file)
    if file.name == "__init__.py":
        files.update(file.parent.glob("*.toml"))
        # Tables in a folder that is no package belong to the package around it.
        files.update(
            table
            for table in file.parent.glob("*/*.toml")
            if not (table.parent / "__init__.py").is_file()
        )
    files.update(_models(file))
    for imported in _imports(file):
        _collect(imported, files)


def _models(file: Path) -> list[Path]:
    """Return the models that a file names, and the fonts."""
    text = file.read_text(encoding="utf-8")
    named = [MODELS / name for name in _MODEL.findall(text)]
    named += [file.parent / name for name in _FONT.findall(text)]
    return [path for path in named if path.is_file()]


@cache
def _file_of(module: str) -> Path | None:
    """Return the file of a module of ours; None for other names."""
    package, _, path = module.partition(".")
    if package not in OWN_PACKAGES:
        return None
    base = Path(str(import_module(package).__file__)).parent / path.replace(".", "/")
    return next((f for f in (base / "__init__.py", base.with_suffix(".py")) if f.is_file()), None)


@cache
def _imports(file: Path) -> frozenset[str]:
    """Return the modules that a file imports, at any depth of statements."""
    found: set[str] = set()
    statements: list[ast.AST] = [ast.parse(file.read_text(encoding="utf-8"))]
    while statements:
        node = statements.pop()
        # Expressions contain no statements, and are most of a file.
        statements += [child for child in ast.iter_child_nodes(node) if isinstance(child, _NESTED)]
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            # A name imported from a package may be one of its modules.
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(found)

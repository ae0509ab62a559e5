"""Quarantine of unreadable documents, so that all others can be read.

A stage works on the frames of a whole collection, so an error does not name its document. Where a
stage raises, its documents are halved until those are found on which it fails.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import polars as pl

from pipeline.checks.check import CheckResult, Frames
from pipeline.checks.documents_of_rows import places_behind
from pipeline.checks.quarantined import CONSISTENT, READABLE
from pipeline.messages import Message, message
from pipeline.tables.pages import columns_before_pages
from pipeline.tables.quality_issues import issues
from pipeline.text.folding import LINE_END
from schemas import TABLES
from schemas.table import empty
from schemas.vocabulary import BlockKind, Severity, Stage

Made = TypeVar("Made")
"""The result of a stage."""

LOG = logging.getLogger("gijiroku")
"""Log of the tracebacks."""

ERROR_CHARACTERS = 200
"""Maximum length of an error text in a message, in characters."""

_OF_THE_MACHINE = (ImportError, MemoryError, OSError)
"""Errors that no document causes, and that end the stage."""


class Failure(NamedTuple):
    """The reason to quarantine a document; `line` is None where unknown."""

    rule: str
    message: Message
    line: int | None = None


def without_failing(
    make: Callable[[Sequence[str], Mapping[str, Failure]], Made],
    document_ids: Sequence[str],
    broken_in: Callable[[Made], Mapping[str, Failure]],
) -> tuple[Made, dict[str, Failure]]:
    """Run a stage on all documents except those on which it fails.

    Parameters
    ----------
    make
        The stage, called with the documents to read and those in quarantine.
    document_ids
        All documents.
    broken_in
        Function that returns the documents that break the result, with the reason.

    Returns
    -------
    tuple[Made, dict[str, Failure]]
        The result, and the documents in quarantine. Documents that fail only together are all
        in quarantine, as few as are found.

    Raises
    ------
    Exception
        The error of the stage, where no document causes it.
    """
    kept_out: dict[str, Failure] = {}
    while True:
        read = [name for name in document_ids if name not in kept_out]
        error: BaseException | None = None
        try:
            made = make(read, kept_out)
        except BaseException as raised:
            if not _may_be_of_a_document(raised):
                raise
            error = raised
        if error is None:
            broken = broken_in(made)
            found = {name: broken[name] for name in read if name in broken}
            if not found:
                return made, kept_out
        else:
            found = _failing(make, read)
            if not found:
                raise error
        kept_out |= found


def broken_documents(results: Sequence[CheckResult[Frames]], frames: Frames) -> dict[str, Failure]:
    """Return the documents with rows that fail a blocking check.

    Returns
    -------
    dict[str, Failure]
        The first check that each document breaks, with the first line of its failing rows.
    """
    found: dict[str, Failure] = {}
    for check in [result.check for result in results if not result.passed]:
        if not check.blocking:
            continue
        failing = check.failing(frames)
        places = places_behind(check.table_name, failing, frames).drop_nulls("document_id")
        for name, line, rows in (
            places.group_by("document_id", maintain_order=True)
            .agg(pl.col("line").min(), rows=pl.len())
            .iter_rows()
        ):
            if name in found:
                continue
            said = message(
                "document_breaks_check",
                check=check.name,
                says=Message(check.en, check.ja),
                rows=rows,
            )
            LOG.error("%s: %s\n%s", name, said, failing.head(1).to_dicts())
            found[name] = Failure(CONSISTENT, said, line)
    return found


def quarantine_issues(
    kept_out: Mapping[str, Failure], collection_id: str, stage: Stage
) -> pl.DataFrame:
    """Make a row of `quality_issues` for each document in quarantine."""
    of_rules = [
        issues(
            pl.DataFrame(
                [
                    {
                        "collection_id": collection_id,
                        "row_key": name,
                        "document_id": name,
                        "line": failure.line,
                        "message": failure.message.en,
                        "message_ja": failure.message.ja,
                    }
                    for name, failure in sorted(kept_out.items())
                    if failure.rule == rule
                ],
                schema_overrides={"line": pl.Int32},
                infer_schema_length=None,
            ),
            stage=stage,
            rule=rule,
            severity=Severity.ERROR,
            table_name="documents",
            message={name: pl.col(name) for name in ("message", "message_ja")},
        )
        for rule in sorted({failure.rule for failure in kept_out.values()})
    ]
    return pl.concat([empty(TABLES["quality_issues"]), *of_rules])


def unrecognised_blocks(documents: pl.DataFrame) -> pl.DataFrame:
    """Make one unrecognised block of the whole text of each document.

    Documents without a text have none, and the blocks belong to no meeting.

    Parameters
    ----------
    documents
        The table `documents`.

    Returns
    -------
    pl.DataFrame
        Rows of `blocks`.
    """
    text = pl.col("text")
    # Counted as in the folded view, which itself may be what fails for this text.
    ends = rf"(?:{LINE_END}|\n)"
    lines = text.str.count_matches(ends) + ~text.str.contains(rf"{ends}\z")
    whole = documents.filter(text.is_not_null()).select(
        "document_id",
        ordinal=1,
        meeting_id=None,
        kind=pl.lit(BlockKind.UNRECOGNISED.value),
        confidence=pl.lit(None, pl.Int32),
        rule=None,
        continues=None,
        char_start=0,
        char_end=text.str.len_chars(),
        line_start=1,
        line_end=lines,
    )
    return whole.select(columns_before_pages("blocks"))


def _failing(
    make: Callable[[Sequence[str], Mapping[str, Failure]], Made], document_ids: Sequence[str]
) -> dict[str, Failure]:
    """Return the documents on which a stage raises.

    There are none where it also raises without documents.
    """

    def error_of(names: Sequence[str]) -> BaseException | None:
        try:
            make(names, {})
        except BaseException as error:
            if not _may_be_of_a_document(error):
                raise
            return error
        return None

    def failing_in(names: Sequence[str]) -> dict[str, Failure]:
        error = error_of(names) if names else None
        if error is None:
            return {}
        if len(names) == 1:
            return {names[0]: _unreadable(names[0], error)}
        middle = len(names) // 2
        found = failing_in(names[:middle]) | failing_in(names[middle:])
        if found:
            return found
        together = _fewest_failing(error_of, names)
        return {name: _unreadable(name, error, together) for name in together}

    return {} if error_of([]) else failing_in(document_ids)


def _fewest_failing(
    error_of: Callable[[Sequence[str]], BaseException | None], names: Sequence[str]
) -> list[str]:
    """Narrow names that raise together down to those that are needed.

    The last name of the shortest beginning that raises is needed; with it held, so are the last
    of the shortest beginning before it, and so on.
    """
    needed: list[str] = []
    while names and not (needed and error_of(needed)):
        passes, raises = 0, len(names)
        while raises - passes > 1:
            middle = (passes + raises) // 2
            if error_of([*names[:middle], *needed]):
                raises = middle
            else:
                passes = middle
        needed.insert(0, names[raises - 1])
        names = names[: raises - 1]
    return needed


def _unreadable(name: str, error: BaseException, together: Sequence[str] = ()) -> Failure:
    words = f"{type(error).__name__}: {_in_words(error)}"
    others = [other for other in together if other != name]
    if others:
        said = message("documents_unreadable_together", error=words, others=", ".join(others))
    else:
        said = message("document_unreadable", error=words)
    LOG.error("%s: %s", name, said, exc_info=error)
    line = getattr(error, "line", None)
    return Failure(READABLE, said, line if isinstance(line, int) and line > 0 else None)


def _in_words(error: BaseException) -> str:
    """Return an error's text in one line, the same on any machine."""
    # polars adds the whole query after a blank line.
    first, _, _ = str(error).partition("\n\n")
    text = re.sub(r"\b0x[0-9A-Fa-f]+\b", "0x...", " ".join(first.split()))
    return text if len(text) <= ERROR_CHARACTERS else f"{text[:ERROR_CHARACTERS]}..."


def _may_be_of_a_document(error: BaseException) -> bool:
    # A panic of polars or SudachiPy is no Exception, and its class has no public name.
    is_panic = type(error).__name__ == "PanicException"
    return is_panic or (isinstance(error, Exception) and not isinstance(error, _OF_THE_MACHINE))

"""The job that previews the next release and publishes nothing."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from assets.folders import Folders
from assets.limits import RunLimits
from assets.retries import retrying
from pipeline.messages import message
from pipeline.release.dry_run import preview
from pipeline.release.refusal import NotPublishableError
from pipeline.release.target import fetch_latest


@dg.op(description="Say which release would be made of what has been read.")
def foresee(
    context: dg.OpExecutionContext, folders: Folders, limits: RunLimits
) -> Iterator[dg.AssetObservation | dg.Output[None]]:
    """Yield an observation of the release that would be made.

    It is an observation, since nothing is made.

    Raises
    ------
    dagster.Failure
        Where nothing may be published.
    """
    corpus, outputs = Path(folders.corpus), Path(folders.outputs)
    try:
        with retrying(context, outputs):
            fetch_latest(outputs)
            coming = preview(corpus, outputs, limits=limits.limits())
    except NotPublishableError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    context.log.info(message("dry_run_outcome", version=coming.version, reason=coming.reason))
    yield dg.AssetObservation(
        "release",
        metadata={
            "dry_run": True,
            "version": coming.version,
            "is_new": coming.is_new,
            "reason": coming.reason,
            "rows": dg.MetadataValue.json(coming.row_counts),
        },
    )
    yield dg.Output(None)


@dg.job(
    description=(
        "Says which release would be made of what has been read, as an observation of `release`, "
        "and publishes nothing.\n\n公開せず、どの版が公開されるかを `release` の観測として示す。"
    )
)
def dry_run_release() -> None:
    """Foresee the release."""
    foresee()

"""The release: the last asset, made of every collection."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from assets.checks import release_check_result, release_check_spec
from assets.folders import Folders
from assets.limits import RunLimits
from assets.metadata import of_limits, tags_of
from assets.retries import retrying
from pipeline.ingestion.collection import collection_ids
from pipeline.limits import other_than_default
from pipeline.release.checks import CHECKS
from pipeline.release.publish import ReleaseBlockedError
from pipeline.release.refusal import NotPublishableError
from pipeline.release.target import publish, remote_url
from schemas import STAGE_TABLES
from schemas.vocabulary import Stage


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            key="release",
            deps=list(STAGE_TABLES),
            group_name=Stage.EXPORT.value,
            description=(
                "A published version of all tables as Parquet and CSV, with metadata and "
                "checksums. Complete or absent, never changed; nothing new is published when "
                "nothing changed."
                "\n\n全表の公開版（Parquet・CSV・メタデータ・チェックサム）。変更がなければ新しい版は作らない。"
            ),
            kinds={"parquet", "csv"},
            tags=tags_of(Stage.EXPORT),
            automation_condition=dg.AutomationCondition.eager(),
        )
    ],
    check_specs=[release_check_spec(check) for check in CHECKS],
)
def release(
    context: dg.AssetExecutionContext, folders: Folders, limits: RunLimits
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Publish what the store holds, if it passed its checks and has changed.

    Raises
    ------
    dagster.Failure
        Where nothing may be published.
    """
    held_to = limits.limits()
    try:
        with retrying(context, Path(folders.outputs)):
            run = publish(Path(folders.corpus), Path(folders.outputs), held_to)
    except ReleaseBlockedError as error:
        yield from map(release_check_result, error.results)
        raise dg.Failure(str(error), allow_retries=False) from error
    except NotPublishableError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    yield dg.MaterializeResult(
        asset_key="release",
        metadata={
            "version": run.version,
            "is_new": run.is_new,
            "reason": run.reason,
            "content_hash": run.content_hash,
            **files_of(run.path),
            **_bucket_of(Path(folders.outputs), run.version),
            "dagster/row_count": sum(run.row_counts.values()),
            "rows": dg.MetadataValue.json(run.row_counts),
            **of_limits(held_to.of(Stage.EXPORT)),
            **_of_collections(folders),
        },
        check_results=[release_check_result(result) for result in run.results],
    )


def files_of(folder: Path) -> dict[str, Any]:
    """Return the folder of the release, and its files to open first."""
    named = {"folder": ".", "page": "index.html", "readme": "README.md"}
    found = {name: folder / path for name, path in named.items() if (folder / path).exists()}
    return {name: dg.MetadataValue.path(path) for name, path in found.items()}


def _bucket_of(outputs: Path, version: str) -> dict[str, Any]:
    """Return the release's URL in a bucket, if it goes to one."""
    url = remote_url(outputs)
    return {"bucket": dg.MetadataValue.url(f"{url}/releases/{version}")} if url else {}


def _of_collections(folders: Folders) -> dict[str, Any]:
    """Return the collections that were read with non-default limits."""
    store = folders.store()
    found = {
        name: others
        for name in collection_ids(Path(folders.corpus))
        if (others := other_than_default(store.limits(name)))
    }
    return {"collections_read_with_other_limits": dg.MetadataValue.json(found)} if found else {}

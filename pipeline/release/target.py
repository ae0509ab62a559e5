"""Target of releases: a folder, or a bucket with a local store."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.messages import message
from pipeline.messages.commands import pip_command
from pipeline.release.refusal import NotPublishableError

if TYPE_CHECKING:
    from pipeline.release.publish import ReleaseRun
    from pipeline.release.remote import RemoteReleases

URL_PREFIX = "s3://"
TARGET_FILE = "store/target"
"""File in the outputs with the URL of their bucket, if there is one."""


def local_outputs(outputs: str) -> Path:
    """Return the folder of the working store of a target.

    It is `outputs` itself for a folder, and a folder in the cache for a bucket.

    Parameters
    ----------
    outputs
        A folder, or an `s3://` URL.
    """
    if not outputs.startswith(URL_PREFIX):
        return Path(outputs)
    url = outputs.rstrip("/")
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    readable = re.sub(r"[^a-z0-9]+", "-", url.removeprefix(URL_PREFIX).lower()).strip("-")
    folder = home / "gijiroku" / f"{readable}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"
    target = folder / TARGET_FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(url, encoding="utf-8")
    return folder


def remote_url(outputs: Path) -> str | None:
    """Return the URL of the outputs' bucket; None for a plain folder."""
    target = outputs / TARGET_FILE
    return target.read_text(encoding="utf-8") if target.exists() else None


def publish(corpus: Path, outputs: Path, limits: Limits = DEFAULT_LIMITS) -> ReleaseRun:
    """Make a release, if anything changed, and bring it to its target.

    The latest release of a bucket is fetched first: the next version follows it, whoever made it.

    Raises
    ------
    NotPublishableError
        As for `release`, and where the bucket fails or holds another history.
    """
    # Imported late: it loads polars, which the other functions here do not need.
    from pipeline.release.publish import release

    url = remote_url(outputs)
    if url is None:
        return release(corpus, outputs, limits)
    remote, publisher = _open(url, outputs)
    remote.fetch_latest(outputs / "releases")
    run = release(corpus, outputs, limits)
    remote.publish(run.path, publisher)
    return run


def fetch_latest(outputs: Path) -> None:
    """Fetch the latest release of the bucket, where there is one.

    Others may publish to the same bucket.

    Raises
    ------
    NotPublishableError
        Where the bucket fails or holds another history.
    """
    url = remote_url(outputs)
    if url is not None:
        remote, _ = _open(url, outputs)
        remote.fetch_latest(outputs / "releases")


@contextmanager
def published_release(outputs: Path, name: str) -> Iterator[tuple[Path, str]]:
    """Yield the folder of a release and where it is published.

    The folder is a temporary copy where releases go to a bucket.

    Parameters
    ----------
    name
        The version, `latest`, or the path of a folder.

    Raises
    ------
    NoReleaseError
        Where there is no such release.
    NotPublishableError
        Where the bucket fails, or an object of the release is missing or was altered.
    """
    from pipeline.release.version import find_release

    url = remote_url(outputs)
    if url is None or Path(name).is_dir():
        folder = find_release(outputs, name)
        yield folder, str(folder)
        return
    remote, _ = _open(url, outputs)
    with tempfile.TemporaryDirectory(prefix="gijiroku-") as aside:
        folder = remote.fetch(name, Path(aside))
        yield folder, f"{remote.url}/releases/{folder.name}"


def _packages_of_buckets() -> list[str]:
    """Return the requirements of the extra `s3` of our package."""
    stated = (one.partition(";") for one in metadata.requires("gijiroku") or [])
    return [package.strip() for package, _, where in stated if 'extra == "s3"' in where]


def _open(url: str, outputs: Path) -> tuple[RemoteReleases, str]:
    try:
        from pipeline.release.remote import RemoteReleases, publisher_of
    except ImportError as error:
        raise NotPublishableError(
            message(
                "package_missing",
                url=url,
                reason=error,
                command=pip_command("install", *_packages_of_buckets()),
            )
        ) from error
    return RemoteReleases(url), publisher_of(outputs)

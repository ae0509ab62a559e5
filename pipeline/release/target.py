"""Where releases go: a folder, or a bucket whose working store is a folder of this machine."""

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
"""In the outputs: the URL of the bucket that their releases go to, if there is one."""


def local_outputs(outputs: str) -> Path:
    """The folder of the working store: `outputs` itself, or for a bucket one of the cache.

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
    """The URL of the bucket that releases of these outputs go to; None for a plain folder."""
    target = outputs / TARGET_FILE
    return target.read_text(encoding="utf-8") if target.exists() else None


def publish(corpus: Path, outputs: Path, limits: Limits = DEFAULT_LIMITS) -> ReleaseRun:
    """Make a release, if anything changed, and bring it to where releases go.

    A bucket is asked first for its latest release: the next version follows that one, whoever
    made it.

    Raises
    ------
    NotPublishableError
        As for `release`, and where the bucket fails or holds another history.
    """
    # Imported late: it loads polars, and the command asks where releases go before it forks.
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
    """Bring the latest release of the bucket here, where releases go to one: others may make them.

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
    """A release: a folder with its files, which for a bucket is a copy, and where it is published.

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
    """What the extra `s3` of our package asks for."""
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

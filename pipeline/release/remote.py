"""Releases in an S3-compatible bucket, under the same laws as on disk.

    <url>/releases/<version>/...          each object is created once and never written over
    <url>/releases/<version>/SHA256SUMS   written last: without it there is no release
    <url>/releases/<version>/.publisher   its publisher, until it is complete
    <url>/latest.json                     names a complete release; switched last, by comparison

A bucket has no rename: a release appears at once with its list of checksums. Conditional writes
keep two publishers apart: only one of them creates an object, or changes one that both have read.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import shutil
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import S3Store

from pipeline.messages import message
from pipeline.release.metadata.checksums import CHECKSUMS
from pipeline.release.refusal import NotPublishableError
from pipeline.release.version import NoReleaseError, numbers

LATEST_OBJECT, CLAIM = "latest.json", ".publisher"
ATTEMPTS = 5
"""Maximum number of attempts to switch `latest` while other publishers switch it."""


class RemoteReleases:
    """The releases under an `s3://` URL.

    Credentials, region and endpoint come from the environment, as for every S3 client:
    `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL`; for an
    endpoint without TLS also `AWS_ALLOW_HTTP=true`.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._store = S3Store.from_url(self.url)

    def latest(self) -> str | None:
        """Return the version that `latest.json` names; None where nothing is published.

        Raises
        ------
        NotPublishableError
            Where the bucket cannot be read.
        """
        found = self._read(LATEST_OBJECT)
        return str(json.loads(found[0])["version"]) if found else None

    def fetch_latest(self, releases: Path) -> Path | None:
        """Copy the latest release into the folder `releases`, unless it is there.

        Returns
        -------
        Path | None
            The release; None where nothing is published.

        Raises
        ------
        NotPublishableError
            Where it is damaged, or the folder holds another release of that version.
        """
        version = self.latest()
        if version is None:
            return None
        stated = self._read(f"releases/{version}/{CHECKSUMS}")
        if stated is None:
            raise NotPublishableError(message("bucket_incomplete", url=self.url, version=version))
        path = releases / version
        if path.exists():
            if (path / CHECKSUMS).read_bytes() != stated[0]:
                raise NotPublishableError(
                    message("bucket_unlike_folder", path=path, version=version, url=self.url)
                )
            return path
        return self._copy(version, stated[0], releases)

    def fetch(self, version: str, releases: Path) -> Path:
        """Copy a release into the folder `releases`.

        Parameters
        ----------
        version
            A version number, or `latest`.

        Raises
        ------
        NoReleaseError
            Where there is no such release.
        NotPublishableError
            Where an object of it is missing or was altered.
        """
        named = self.latest() if version == "latest" else version
        stated = self._read(f"releases/{named}/{CHECKSUMS}") if named else None
        if named is None or stated is None:
            raise NoReleaseError(message("bucket_no_release", version=version, url=self.url))
        return self._copy(named, stated[0], releases)

    def _copy(self, version: str, stated: bytes, releases: Path) -> Path:
        path = releases / version
        releases.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".fetched-", dir=releases))
        try:
            beside.chmod(0o755)
            for name, sha256 in _parse(stated).items():
                content = self._verified(f"releases/{version}/{name}", sha256)
                (beside / name).parent.mkdir(parents=True, exist_ok=True)
                (beside / name).write_bytes(content)
            (beside / CHECKSUMS).write_bytes(stated)
            beside.rename(path)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return path

    def publish(self, release: Path, publisher: str) -> bool:
        """Copy a release into the bucket, then name it the latest.

        Parameters
        ----------
        release
            The folder of a published release; its name is its version.
        publisher
            Name of the publisher: the same at every attempt, so that an interrupted attempt
            can be resumed.

        Returns
        -------
        bool
            Whether it is new in the bucket.

        Raises
        ------
        NotPublishableError
            Where another publisher is writing this version or was faster, or the bucket fails.
        """
        folder = f"releases/{release.name}"
        sums = (release / CHECKSUMS).read_bytes()
        there = self._read(f"{folder}/{CHECKSUMS}")
        if there and there[0] != sums:
            raise NotPublishableError(
                message("bucket_other_release", url=self.url, version=release.name, path=release)
            )
        if not there:
            self._claim(f"{folder}/{CLAIM}", publisher)
            for name, sha256 in _parse(sums).items():
                self._upload(f"{folder}/{name}", release / name, sha256)
            self._create(f"{folder}/{CHECKSUMS}", sums)
            obstore.delete(self._store, f"{folder}/{CLAIM}")
        self._name_latest(release.name)
        return not there

    def _claim(self, path: str, publisher: str) -> None:
        try:
            obstore.put(self._store, path, publisher.encode(), mode="create")
        except AlreadyExistsError:
            found = self._read(path)
            if found is None or found[0] != publisher.encode():
                raise NotPublishableError(
                    message("bucket_claimed", url=self.url, folder=Path(path).parent, path=path)
                ) from None
        except BaseError as error:
            raise self._failed(path, error) from error

    def _upload(self, path: str, file: Path, sha256: str) -> None:
        try:
            obstore.put(self._store, path, file, attributes=_attributes(file), mode="create")
        except AlreadyExistsError:
            # From an interrupted attempt, and whole: a bucket holds no partial objects.
            pass
        except BaseError as error:
            raise self._failed(path, error) from error
        self._verify(path, sha256)

    def _create(self, path: str, content: bytes) -> None:
        try:
            obstore.put(self._store, path, content, mode="create")
        except AlreadyExistsError:
            raise NotPublishableError(
                message("bucket_object_exists", url=self.url, path=path)
            ) from None
        except BaseError as error:
            raise self._failed(path, error) from error

    def _name_latest(self, version: str) -> None:
        content = json.dumps({"version": version, "path": f"releases/{version}"}).encode()
        for _ in range(ATTEMPTS):
            found = self._read(LATEST_OBJECT)
            if found and numbers(json.loads(found[0])["version"]) >= numbers(version):
                return
            try:
                obstore.put(
                    self._store, LATEST_OBJECT, content, mode=found[1] if found else "create"
                )
            except (AlreadyExistsError, PreconditionError):
                continue
            except BaseError as error:
                raise self._failed(LATEST_OBJECT, error) from error
            return
        raise NotPublishableError(
            message("bucket_latest_contended", url=self.url, version=version, path=LATEST_OBJECT)
        )

    def _read(self, path: str) -> tuple[bytes, Any] | None:
        """Return content and conditions of an object; None where there is none.

        The conditions let a write succeed only while the object is unchanged.
        """
        try:
            found = obstore.get(self._store, path)
            content = bytes(found.bytes())
        except FileNotFoundError:
            return None
        except BaseError as error:
            raise self._failed(path, error) from error
        state = {"e_tag": found.meta["e_tag"], "version": found.meta["version"]}
        return content, {name: value for name, value in state.items() if value}

    def _verify(self, path: str, sha256: str) -> None:
        digest = hashlib.sha256()
        try:
            for chunk in obstore.get(self._store, path):
                digest.update(bytes(chunk))
        except (BaseError, FileNotFoundError) as error:
            raise self._failed(path, error) from error
        if digest.hexdigest() != sha256:
            raise NotPublishableError(message("bucket_object_altered", url=self.url, path=path))

    def _verified(self, path: str, sha256: str) -> bytes:
        found = self._read(path)
        if found is None or hashlib.sha256(found[0]).hexdigest() != sha256:
            raise NotPublishableError(message("bucket_object_damaged", url=self.url, path=path))
        return found[0]

    def _failed(self, path: str, error: Exception) -> NotPublishableError:
        reason = str(error).splitlines()[0]
        return NotPublishableError(message("bucket_failed", url=self.url, path=path, reason=reason))


def publisher_of(outputs: Path) -> str:
    """Return the publisher's name of the store, made on first use."""
    file = outputs / "store" / "publisher"
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x") as new:
            new.write(uuid.uuid4().hex)
    except FileExistsError:
        pass
    return file.read_text()


def _attributes(file: Path) -> dict[str, str]:
    """Return the attributes that let a browser show `index.html` as a page."""
    known = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return {"Content-Type": f"{known}; charset=utf-8" if known.startswith("text/") else known}


def _parse(sums: bytes) -> dict[str, str]:
    lines: Sequence[str] = sums.decode().splitlines()
    return {path: sha256 for sha256, _, path in (line.partition("  ") for line in lines)}

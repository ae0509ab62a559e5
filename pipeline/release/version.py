"""Version numbers, decided by the difference to the last release."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.messages import Message, MessageError, message
from pipeline.release.refusal import NotPublishableError


class NoReleaseError(MessageError, ValueError):
    """There is no such release; the message names those that exist."""


class Reason(NamedTuple):
    """A difference to the release before, in English and Japanese."""

    en: str
    ja: str

    def as_message(self) -> Message:
        """Return the reason as a message."""
        return Message(self.en, self.ja)


class Reasons(NamedTuple):
    """The differences, by the part of the version that they raise.

    `major`: columns removed, retyped or no longer always filled, keys changed, or values no longer
    in CSV. `minor`: rows or columns added. `patch`: values corrected or rows withdrawn.
    `withdrawn`: of `patch`, the withdrawals.
    """

    major: list[Reason]
    minor: list[Reason]
    patch: list[Reason]
    withdrawn: tuple[Reason, ...] = ()

    def gravest(self) -> tuple[str | None, list[Reason]]:
        """Return the first part of the version to raise, with its reasons and all withdrawals.

        None where nothing differs. Whoever uses a release has to know of rows that are gone,
        whatever else raised its number.
        """
        for part, reasons in (
            ("major", self.major),
            ("minor", self.minor),
            ("patch", self.patch),
        ):
            if reasons:
                return part, [*reasons, *(one for one in self.withdrawn if one not in reasons)]
        return None, []


VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
FIRST_VERSION = "1.0.0"
FIRST = Reason("first release", "最初の版")
NO_VALUE = Reason(
    "places in the text, descriptions, sources or terms corrected",
    "本文中の位置、説明、出典、利用条件のいずれかを修正",
)
"""Reason where the content hash differs and no row or column does."""


@dataclass(frozen=True)
class Release:
    """A published release."""

    path: Path
    descriptor: dict[str, Any]

    @property
    def version(self) -> str:
        """Its version number."""
        return str(self.descriptor["version"])

    @property
    def content_hash(self) -> str:
        """The hash of its rows, schemas and sources."""
        return str(self.descriptor["content_hash"])

    @property
    def row_counts(self) -> dict[str, int]:
        """The row counts of its tables."""
        return dict(self.descriptor["row_counts"])

    @property
    def history(self) -> list[dict[str, str]]:
        """The releases up to this one, the oldest first."""
        return list(self.descriptor.get("history", []))

    @property
    def departed_persons(self) -> list[dict[str, str | None]]:
        """The identifiers of persons that earlier releases had and that nobody has now."""
        return list(self.descriptor.get("departed_persons", []))


@dataclass(frozen=True)
class NextVersion:
    """A version number and the reason for it."""

    version: str
    reason: str
    reason_ja: str = ""


@dataclass(frozen=True)
class Identity:
    """The version of a release, and what the release was made of.

    `history` names the releases before it, the oldest first. `has_language` is whether remarks
    were cut into words. `departed_persons` are identifiers that nobody may get again.
    """

    version: str
    reason: str
    reason_ja: str
    created: str
    content_hash: str
    corpus_hash: str
    code_version: str
    row_counts: dict[str, int]
    software: dict[str, str]
    history: list[dict[str, str]]
    has_language: bool = True
    departed_persons: tuple[dict[str, str | None], ...] = ()


def last_release(outputs: Path) -> Release | None:
    """Return the release with the highest version; None where there is none.

    Raises
    ------
    NotPublishableError
        Where it is damaged.
    """
    versions = release_versions(outputs)
    if not versions:
        return None
    release = read_release(outputs / "releases" / versions[-1])
    if reason := wrong_name(release.path, release.descriptor):
        raise damaged(release.path, reason)
    return release


def release_versions(outputs: Path) -> list[str]:
    """Return the versions of the releases in `outputs`, the last one last."""
    names = [path.name for path in (outputs / "releases").glob("*")]
    return sorted((n for n in names if VERSION.fullmatch(n)), key=numbers)


def find_release(outputs: Path, name: str) -> Path:
    """Return the folder of a release, by version, `latest` or path.

    Raises
    ------
    NoReleaseError
        Where there is no such folder.
    """
    versions = release_versions(outputs)
    by_name = {version: outputs / "releases" / version for version in versions}
    folder = {"latest": outputs / "latest", **by_name}.get(name, Path(name))
    if not folder.is_dir():
        raise NoReleaseError(
            message(
                "release_not_found",
                name=name,
                folder=outputs / "releases",
                versions=", ".join(versions) or message("none"),
            )
        )
    return folder.resolve()


def read_release(path: Path) -> Release:
    """Return the release in a folder.

    Raises
    ------
    NotPublishableError
        Where its `datapackage.json` is damaged.
    """
    try:
        descriptor = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(path, f"datapackage.json: {error}") from error
    return Release(path, descriptor)


def wrong_name(folder: Path, descriptor: Mapping[str, Any]) -> Message | None:
    """Return how the name of a folder contradicts its version, or None.

    A copy may have any other name than a version.
    """
    stated = descriptor.get("version")
    if not VERSION.fullmatch(folder.name) or stated == folder.name:
        return None
    return message("version_unlike_folder", version=stated, name=folder.name)


def damaged(folder: Path, reason: object) -> NotPublishableError:
    """Return the error of a release that differs from what was published."""
    return NotPublishableError(
        message("release_damaged", version=folder.name, reason=reason, folder=folder)
    )


def next_version(
    previous: Release | None, reasons: Reasons, given: Collection[str] = ()
) -> NextVersion:
    """Return the version of a release whose content differs from the last.

    Parameters
    ----------
    given
        Numbers that were given before, also to releases that are gone. They are skipped: by raising
        the same part again, or for a first release the major number, since the difference to a
        missing release is unknown.
    """
    if previous is None:
        majors = [numbers(version)[0] for version in given]
        return NextVersion(f"{max(majors) + 1}.0.0" if majors else FIRST_VERSION, *FIRST)
    part, stated = reasons.gravest()
    raised = _raised(previous.version, part or "patch")
    while raised in given:
        raised = _raised(raised, part or "patch")
    return NextVersion(raised, *_joined(stated or [NO_VALUE]))


def _raised(version: str, part: str) -> str:
    major, minor, patch = numbers(version)
    if part == "major":
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if part == "minor" else f"{major}.{minor}.{patch + 1}"


def _joined(reasons: list[Reason]) -> Reason:
    return Reason("; ".join(each.en for each in reasons), "；".join(each.ja for each in reasons))


def numbers(version: str) -> tuple[int, int, int]:
    """Return major, minor and patch of a version number."""
    major, minor, patch = version.split(".")
    return int(major), int(minor), int(patch)

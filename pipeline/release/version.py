"""Versions that mean something: the number follows from the difference to the last release."""

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
    """There is no such release; the message says what to give."""


class Reason(NamedTuple):
    """What is other than in the release before, in words."""

    en: str
    ja: str

    def as_message(self) -> Message:
        """The reason as a message."""
        return Message(self.en, self.ja)


class Reasons(NamedTuple):
    """What differs, by the part of the version that it raises.

    `major`: columns removed, retyped or no longer always filled, keys changed, or what is no longer
    in CSV. `minor`: rows or columns added. `patch`: values corrected or rows withdrawn.
    """

    major: list[Reason]
    minor: list[Reason]
    patch: list[Reason]

    def gravest(self) -> tuple[str | None, list[Reason]]:
        """The first part of the version that is raised, and why; None where nothing differs."""
        for part, reasons in self._asdict().items():
            if reasons:
                return part, reasons
        return None, []


VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
FIRST_VERSION = "1.0.0"
FIRST = Reason("first release", "最初の版")
NO_VALUE = Reason(
    "places in the text, descriptions, sources or terms corrected",
    "本文中の位置、説明、出典、利用条件のいずれかを修正",
)
"""What else the content hash is of."""


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
        """The hash of its rows and schemas."""
        return str(self.descriptor["content_hash"])

    @property
    def row_counts(self) -> dict[str, int]:
        """How many rows its tables have."""
        return dict(self.descriptor["row_counts"])

    @property
    def history(self) -> list[dict[str, str]]:
        """The releases up to this one, the oldest first."""
        return list(self.descriptor.get("history", []))


@dataclass(frozen=True)
class NextVersion:
    """A version number and why it is that one."""

    version: str
    reason: str
    reason_ja: str = ""


@dataclass(frozen=True)
class Identity:
    """What a release is called and what it was made of.

    `history` names the releases before it, the oldest first.
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


def last_release(outputs: Path) -> Release | None:
    """The release with the highest version under `outputs`; None where there is none.

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
    """The versions of the releases under `outputs`, the last one at the end."""
    names = [path.name for path in (outputs / "releases").glob("*")]
    return sorted((n for n in names if VERSION.fullmatch(n)), key=numbers)


def find_release(outputs: Path, name: str) -> Path:
    """The folder of a release, by its version, by `latest`, or by its path.

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
    """The release in a folder.

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
    """What is wrong with the name of a folder that is named like a version; None where nothing is.

    A copy may have any other name.
    """
    stated = descriptor.get("version")
    if not VERSION.fullmatch(folder.name) or stated == folder.name:
        return None
    return message("version_unlike_folder", version=stated, name=folder.name)


def damaged(folder: Path, reason: object) -> NotPublishableError:
    """The error of a release that is not as it was published."""
    return NotPublishableError(
        message("release_damaged", version=folder.name, reason=reason, folder=folder)
    )


def next_version(
    previous: Release | None, reasons: Reasons, given: Collection[str] = ()
) -> NextVersion:
    """Decide the version of a release whose content differs from the previous one.

    Parameters
    ----------
    given
        Numbers that were given before, also to releases that are gone. Each is passed over: by the
        part that is raised, or for a first release by the major number, since nobody can say what
        differs from a release that is not there.
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
    """The parts of a version number."""
    major, minor, patch = version.split(".")
    return int(major), int(minor), int(patch)

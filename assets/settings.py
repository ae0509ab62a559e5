"""Settings of the pipeline: `gijiroku.toml` in the folder that Dagster runs in."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.limits import DEFAULT_LIMITS, LimitError, Limits, limits_from
from pipeline.messages import MessageError, message, placed
from pipeline.release.target import local_outputs

SETTINGS_FILE = "gijiroku.toml"
CORPUS_VARIABLE = "GIJIROKU_CORPUS"
OUTPUTS_VARIABLE = "GIJIROKU_OUTPUTS"
OWNER = re.compile(r"team:.+|[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9.-]+\.[A-Za-z]{2,7}")
"""What Dagster takes for an owner."""

_KNOWN: dict[str, type | dict[str, type]] = {
    "corpus": str,
    "outputs": str,
    "owner": str,
    "sensor": {"enabled": bool, "seconds": int},
    "schedule": {"enabled": bool, "cron": str},
    "failures": {"file": str, "webhook": str},
}


class SettingsError(MessageError, ValueError):
    """A setting is unknown or of the wrong type; the message names it."""


@dataclass(frozen=True)
class Settings:
    """What `gijiroku.toml` says, with the defaults for what it leaves out."""

    corpus: str = "corpus"
    outputs: str = "outputs"
    owner: str | None = None
    sensor_enabled: bool = False
    sensor_seconds: int = 30
    schedule_enabled: bool = False
    schedule_cron: str = "0 6 * * MON"
    failures_file: str | None = None
    failures_webhook: str | None = None
    limits: Limits = DEFAULT_LIMITS


def read_settings(folder: Path | None = None) -> Settings:
    """Read the settings in `folder` (the present one by default).

    GIJIROKU_CORPUS and GIJIROKU_OUTPUTS go before the file.

    Raises
    ------
    SettingsError
        Where the file is no TOML, or has a setting that is unknown or of the wrong type.
    """
    file = (folder or Path.cwd()) / SETTINGS_FILE
    stated: dict[str, Any] = {}
    if file.is_file():
        try:
            stated = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(
                message("toml_not_valid", file=SETTINGS_FILE, reason=error)
            ) from error
    flat: dict[str, Any] = {"limits": _limits(stated.pop("limits", {}))}
    for name, value in stated.items():
        expected = _KNOWN.get(name)
        if isinstance(expected, dict):
            if not isinstance(value, dict):
                raise SettingsError(message("setting_not_table", file=SETTINGS_FILE, name=name))
            for key, inner in value.items():
                flat[f"{name}_{key}"] = _checked(f"{name}.{key}", inner, expected.get(key))
        else:
            flat[name] = _checked(name, value, expected)
    variables = {"corpus": CORPUS_VARIABLE, "outputs": OUTPUTS_VARIABLE}
    flat.update({key: os.environ[name] for key, name in variables.items() if name in os.environ})
    if not OWNER.fullmatch(flat.get("owner", "team:nobody")):
        raise SettingsError(message("setting_owner", file=SETTINGS_FILE, value=repr(flat["owner"])))
    if flat.get("outputs", "").startswith("s3://"):
        flat["outputs"] = str(local_outputs(flat["outputs"]))
    return Settings(**flat)


def _limits(stated: Any) -> Limits:
    if not isinstance(stated, dict):
        raise SettingsError(message("setting_not_table", file=SETTINGS_FILE, name="limits"))
    try:
        return limits_from(stated)
    except LimitError as error:
        raise SettingsError(placed(f"{SETTINGS_FILE}: limits", error.reason)) from error


def _checked(name: str, value: Any, expected: type | None) -> Any:
    if expected is None:
        raise SettingsError(message("setting_unknown", file=SETTINGS_FILE, name=name))
    if type(value) is not expected:
        raise SettingsError(
            message(
                "setting_type",
                file=SETTINGS_FILE,
                name=name,
                type=expected.__name__,
                value=repr(value),
            )
        )
    return value

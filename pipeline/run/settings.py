"""Settings of the pipeline: `gijiroku.toml` in the folder that it runs in."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.limits import DEFAULT_LIMITS, Limits, wrong_limit
from pipeline.messages import Message, MessageError, message, placed
from pipeline.settings_model import SettingsModel, out_of_bounds, setting

SETTINGS_FILE = "gijiroku.toml"
VARIABLES = {"corpus": "GIJIROKU_CORPUS", "outputs": "GIJIROKU_OUTPUTS"}
"""Variables of the environment that go before a setting of the file."""

OWNER = r"^(team:.+|[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9.-]+\.[A-Za-z]{2,7})$"
"""What Dagster takes for an owner."""

PLACE = r"^[^\x00]+$"
"""A folder or an address has a name."""

CRON = r"^\S+( +\S+){4}$"
"""Five fields; Dagster looks at each when it loads the schedule."""

_TYPES = {"bool_type": "bool", "int_type": "int", "string_type": "str"}
"""Types by what pydantic calls the error of another one."""


class SettingsError(MessageError, ValueError):
    """A setting is unknown or of the wrong type; the message names it."""


class SensorSettings(SettingsModel):
    """When what has changed is read."""

    enabled: bool = setting(
        False,
        en="Reads a collection as soon as its files change, then publishes a release.",
        ja="ファイルが変わるとすぐに読み、公開する",
    )
    seconds: int = setting(
        30,
        least=1,
        most=86_400,
        en="Seconds from one look at the corpus to the next.",
        ja="コーパスを見る間隔（秒）",
    )


class ScheduleSettings(SettingsModel):
    """When a release is made."""

    enabled: bool = setting(
        False,
        en="Publishes a release at a fixed time, if anything changed.",
        ja="決まった時刻に、変更があれば公開する",
    )
    cron: str = setting(
        "0 6 * * MON",
        pattern=CRON,
        en="That time in Japan: minute, hour, day, month, weekday (cron).",
        ja="その時刻（日本時間）。分、時、日、月、曜日の順（cron）",
    )


class FailureSettings(SettingsModel):
    """Who is told of failed runs, and of failed checks of severity ERROR."""

    file: str | None = setting(
        None,
        en="A file that a line of JSON is added to for each failed run, and for each run in which "
        "a check of severity ERROR failed.",
        ja="失敗した実行と、重大な検査に落ちた実行を、JSON の一行として書き加えるファイル",
    )
    webhook: str | None = setting(
        None,
        en="A URL that the same is posted to.",
        ja="同じものを POST で送る URL",
    )


class Settings(SettingsModel):
    """What `gijiroku.toml` states, with the defaults for what it leaves out."""

    corpus: str = setting(
        "corpus",
        pattern=PLACE,
        en="The folder of the collections.",
        ja="コレクションのフォルダー",
    )
    outputs: str = setting(
        "outputs",
        pattern=PLACE,
        en="Where the releases go: a folder, or `s3://bucket/folder`.",
        ja="版の置き場所。フォルダーか `s3://バケット/フォルダー`",
    )
    owner: str | None = setting(
        None,
        pattern=OWNER,
        en="Whom the UI names as the owner of the assets: an e-mail address, or `team:` "
        "and a name.",
        ja="画面にアセットの所有者として示す人（メールアドレス）またはチーム（`team:` と名前）",
    )
    language: bool = setting(
        True,
        en="Cuts remarks into sentences and words, and counts terms (tables sentences, tokens, "
        "terms).",
        ja="発言を文と語に分け、用語を数える（表 sentences、tokens、terms）",
    )
    limits: Limits = DEFAULT_LIMITS
    sensor: SensorSettings = SensorSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    failures: FailureSettings = FailureSettings()


def read_settings(folder: Path | None = None) -> Settings:
    """Read the settings in `folder` (the present one by default).

    GIJIROKU_CORPUS and GIJIROKU_OUTPUTS go before the file where they are not empty.

    Raises
    ------
    SettingsError
        Where the file is no TOML, or has a setting that is unknown or not allowed.
    """
    file = (folder or Path.cwd()) / SETTINGS_FILE
    values: dict[str, Any] = {}
    if file.is_file():
        try:
            # Editors of Windows begin a file with a mark of its encoding.
            values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        # A number of 5,000 digits is a ValueError of Python, as what is not TOML is.
        except (ValueError, RecursionError) as error:
            raise SettingsError(
                message("toml_not_valid", file=SETTINGS_FILE, reason=error)
            ) from error
    if isinstance(values.get("limits"), dict) and "language" in values["limits"]:
        # One place for one setting.
        raise SettingsError(message("setting_unknown", file=SETTINGS_FILE, name="limits.language"))
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        reason = _reason([str(part) for part in fault["loc"]], fault["type"], fault["input"])
        raise SettingsError(reason) from error
    limits = settings.limits.model_copy(update={"language": settings.language})
    settings = settings.model_copy(update={"limits": limits})
    set_outside = {key: os.environ[name] for key, name in VARIABLES.items() if os.environ.get(name)}
    return settings.model_copy(update=set_outside)


def _reason(path: list[str], kind: str, value: object) -> Message:
    """What is wrong with the setting at this path, by what pydantic calls it."""
    name = ".".join(path)
    if kind == "model_type":
        return message("setting_not_table", file=SETTINGS_FILE, name=name)
    if path[0] == "limits":
        return placed(f"{SETTINGS_FILE}: limits", wrong_limit(path[1], value))
    if kind == "extra_forbidden":
        return message("setting_unknown", file=SETTINGS_FILE, name=name)
    if kind in _TYPES:
        return message(
            "setting_type", file=SETTINGS_FILE, name=name, type=_TYPES[kind], value=repr(value)
        )
    if name == "owner":
        return message("setting_owner", file=SETTINGS_FILE, value=repr(value))
    if name in VARIABLES:
        return message("setting_place", file=SETTINGS_FILE, name=name, value=repr(value))
    if name == "schedule.cron":
        return message("setting_cron", file=SETTINGS_FILE, value=repr(value))
    part = type(getattr(Settings(), path[0]))
    return placed(SETTINGS_FILE, out_of_bounds(part, path[1], value, name))

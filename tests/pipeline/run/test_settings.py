from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.limits import Limits
from pipeline.run.settings import Settings, SettingsError, read_settings

ROOT = Path(__file__).parents[3]


def settings_of(folder: Path, text: str) -> Settings:
    (folder / "gijiroku.toml").write_text(text, encoding="utf-8")
    return read_settings(folder)


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GIJIROKU_CORPUS", raising=False)
    monkeypatch.delenv("GIJIROKU_OUTPUTS", raising=False)


def test_the_file_of_the_project_states_the_defaults() -> None:
    assert (ROOT / "gijiroku.toml").is_file()
    assert read_settings(ROOT) == Settings()


def test_without_a_file_all_is_default_and_off(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)
    assert (settings.sensor.enabled, settings.schedule.enabled) == (False, False)


def test_one_line_switches_a_part_on(tmp_path: Path) -> None:
    assert settings_of(tmp_path, "sensor.enabled = true\n").sensor.enabled
    assert settings_of(tmp_path, "schedule.enabled = true\n").schedule.enabled


def test_variables_go_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIJIROKU_CORPUS", "/elsewhere")
    settings = settings_of(tmp_path, 'corpus = "here"\noutputs = "there"\n')
    assert (settings.corpus, settings.outputs) == ("/elsewhere", "there")


def test_an_empty_variable_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIJIROKU_CORPUS", "")
    assert read_settings(tmp_path).corpus == "corpus"


def test_a_file_of_windows_begins_with_a_mark(tmp_path: Path) -> None:
    assert settings_of(tmp_path, '\ufeffcorpus = "here"\n').corpus == "here"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour = 1", "there is no setting colour"),
        ("sensor.colour = 1", r"there is no setting sensor\.colour"),
        ('sensor.enabled = "yes"', r"sensor\.enabled must be of type bool, not 'yes'"),
        ("sensor.seconds = true", r"sensor\.seconds must be of type int, not True"),
        ("sensor.seconds = 0", r"sensor\.seconds is 0; it must be a whole number from 1 to 86400"),
        ("sensor = 1", "sensor must be a table"),
        ("sensor = [", "not valid TOML"),
        ("limits = 1", "limits must be a table"),
        ("limits.max_pages = 1", "limits: there is no limit max_pages; there are max_document"),
        ("limits.max_document_bytes = 0", "max_document_bytes is 0; it must be a whole number"),
        ('limits.max_row_loss_share = "a"', "max_row_loss_share is 'a'; it must be a number from"),
        ('owner = "somebody"', "owner is 'somebody'; it must be an e-mail address, or team:"),
        ('schedule.cron = "0 6 * *"', "schedule.cron is '0 6 \\* \\*'; it must be five fields"),
        ('corpus = ""', "corpus is ''; it must name a folder"),
        ('outputs = "a\\u0000b"', r"outputs is 'a\\x00b'; it must name a folder"),
        ("limits.max_document_bytes = " + "1" * 5000, "not valid TOML"),
        ("colour = " + "[" * 3000 + "]" * 3000, "not valid TOML"),
        ("owner = 1", "owner must be of type str, not 1"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        settings_of(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour = 1", "gijiroku.toml: colour という設定はありません。"),
        ("sensor = 1", "gijiroku.toml: sensor は表にしてください。"),
        (
            "sensor.seconds = 0",
            "gijiroku.toml: sensor.seconds が 0 です。1 から 86400 までの整数にしてください。",
        ),
        (
            "limits.max_document_pages = 0",
            "gijiroku.toml: limits: max_document_pages が 0 です。"
            "1 から 100000 までの整数にしてください。",
        ),
    ],
)
def test_a_wrong_setting_is_named_in_japanese_too(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        settings_of(tmp_path, text)
    assert wrong.value.reason.ja == message


def test_limits_of_the_file_go_for_every_run(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "limits.max_unrecognised_share = 0.2\n")
    assert settings.limits == Limits(max_unrecognised_share=0.2)


@pytest.mark.parametrize("owner", ["team:open-data", "open.data@example.go.jp"])
def test_an_owner_is_a_team_or_an_address(tmp_path: Path, owner: str) -> None:
    assert settings_of(tmp_path, f'owner = "{owner}"\n').owner == owner

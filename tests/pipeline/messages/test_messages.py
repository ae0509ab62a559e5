"""Messages: both languages say the same, each is used, and the reader's language is found."""

import pickle
import re
from pathlib import Path

import polars as pl
import pytest

from pipeline.messages import language, message, message_columns, templates

ROOT = Path(__file__).parents[3]
SOURCES = [
    file.read_text(encoding="utf-8")
    for folder in ("pipeline", "assets")
    for file in (ROOT / folder).rglob("*.py")
]


def placeholders(text):
    return sorted(set(re.findall(r"\{([^}]*)\}", text)))


@pytest.mark.parametrize("name", templates())
def test_both_languages_have_the_same_placeholders(name):
    said = templates()[name]
    assert set(said) == {"en", "ja"}
    assert placeholders(said["en"]) == placeholders(said["ja"])
    assert all(re.fullmatch("[a-z_]+", key) for key in placeholders(said["en"]))


@pytest.mark.parametrize("name", templates())
def test_every_message_is_japanese_in_japanese(name):
    assert re.search(r"[ぁ-んァ-ヶ一-龠]", templates()[name]["ja"])


@pytest.mark.parametrize("name", templates())
def test_every_message_is_used(name):
    assert any(f'"{name}"' in source for source in SOURCES)


def test_a_message_knows_itself_in_both_languages(monkeypatch):
    monkeypatch.setenv("GIJIROKU_LANG", "ja")
    said = message("media_type_not_read", ending=message("no_ending"), readable=".txt")
    assert said == "拡張子のないファイル は読み取りません。読み取れるのは .txt だけです。"
    assert said.en == "no ending is not read, only .txt."
    assert pickle.loads(pickle.dumps(said)).en == said.en


def test_columns_are_filled_row_by_row():
    rows = pl.DataFrame({"share": [1.5, 20.0]})
    said = rows.select(**message_columns("unrecognised_share", percent="share"))
    assert said["message"].str.starts_with("20.0% of").to_list() == [False, True]
    assert said["message_ja"].str.starts_with("文字の 1.5%").to_list() == [True, False]


def test_an_unknown_name_raises():
    with pytest.raises(KeyError):
        message("no_such_message")
    with pytest.raises(KeyError):
        message("same_bytes")
    with pytest.raises(KeyError):
        message_columns("unrecognised_share")


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "GIJIROKU_LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "GIJIROKU_LANG": "ja"}, "ja"),
        ({"LC_MESSAGES": "ja", "LC_ALL": ""}, "ja"),
    ],
)
def test_the_language_is_stated_or_that_of_the_locale(monkeypatch, variables, expected):
    for name in ("GIJIROKU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


def test_a_language_that_is_not_spoken_is_refused(monkeypatch):
    monkeypatch.setenv("GIJIROKU_LANG", "fr")
    with pytest.raises(ValueError, match="must be en or ja"):
        language()

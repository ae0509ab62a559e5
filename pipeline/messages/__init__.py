"""Messages: what the pipeline and its command say to people, in English and Japanese.

`*.toml` beside this module hold one table a message, each with `en` and `ja` and the same
`{placeholders}` in both. What is published holds both languages; what is printed is in the
language of the reader: `GIJIROKU_LANG` (`en` or `ja`), else that of the locale.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import polars as pl

LANGUAGES = ("en", "ja")
LANGUAGE_VARIABLE = "GIJIROKU_LANG"

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""In the order in which POSIX asks them: the first that is set decides."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Message(str):
    """A text in the reader's language that knows itself in both, as `en` and `ja`."""

    en: str
    ja: str

    def __new__(cls, en: str, ja: str) -> Message:
        self = super().__new__(cls, ja if language() == "ja" else en)
        self.en, self.ja = en, ja
        return self

    def __reduce__(self) -> tuple[type[Message], tuple[str, str]]:
        # Errors cross from one process to another with their messages.
        return Message, (self.en, self.ja)


def language() -> str:
    """The language of the reader: `en` or `ja`.

    Raises
    ------
    ValueError
        Where `GIJIROKU_LANG` is neither.
    """
    stated = os.environ.get(LANGUAGE_VARIABLE)
    if stated:
        if stated not in LANGUAGES:
            raise ValueError(f"{LANGUAGE_VARIABLE} is {stated!r}; it must be en or ja.")
        return stated
    locale = next((os.environ[name] for name in _LOCALE_VARIABLES if os.environ.get(name)), "")
    return "ja" if locale.startswith("ja") else "en"


def message(name: str, /, **values: object) -> Message:
    """The message of this name with its placeholders filled.

    A value that is itself a `Message` is put in in the language of the text around it.

    Raises
    ------
    KeyError
        Where there is no such message, or a placeholder has no value.
    """
    template = templates()[name]
    en, ja = (
        template[tongue].format(
            **{key: str(getattr(value, tongue, value)) for key, value in values.items()}
        )
        for tongue in LANGUAGES
    )
    return Message(en, ja)


def message_columns(name: str, /, **values: str | pl.Expr) -> dict[str, pl.Expr]:
    """The message of this name for each row of a frame, as the columns `message` and `message_ja`.

    Parameters
    ----------
    values
        For each placeholder the name of a column, or an expression.

    Raises
    ------
    KeyError
        Where there is no such message, or a placeholder has no value.
    """
    template = templates()[name]
    return {
        column: _formatted(template[tongue], values)
        for column, tongue in (("message", "en"), ("message_ja", "ja"))
    }


def placeholders(name: str) -> list[str]:
    """The names of the values that a message wants.

    Raises
    ------
    KeyError
        Where there is no such message.
    """
    return _PLACEHOLDER.findall(templates()[name]["en"])


def _formatted(text: str, values: Mapping[str, str | pl.Expr]) -> pl.Expr:
    names = _PLACEHOLDER.findall(text)
    return pl.format(_PLACEHOLDER.sub("{}", text), *(values[name] for name in names))


@cache
def templates() -> dict[str, dict[str, str]]:
    """All messages by name.

    Raises
    ------
    ValueError
        Where two files hold a message of the same name.
    """
    found: dict[str, Any] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        if repeated := found.keys() & table.keys():
            raise ValueError(f"{file.name}: {sorted(repeated)} stand in another file too.")
        found |= table
    return found

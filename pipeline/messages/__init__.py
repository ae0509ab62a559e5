"""Messages of the pipeline and its command, in English and Japanese.

`*.toml` beside this module hold one table a message, each with `en` and `ja` and the same
`{placeholders}` in both. Published messages have both languages; printed ones are in the language
of the reader: `GIJIROKU_LANG` (`en` or `ja`), else that of the locale.

polars is imported only where columns are made of messages, so that the command can print messages
without it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from pipeline.messages.printable import printable

if TYPE_CHECKING:
    import polars as pl

LANGUAGES = ("en", "ja")
LANGUAGE_VARIABLE = "GIJIROKU_LANG"

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Variables of the locale in the order of POSIX: the first that is set decides."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Message(str):
    """A text in the reader's language, with both in `en` and `ja`."""

    en: str
    ja: str

    def __new__(cls, en: str, ja: str) -> Message:
        self = super().__new__(cls, ja if language() == "ja" else en)
        self.en, self.ja = en, ja
        return self

    def __reduce__(self) -> tuple[type[Message], tuple[str, str]]:
        # Errors are pickled with their messages when they pass between processes.
        return Message, (self.en, self.ja)


class MessageError(Exception):
    """An error for readers; `reason` is the message in both languages."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


class LanguageError(ValueError):
    """`GIJIROKU_LANG` names a language without messages.

    The error is in the language of the locale.
    """


def language() -> str:
    """Return the language of the reader: `en` or `ja`.

    Raises
    ------
    LanguageError
        Where `GIJIROKU_LANG` is neither.
    """
    stated = os.environ.get(LANGUAGE_VARIABLE)
    if stated:
        if stated not in LANGUAGES:
            # Not a `Message`, which would need the language again.
            template = templates()["language_unknown"][_language_of_locale()]
            raise LanguageError(template.format(name=LANGUAGE_VARIABLE, value=printable(stated)))
        return stated
    return _language_of_locale()


def _language_of_locale() -> str:
    locale = next((os.environ[name] for name in _LOCALE_VARIABLES if os.environ.get(name)), "")
    return "ja" if locale.startswith("ja") else "en"


def message(name: str, /, **values: object) -> Message:
    """Return the message of this name with its placeholders filled.

    A value that is a `Message` is inserted in the language of the text around it. Unprintable
    characters of other values are escaped, so that a name with a line end adds no line.

    Raises
    ------
    KeyError
        Where there is no such message, or a placeholder has no value.
    """
    template = templates()[name]
    en, ja = (
        template[tongue].format(
            **{
                key: getattr(value, tongue) if isinstance(value, Message) else printable(str(value))
                for key, value in values.items()
            }
        )
        for tongue in LANGUAGES
    )
    return Message(en, ja)


def joined(separator: str, messages: Iterable[Message]) -> Message:
    """Join several messages into one."""
    parts = list(messages)
    return Message(separator.join(one.en for one in parts), separator.join(one.ja for one in parts))


def placed(place: object, reason: Message) -> Message:
    """Put the place of a message, such as a file, before it."""
    where = printable(str(place))
    return Message(f"{where}: {reason.en}", f"{where}: {reason.ja}")


def message_columns(name: str, /, **values: str | pl.Expr) -> dict[str, pl.Expr]:
    """Return the columns `message` and `message_ja` for each row.

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
    """Return the names of the placeholders of a message.

    Raises
    ------
    KeyError
        Where there is no such message.
    """
    return _PLACEHOLDER.findall(templates()[name]["en"])


def _formatted(text: str, values: Mapping[str, str | pl.Expr]) -> pl.Expr:
    import polars as pl

    names = _PLACEHOLDER.findall(text)
    return pl.format(_PLACEHOLDER.sub("{}", text), *(values[name] for name in names))


@cache
def templates() -> dict[str, dict[str, str]]:
    """Return all messages by name.

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

"""A corpus of twenty records, one of them marked, and functions that fail on the marked one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pytest

MARK = "魁"
"""Stands in the marked record alone, in all its parts."""

NUMBER_OF_RECORDS = 20
MARKED = "made-up/07.txt"

RECORD = """\
{mark}架空町緑化検討委員会 会議録

日時　令和５年４月{number}日　午後１時３０分～午後３時
場所　架空町役場{mark}２階 第１会議室
出席者
　委員　　{mark}榎本　一郎　　小早川　二郎
　事務局　課長　新堂　三郎

１　開会
議題１　{mark}植樹の計画
○榎本委員長　{mark}本日の議題は植樹の計画です。
　原案はお手元にあります。
○小早川委員　{mark}理由を伺います。
○新堂課長　{mark}苗木の値上がりによるものです。
３　閉会
"""


def records() -> dict[str, bytes]:
    """The files of the corpus, by name."""
    return {
        f"{number:02}.txt": RECORD.format(number=number, mark=MARK if number == 7 else "").encode()
        for number in range(1, NUMBER_OF_RECORDS + 1)
    }


def is_marked(value: Any) -> bool:
    """Whether a value holds something of the marked record."""
    if isinstance(value, pl.DataFrame):
        return any(is_marked(column) for column in value)
    if isinstance(value, pl.Series):
        is_text = value.dtype in (pl.String, pl.Binary)
        mark = MARK if value.dtype == pl.String else MARK.encode()
        held = value.str if value.dtype == pl.String else value.bin
        return is_text and bool((held.contains(mark)).any())
    if isinstance(value, (str, Path)):
        return MARK in str(value)
    if isinstance(value, bytes):
        return MARK.encode() in value
    return isinstance(value, (tuple, list)) and any(map(is_marked, value))


def failing_on_the_marked(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, but that it raises where it is given something of the marked record."""

    def failing(*args: Any, **kwargs: Any) -> Any:
        if any(map(is_marked, (*args, *kwargs.values()))):
            raise LookupError("made up")
        return function(*args, **kwargs)

    return failing


def make_fail(patch: pytest.MonkeyPatch, where: str) -> None:
    """Let `module:function` fail on the marked record wherever that module calls it."""
    module, name = where.split(":")
    home = import_module(f"pipeline.{module}")
    patch.setattr(home, name, failing_on_the_marked(getattr(home, name)))


def make_fail_everywhere(patch: pytest.MonkeyPatch, module: str, name: str) -> None:
    """Let a function fail on the marked record, whichever module calls it."""
    function = getattr(sys.modules[module], name)
    failing = failing_on_the_marked(function)
    for at in [m for known, m in sys.modules.items() if known.startswith("pipeline.")]:
        for attribute in [key for key, value in vars(at).items() if value is function]:
            patch.setattr(at, attribute, failing)

"""The command in Japanese and in English: nothing of the other language but data and names."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.cli import main
from pipeline.evaluation.score import FIELDS
from pipeline.segmentation.layouts import layouts
from tests.assets.conftest import SEED

NAMES = {
    *FIELDS,
    *(part for name in FIELDS for part in name.split("_")),
    *layouts(),
    "WARN",
    "ERROR",
    "SHA-256",
    "Parquet",
    "CSV",
    "Dagster",
    "UI",
}
BLOCK = re.compile(r"[ !?] *\d+  [a-z_]+ \([a-z_]+\)  ")
"""A line of a record, behind the kind of its block and the name of the rule that opened it."""

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")

OTHER = """\
第２回架空会議 論点メモ
日 時：令和６年４月２日（月）10：00～11：30
出席者：
委員：青木委員
概 要：
迷子の行です。
l 始めに、雲の話をする。
以上
"""


def sentences(printed: str) -> list[str]:
    """Lines with three words of English side by side that are no names, options or paths."""
    return [line for line in printed.splitlines() if _has_english(line)]


def _has_english(line: str) -> bool:
    if BLOCK.match(line):
        return False
    row = 0
    for word in line.split():
        is_word = (
            re.fullmatch(r"[(（]?[A-Za-z]+[,.:;)）]?", word) and word.strip("(),.:;") not in NAMES
        )
        row = row + 1 if is_word else 0
        if row == 3:
            return True
    return False


def test_a_sentence_is_told_from_names_and_paths() -> None:
    assert sentences("an English sentence\n三つ の 語\n") == ["an English sentence"]
    assert sentences("使い方: gijiroku run [-h] [--processes N]") == []
    assert sentences("表 releases/1.0.0 a=b corpus/x.txt documents") == []


@pytest.fixture(scope="module")
def place(seed_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of the seed and a collection with faults, read and released once, then changed."""
    place = tmp_path_factory.mktemp("language")
    shutil.copytree(seed_corpus / SEED, place / "corpus" / SEED)
    faulty = place / "corpus" / "faulty"
    shutil.copytree(place / "corpus" / SEED, faulty, ignore=shutil.ignore_patterns("*.txt"))
    (faulty / "memo.txt").write_text(OTHER, encoding="utf-8")
    (faulty / "broken.txt").write_bytes("いろは\n".encode() + b"\xff\n")
    (faulty / "picture.png").write_bytes(b"\x89PNG")
    (faulty / "empty.txt").write_bytes(b"")
    (faulty / "without.txt").write_text("ただの文章です。\n", encoding="utf-8")
    (place / "corpus/memo.txt").write_text("ただの文章です。\n", encoding="utf-8")
    shutil.copytree(place / "corpus" / SEED, place / "corpus/copy")
    assert main(["run", "--processes", "1", *folders(place)]) == 1
    memo = (faulty / "memo.txt").read_text(encoding="utf-8")
    (faulty / "memo.txt").write_text(memo.replace("雲の", "空の"), encoding="utf-8")
    return place


def folders(place: Path) -> list[str]:
    return ["--corpus", str(place / "corpus"), "--outputs", str(place / "outputs")]


def observed_in(place: Path) -> Path:
    """Two records in observed shapes that are read wrong, one with a warning."""
    folder = place / "observed"
    source = Path("quality/observed")
    wanted = ("agency/093", "diet/137")
    lines = (source / "gold.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    lines = [line for line in lines if json.loads(line)["id"] in wanted]
    for name in wanted:
        collection = folder / "corpus" / name.partition("/")[0]
        collection.mkdir(parents=True)
        for file in ("collection.toml", f"{name.partition('/')[2]}.txt"):
            shutil.copy(source / "corpus" / collection.name / file, collection)
    (folder / "gold.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def calls(place: Path) -> Iterator[tuple[list[str], int]]:
    """Calls of the command with the exit codes they end with, in an order that makes sense."""
    outputs = ["--outputs", str(place / "outputs")]
    damaged = shutil.copytree(place / "outputs/releases/1.0.0", place / "damaged")
    remarks = damaged / "csv/remarks.csv"
    remarks.write_bytes(remarks.read_bytes() + b"x")
    (damaged / "added.txt").write_text("added", encoding="utf-8")
    (place / "empty").mkdir()
    (place / "settings").mkdir()
    yield ["release", "--dry-run", *folders(place)], 0
    yield ["release", *folders(place)], 0
    yield ["run", "--processes", "1", "--max-unrecognised-share", "0.5", *folders(place)], 1
    yield ["diff", "1.0.0", "latest", *outputs], 0
    yield ["diff", "1.0.0", "1.0.0", "--csv", str(place / "changes.csv"), *outputs], 0
    yield ["diff", "1.0.0", "1.0.0", "--csv", str(place / "no/changes.csv"), *outputs], 2
    yield ["diff", "1.0.0", "9.9.9", *outputs], 2
    yield ["verify", *outputs], 0
    yield ["verify", str(damaged), *outputs], 1
    for name in ("memo", "broken", "without", "empty"):
        yield ["inspect", str(place / f"corpus/faulty/{name}.txt")], name in ("broken", "empty")
    yield ["inspect", str(place / "nowhere.txt")], 2
    yield ["inspect", str(place / f"corpus/{SEED}/collection.toml")], 2
    yield ["run", "--corpus", str(place / "nowhere"), *outputs], 2
    yield ["run", "--corpus", str(place / "empty"), *outputs], 2
    yield ["run", "--corpus", str(place / f"corpus/{SEED}"), *outputs], 2
    yield ["run", "--max-row-loss-share", "2", *folders(place)], 2
    yield ["evaluate", "--gold", "quality/lists", "--split", "dev", "--errors", "3"], 0
    observed = ["--only", "observed", "--observed", str(observed_in(place))]
    yield ["evaluate", *observed], 0
    yield ["evaluate", *observed, "--errors", "1"], 0
    yield ["evaluate", *observed, "--split", "dev"], 2
    yield ["evaluate", "--only", "observed", "--observed", str(place / "empty")], 2
    yield ["evaluate", "--only", "gold", "--gold", str(place / "empty")], 2
    yield ["evaluate", "--split", "test", "--errors", "3"], 2
    yield ["evaluate", "--split", "dev", "--json", "x.json"], 2
    commands = ["run", "ui", "release", "diff", "verify", "inspect", "dictionary", "evaluate"]
    for command in commands:
        yield [command, "--help"], 0
    yield ["--help"], 0
    yield [], 2
    yield ["fly"], 2
    yield ["fly", "--high"], 2
    yield ["run", "--processes", "many"], 2
    yield ["run", "--processes"], 2
    yield ["run", "--max", "3"], 2
    yield ["run", "there"], 2
    yield ["run", "--force=yes"], 2
    yield ["run", "--max-row-loss-share", "much"], 2
    yield ["evaluate", "--split", "half"], 2
    yield ["evaluate", "--blocks"], 2


def code_of(arguments: list[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)


def printed_in(
    tongue: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[tuple[list[str], str]]:
    monkeypatch.setenv("GIJIROKU_LANG", tongue)
    for arguments, expected in calls(place):
        code = code_of(arguments)
        printed = capsys.readouterr()
        assert code == expected, (arguments, printed)
        assert printed.out + printed.err, arguments
        yield arguments, printed.out + printed.err


@pytest.mark.long
def test_in_japanese_no_sentence_is_english(
    place: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy = shutil.copytree(place, tmp_path / "place", symlinks=True)
    found = [
        (arguments, line)
        for arguments, printed in printed_in("ja", copy, monkeypatch, capsys)
        for line in sentences(printed)
    ]
    assert found == []


@pytest.mark.long
def test_in_english_nothing_is_japanese_but_data(
    place: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy = shutil.copytree(place, tmp_path / "place", symlinks=True)
    found = [
        (arguments, line)
        for arguments, printed in printed_in("en", copy, monkeypatch, capsys)
        # These show the words of records, and the dictionary is in both languages.
        if arguments[:1] not in (["inspect"], ["diff"]) and "--errors" not in arguments
        for line in printed.replace("the source says 月 for", "").splitlines()
        if JAPANESE.search(line) and not line.startswith(("- ", "+ ", "@@ "))
    ]
    assert found == []


@pytest.mark.parametrize("arguments", [["run"], ["--help"], ["inspect", "x.txt"], []])
def test_a_language_that_is_not_spoken_is_a_mistake_in_the_call(
    tmp_path: Path, arguments: list[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assets.cli", *arguments],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "GIJIROKU_LANG": "fr\x1b[31m", "LANG": "ja_JP.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "gijiroku: GIJIROKU_LANG が fr\\x1b[31m です。en か ja にしてください。\n"
    )

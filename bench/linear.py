"""`make bench-linear`: that the time to read a record grows with its length, and no faster.

Each shape is a record that was, or might be, read in more than linear time: long lists, long lines,
brackets without end. It is read at sizes that double, and the exponent is that of the least squares
through the logarithms of sizes and processor times; that of linear time is 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from math import log
from pathlib import Path
from statistics import linear_regression
from time import process_time

SIZES = (2_000, 4_000, 8_000, 16_000, 32_000)
MOST = 1.2
"""Maximum exponent of a shape that passes."""

_TERMS = """\
record_kind = "verbatim"
body.ja = "架空会議"
publisher.ja = "架空省"
license.name = "MIT License"
source.note = "架空の記録"
"""

_HEADER = (
    "第３回みどり台市図書館整備検討会議　議事録\n"
    "日時：令和３年４月５日（月）10時30分～12時\n"
    "場所：みどり台市役所３階会議室\n"
)
_LIST = "出席者：青木座長、石塚委員\n"
_TALK = (
    "議事\n"
    "○青木座長　資料１をご説明いたします。皆さまのご意見をお願いいたします。\n"
    "○石塚委員　ありがとうございます。配置案についてよく分かりました。\n"
)
_SURNAMES = ("青木", "石塚", "白井", "鳥越", "南雲", "八重樫", "千葉", "湯浅", "宮下", "木暮")
_TITLES = ("委員", "課長", "主査", "部長", "係長", "参事官", "館長")
_GIVEN = ("一郎", "修二", "健", "正俊", "花子", "ひかる", "誠", "和子", "浩", "明")


def _named(number: int) -> str:
    return (
        _SURNAMES[number % len(_SURNAMES)]
        + _GIVEN[number // 7 % len(_GIVEN)]
        + _TITLES[number % len(_TITLES)]
    )


def _listed_name(number: int) -> str:
    """Return a distinct name of kanji for each number."""
    digits = str(number).translate(str.maketrans("0123456789", "青木白井鳥越千葉宮下"))
    return f"{_SURNAMES[number % 10]}{digits}"


def _listed(lists: str) -> str:
    return f"{_HEADER}出席者：\n{lists}\n{_TALK}"


def _spoken(talk: str) -> str:
    return f"{_HEADER}{_LIST}{_TALK}{talk}\n"


SHAPES: dict[str, Callable[[int], str]] = {
    "list of n lines with offices in brackets": lambda n: _listed(
        "\n".join(f"　　{_named(i)}（第{i}架空省総合政策局企画課）" for i in range(n))
    ),
    "list of n lines of names and affiliations": lambda n: _listed(
        "\n".join(
            f"　　{_SURNAMES[i % 10]}　{_GIVEN[i // 3 % 10]}　　架空大学教授{i}" for i in range(n)
        )
    ),
    "list of n lines under titles": lambda n: _listed(
        "\n".join(f"　　委　員　{_SURNAMES[i % 10]}　{_GIVEN[i // 3 % 10]}" for i in range(n))
    ),
    "one line of n names": lambda n: _listed("、".join(_named(i) for i in range(n))),
    "one line of n names with offices in brackets": lambda n: _listed(
        "、".join(f"{_named(i)}（架空省{i}課）" for i in range(n))
    ),
    "one line of n names between blanks": lambda n: _listed(
        "　".join(_SURNAMES[i % 10] + "　" + _GIVEN[i // 3 % 10] for i in range(n))
    ),
    "one line of n names between dots": lambda n: _listed("・".join(_named(i) for i in range(n))),
    "n brackets that are not closed, in a list": lambda n: _listed(
        "青木座長" + "（" * n + "石塚委員"
    ),
    "n nested brackets, in a list": lambda n: _listed("青木座長" + "（" * n + "石塚" + "）" * n),
    "n pairs of brackets, in a list": lambda n: _listed("青木座長" + "（石塚）" * n),
    "n brackets that were not opened, in a list": lambda n: _listed("青木座長" + "）" * n),
    "n brackets that are not closed, in talk": lambda n: _spoken("○青木座長" + "（" * n + "石塚"),
    "n nested brackets, in talk": lambda n: _spoken("○青木座長" + "（" * n + "石塚" + "）" * n),
    "a word of n characters, in a list": lambda n: _listed("青木" + "副" * n + "委員"),
    "a title of n titles, in a list": lambda n: _listed("青木" + "部長" * (n // 2)),
    "a word of n kana, in a list": lambda n: _listed("アオ" * (n // 2) + "委員"),
    "a word of n numerals, in a list": lambda n: _listed("1" * n + "委員"),
    "a word of n characters, in talk": lambda n: _spoken("○" + "青" * n),
    "a word of n characters, in the title": lambda n: _spoken("").replace("検討", "検討" * n, 1),
    "n blanks, in a list": lambda n: _listed("青木" + "　" * n + "委員"),
    "n blanks, in talk": lambda n: _spoken("○青木座長　" + "　" * n + "委員"),
    "n blanks, before the place": lambda n: _spoken("").replace("場所：", "場所" + "　" * n, 1),
    "n speaker turns": lambda n: _spoken(
        "\n".join(f"○{_SURNAMES[i % 2]}委員　資料{i}のご説明をお願いいたします。" for i in range(n))
    ),
    "n / 2 speakers of n / 2 listed": lambda n: (
        _listed("\n".join(f"　　{_listed_name(i)}委員" for i in range(n // 2)))
        + "\n".join(f"○{_listed_name(i)}委員　資料のご説明です。" for i in range(n // 2))
    ),
    "one line of n offices and names": lambda n: _listed(
        "、".join(f"架空省　{_named(i)}" for i in range(n))
    ),
    "n lines that count persons": lambda n: _listed(
        "\n".join(f"　　委員{i}名\n　　{_named(i)}" for i in range(n // 2))
    ),
    "n lines of one remark": lambda n: _spoken(
        "\n".join(f"　資料{i}のご説明をお願いいたします。" for i in range(n))
    ),
    "n headings": lambda n: _spoken("\n".join(f"（{i}）議題{i}について" for i in range(n))),
    "n meetings": lambda n: "".join(
        _spoken("").replace("第３回", f"第{i}回") for i in range(n // 8)
    ),
    "n titles, one below another": lambda n: "\n".join(
        f"第{i}回みどり台市図書館整備検討会議　議事録" for i in range(n)
    ),
    "n no-break blanks": lambda n: _spoken(
        "\n".join("○青木座長\u00a0資料の\u00a0説明\u00a0です。" for i in range(n // 4))
    ),
    "n marks over kana, apart": lambda n: _spoken(
        "\n".join("○石塚委員　か\u3099き\u3099ご説明て\u3099す。" for i in range(n // 4))
    ),
    "n marks over one character": lambda n: _spoken("○石塚委員　か" + "\u3099" * n),
    "one character n times, folded": lambda n: _spoken("○石塚委員　" + "\u2f00" + "一" * n + "あ"),
    "list of n lines, folded": lambda n: _listed(
        "\n".join(f"　　{_named(i)}\u00a0（\u2f00課）" for i in range(n))
    ),
    "n rows of a table": lambda n: _listed(
        "\n".join(
            f"| {_SURNAMES[i % 10]}　{_GIVEN[i // 3 % 10]} | 架空大学教授 |" for i in range(n)
        )
    ),
    "n cells of a row": lambda n: _listed("|".join(_named(i) for i in range(n))),
    "n tabs and bars": lambda n: _spoken("\t|" * n),
    "n line ends": lambda n: _spoken("\n" * n + "おわり"),
    "n colons": lambda n: _spoken("○青木座長" + "：" * n),
    "n page marks": lambda n: _spoken(
        "\n".join(f"- {i} -\nという話がございました。" for i in range(n // 2))
    ),
}
"""Functions that make a record of size n, by a description of n."""


def seconds_to_read(text: str) -> float:
    """Return the processor seconds to segment and normalise one record."""
    from pipeline.ingestion.ingest import ingest
    from pipeline.normalisation.normalise import normalise
    from pipeline.segmentation.segment import segment
    from pipeline.segmentation.speaker_styles import with_layout
    from schemas.vocabulary import RecordKind

    with tempfile.TemporaryDirectory() as folder:
        collection = Path(folder) / "linear"
        collection.mkdir()
        (collection / "collection.toml").write_text(_TERMS, encoding="utf-8")
        (collection / "record.txt").write_text(text, encoding="utf-8", newline="")
        documents = with_layout(ingest(collection).documents)
    begun = process_time()
    normalise(documents, segment(documents).blocks, RecordKind.VERBATIM)
    return process_time() - begun


def exponent(seconds: list[float]) -> float:
    """Return the power of the size with which the time grows.

    It is 1 where twice the size takes twice as long.
    """
    return linear_regression([log(size) for size in SIZES], [log(time) for time in seconds]).slope


def main() -> None:
    """Read all shapes at all sizes, and fail where time grows fast.

    A table of the times is printed. The limit of growth is `MOST`.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="shapes whose name holds these words")
    chosen = [name for name in SHAPES if parser.parse_args().only in name]
    seconds_to_read(SHAPES["n speaker turns"](10))  # Loads before the first measurement.
    too_fast = []
    print("Processor seconds to segment and normalise a record, by its size:\n")
    print("| shape |", *(f"{size:,} |" for size in SIZES), "exponent | last doubling |")
    print("| --- |" + " ---: |" * (len(SIZES) + 2))
    for name in chosen:
        seconds = [seconds_to_read(SHAPES[name](size)) for size in SIZES]
        power = exponent(seconds)
        too_fast += [name] if power > MOST else []
        # The fixed cost of a record flattens the exponent, and affects the last doubling least.
        last = f"{seconds[-1] / seconds[-2]:.1f} |"
        print(f"| {name} |", *(f"{time:.2f} |" for time in seconds), f"{power:.2f} |", last)
        sys.stdout.flush()
    if too_fast:
        sys.exit(f"grows faster than size to the power of {MOST}: {', '.join(too_fast)}")


if __name__ == "__main__":
    main()

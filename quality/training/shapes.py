"""Synthetic lists in random shapes, with the spans of their names.

Records that people annotated show a few dozen shapes of lists. Here the parts of a list (spaces
inside a name, text before and after it, separators of entries, form of a label, line ends) are
drawn independently, so that the model learns their combinations.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from quality.training.listed import Annotated
from tests.records.dice import Dice

WORDS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
)
OPEN, CLOSE = "\x02", "\x03"
"""Marks around a name while a text is put together."""


def shaped(seeds: range) -> Iterator[Annotated]:
    """Yield lists; the same seed gives the same list."""
    for seed in seeds:
        marked = _record(Dice("shapes", seed))
        names: list[tuple[int, int]] = []
        text = ""
        for part in marked.split(OPEN):
            name, closed, after = part.partition(CLOSE)
            if closed:
                names.append((len(text), len(text) + len(name)))
            text += name + after
        yield Annotated(f"shapes/{seed}", text, names)


def _record(dice: Dice) -> str:
    label = _label(dice)
    number = iter(range(1, 20))
    parts = [label(number, dice.pick(WORDS["others"])) + _topics(dice) for _ in range(2)]
    for _ in range(dice.between(1, 3)):
        counted = dice.pick(("", "", "（{}名）", " {}人")).format(dice.between(3, 14))
        parts.append(label(number, dice.pick(WORDS["came"]) + counted) + _entries(dice))
    if dice.chance(0.4):
        parts.append(label(number, dice.pick(WORDS["absent"])) + _entries(dice, most=3))
    if dice.chance(0.2):
        parts.insert(
            dice.between(0, len(parts)),
            label(number, dice.pick(WORDS["changes"])) + _unnamed(_entries(dice)),
        )
    if dice.chance(0.2):
        parts.append(label(number, dice.pick(WORDS["came"])) + _posts(dice))
    parts += [
        label(number, dice.pick(WORDS["others"])) + _topics(dice) for _ in range(dice.between(1, 3))
    ]
    parts.append(_talk(dice))
    return _printed(dice, dice.pick(("\n", "\n", "\n\n")).join(parts))


def _label(dice: Dice) -> Callable[[Iterator[int], str], str]:
    form = dice.pick(
        (
            "{n} {t}",
            "{n}．{t}",
            "（{n}）{t}",
            "【{t}】",
            "○{t}",
            "●{t}",
            "{t}：",
            "{t}",
            "■ {t}",
            "<{t}>",
        )
    )
    after = dice.pick(("\n", "\n", "\n", "\n\n", "　", "　　　"))
    return lambda number, title: form.format(n=next(number), t=title) + after


def _topics(dice: Dice) -> str:
    mark = dice.pick(("（{}）", "{} ", "・", "{}．", "　"))
    picked = [dice.pick(WORDS["topics"]) for _ in range(dice.between(1, 4))]
    return "\n".join(mark.format(at) + topic for at, topic in enumerate(picked, start=1))


def _family(dice: Dice) -> str:
    kind = dice.random()
    if kind < 0.16:
        return dice.pick(WORDS["family_in_kana"]) if dice.chance(0.5) else _kana(dice)
    if kind < 0.35:
        return dice.pick(WORDS["families"])
    if kind < 0.42:
        return (
            dice.pick(WORDS["family_first"])
            + dice.pick("々ヶノの")
            + dice.pick(WORDS["family_last"])
        )
    if kind < 0.5:
        return (
            dice.pick(WORDS["family_first"])
            + dice.pick(WORDS["family_last"])
            + dice.pick(WORDS["family_last"])
        )
    return dice.pick(WORDS["family_first"]) + dice.pick(WORDS["family_last"])


def _kana(dice: Dice) -> str:
    return "".join(dice.pick(WORDS["kana"]) for _ in range(dice.between(2, 4)))


def _given(dice: Dice) -> str:
    kind = dice.random()
    if kind < 0.2:
        return dice.pick(WORDS["given_in_kana"]) if dice.chance(0.5) else _kana(dice)
    if kind < 0.35:
        return dice.pick(WORDS["given_alone"])
    if kind < 0.45:
        return (
            dice.pick(WORDS["given_first"])
            + dice.pick(WORDS["given_first"])
            + dice.pick("子郎美雄")
        )
    return dice.pick(WORDS["given_first"]) + dice.pick(WORDS["given_last"])


def _foreign(dice: Dice) -> str:
    parts = [dice.pick(WORDS["foreign"]) for _ in range(2)]
    if dice.chance(0.3):
        return " ".join(dice.pick(WORDS["latin"]) for _ in range(2))
    return dice.pick(("・", "・", "＝", " ")).join(parts)


def _full(dice: Dice) -> Callable[[], str]:
    """Return a function that writes the full names of a list."""
    kind = dice.pick(
        ("glued", "glued", "blank", "blank", "padded", "spread", "spread", "broken", "kana")
    )
    blank = dice.pick((" ", "　"))
    width = dice.pick((1, 1, 2, 3))

    def name() -> str:
        if dice.chance(0.03):
            return _foreign(dice)
        family, given = _family(dice), _given(dice)
        if kind == "glued" or kind == "kana":
            return family + given
        if kind == "padded":
            return family + "　" * max(0, 5 - len(family) - len(given)) + given
        if kind == "spread":
            return blank.join(family) + blank * width + blank.join(given)
        return family + ("\n" if kind == "broken" else blank) + given

    def marked() -> str:
        reading = f"（{dice.pick(WORDS['family_in_kana'])}）" if kind == "kana" else ""
        return f"{OPEN}{name()}{CLOSE}{reading}"

    return marked


def _post(dice: Dice) -> str:
    kind = dice.random()
    if kind < 0.25:
        return str(dice.pick(WORDS["chiefs"]))
    place = dice.pick(WORDS["places"]) if dice.chance(0.2) else ""
    first = dice.pick(WORDS["offices"]) + "部" if dice.chance(0.2) else ""
    post = place + first + dice.pick(WORDS["offices"]) + dice.pick(WORDS["heads"])
    return post + (f"兼{dice.pick(WORDS['offices'])}課長" if dice.chance(0.06) else "")


def _of_body(dice: Dice) -> str:
    if dice.chance(0.2):
        return str(dice.pick(WORDS["capacities"]))
    body = dice.pick(WORDS["places"]) * dice.chance(0.2) + dice.pick(WORDS["bodies"])
    return body + dice.pick(("", " ", "　")) * dice.chance(0.5) + dice.pick(WORDS["body_heads"])


def _entry(dice: Dice) -> Callable[[int], str]:
    """Return a function that writes the entries of a list."""
    full = _full(dice)
    gap = dice.pick((" ", "　", "　　", "　　　　", "      "))
    honorific = dice.pick(("", "", "", "君", "氏", "　君"))
    seat = dice.pick(("{}番", "{}番　", "{}番 ", "第{}番　", "{}　", "（{}）", "{}", "議席{}番"))
    digits = dice.pick((str, str, _in_kanji, _wide))
    around = dice.pick((("（", "）"), ("(", ")")))
    pipe = dice.pick((" | ", " / ", "\t", "・", "："))
    member = lambda: dice.pick(WORDS["members"])  # noqa: E731
    family = lambda: f"{OPEN}{_family(dice)}{CLOSE}"  # noqa: E731
    forms: tuple[Callable[[int], str], ...] = (
        lambda n: f"{_post(dice)}{around[0]}{full()}{around[1]}",
        lambda n: f"{_post(dice)}{around[0]}{full()}、{full()}{around[1]}",
        lambda n: f"{full()}{around[0]}{_post(dice)}{around[1]}",
        lambda n: f"{full()}{around[0]}{_of_body(dice)}{around[1]}",
        lambda n: f"{full()}委員{around[0]}{_of_body(dice)}{around[1]}",
        lambda n: f"{_post(dice)}{gap}{full()}{honorific}",
        lambda n: f"{_post(dice)}{gap}{full()}{honorific}",
        lambda n: f"{member()}{gap}{full()}{honorific}",
        lambda n: f"{dice.pick(('委員', '同', '〃', '副委員長'))}{gap}{full()}",
        lambda n: f"{seat.format(digits(n))}{full()}{honorific}",
        lambda n: f"{seat.format(digits(n))}{gap}{full()}{honorific}",
        lambda n: f"{family()}{member()}",
        lambda n: f"{full()}{member()}",
        lambda n: f"{family()}{_post(dice)}",
        lambda n: f"{family()}",
        lambda n: f"{full()}{honorific}",
        lambda n: f"{full()}{honorific}",
        lambda n: f"{_of_body(dice)}{gap}{full()}",
        lambda n: f"{full()}{gap}{_of_body(dice)}",
        lambda n: f"{member()}{pipe}{full()}{pipe}{_of_body(dice)}",
        lambda n: f"{member()}{gap}{_of_body(dice)}{gap}{full()}",
        lambda n: f"{_post(dice)}\n{full()}",
        lambda n: f"{dice.pick(WORDS['offices'])}課　{family()}{dice.pick(WORDS['chiefs'])}",
        lambda n: f"{n} {_of_body(dice)} {full()}",
    )
    return dice.pick(forms)


def _in_kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "十" * tens + "〇一二三四五六七八九"[ones] * bool(ones)


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _entries(dice: Dice, most: int = 12) -> str:
    entry = _entry(dice)
    indent = dice.pick(("", "　", "　　", "  ", "・", "• ", "○"))
    between = dice.pick(
        ("\n", "\n", "\n", "\n", "、", "、", "，", "　　", " ", "・", "\n\n", "columns")
    )
    written = [entry(number) for number in range(1, dice.between(2, most) + 1)]
    note = dice.pick(("（座長）", "（欠席）", "（会長）", "（代理）", "（オンライン）"))
    if dice.chance(0.2):
        written[0] += note
    if dice.chance(0.1):
        written[-1] += dice.pick(("　他", "ほか", "、その他関係職員", " ほか2名"))
    if between == "columns":
        width = dice.between(2, 4)
        rows = [written[at : at + width] for at in range(0, len(written), width)]
        return "\n".join(indent + dice.pick(("　　", "　　　", "   ")).join(row) for row in rows)
    if "\n" in between:
        return between.join(indent + one for one in written)
    run = between.join(written)
    return run if between != "・" or "・" not in run else "\n".join(written)


def _posts(dice: Dice) -> str:
    """Return positions without names."""
    posts = [_post(dice) if dice.chance(0.7) else _of_body(dice) for _ in range(dice.between(2, 8))]
    return dice.pick(("、", "\n", " ", "\n　")).join(posts)


def _unnamed(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


def _talk(dice: Dice) -> str:
    mark = dice.pick(("○{}　", "（{}）\n", "{}：", "◎{}\n", "{}　", "○議長（{}君）　"))
    said = []
    for _ in range(dice.between(2, 5)):
        who = dice.pick((_family(dice) + "委員", "事務局", "会長", _family(dice) + _given(dice)))
        said.append(
            mark.format(who) + dice.pick(WORDS["talk"]).format(_family(dice), _family(dice))
        )
    return "\n".join(said)


def _printed(dice: Dice, text: str) -> str:
    """Remove line ends from some texts, as programs do."""
    kind = dice.random()
    if kind < 0.2:
        return text.replace("\n", dice.pick((" ", "  ", "　")))
    if kind < 0.25:
        return text.replace("\n", "")
    return text

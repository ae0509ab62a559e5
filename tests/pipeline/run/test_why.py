"""What speaks for the reading of a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.run.inspection import Inspection, inspect_file
from pipeline.run.why import WhyError, why

RECORD = """\
霧ヶ浜町議会 会議録
最終取得日: 2023-05-09

令和2年第2回定例会(第1号) 本文 開催日:2020年6月10日

○議長（水嶋信一君） ただいまから会議を開きます。
○沖津裕志君 資料について御説明をお願いいたします。
○議長（水嶋信一君） 本日はこれで終わります。
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Inspection:
    file = tmp_path_factory.mktemp("why") / "record.txt"
    file.write_text(RECORD, encoding="utf-8")
    return inspect_file(file)


def test_evidence_of_a_day_is_told_for_and_against(found: Inspection) -> None:
    (page,) = why(found, 2)
    assert ("day", "day_of_a_page", -6) in page.points.rows()
    (stated,) = why(found, 4)
    assert ("day", "day_with_its_label", 4) in stated.points.rows()


def test_a_turn_is_told_with_how_sure_it_is_and_what_weighs_most(found: Inspection) -> None:
    (unit,) = why(found, 6)
    assert unit.kind == "remark"
    assert unit.labels["label"][0] == "turn"
    assert unit.labels["probability"][0] > 0.9
    assert unit.labels["probability"].is_sorted(descending=True)
    of_best = unit.features.filter(label="turn")
    assert of_best["weight"][0] > 0
    assert of_best["weight"].is_sorted(descending=True)
    assert unit.features["label"].n_unique() == 2


@pytest.mark.parametrize("line", [0, 3, 99])
def test_a_line_where_nothing_stands_is_refused(found: Inspection, line: int) -> None:
    with pytest.raises(WhyError, match=f"line {line}: nothing stands there"):
        why(found, line)


def test_a_line_that_lost_its_ends_has_several_units(
    tmp_path: Path, collection_of: Callable[..., Path]
) -> None:
    flat = RECORD.replace("\n", " ") + "あ" * 200
    folder = collection_of({"flat.txt": flat.encode()})
    units = why(inspect_file(folder / "flat.txt"), 1)
    assert len(units) > 3
    assert "".join(unit.text.strip() for unit in units).replace(" ", "") == flat.replace(" ", "")

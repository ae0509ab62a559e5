"""Members listed by the article that they are appointed by, without line ends."""

from __future__ import annotations

import pytest

from pipeline.normalisation.attendance.reading import entries
from pipeline.normalisation.attendance.row_parser import persons_in

LIST = (
    "出席委員  1 条例第2条第1号委員（3名）    青木 玲子委員，坂本 達也委員，石田 ゆり委員  "
    "2 条例第2条第2号委員（2名）    大豆生田 敬委員，大野 耕一郎委員  "
    "3 公益代表（1名）    柏木 誠二委員  "
    "4 条例第2条第4号委員（3名）    北部建設事務所長   森田 剛委員    "
    "赤布消防署予防課長     高橋 繁（渡部 信夫委員代理）    建築指導事務所長    名田 伸明委員"
)


def test_each_article_begins_a_group() -> None:
    found = entries(LIST, "出席委員")
    assert [(entry.name_text, entry.group) for entry in found] == [
        ("青木 玲子委員", "条例第2条第1号委員（3名）"),
        ("坂本 達也委員", "条例第2条第1号委員（3名）"),
        ("石田 ゆり委員", "条例第2条第1号委員（3名）"),
        ("大豆生田 敬委員", "条例第2条第2号委員（2名）"),
        ("大野 耕一郎委員", "条例第2条第2号委員（2名）"),
        ("柏木 誠二委員", "公益代表（1名）"),
        ("森田 剛委員", "条例第2条第4号委員（3名）"),
        ("高橋 繁", "条例第2条第4号委員（3名）"),
        ("名田 伸明委員", "条例第2条第4号委員（3名）"),
    ]
    posts = [entry.office or entry.position for entry in found[-3:]]
    assert posts == ["北部建設事務所長", "赤布消防署予防課長", "建築指導事務所長"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # The dictionary has 大豆生田 as a place, and 八月一日 as no word.
        ("大豆生田 敬委員", ["大豆生田 敬委員"]),
        ("八月一日 敬委員", ["八月一日 敬委員"]),
        # A common word, an office, a wide gap, and a family name before the position.
        ("学識経験者 敬委員", ["敬委員"]),
        ("総務課 敬委員", ["敬委員"]),
        ("見本 青木委員", ["青木委員"]),
    ],
)
def test_a_family_name_may_be_known_for_a_place_alone(text: str, names: list[str]) -> None:
    persons, _ = persons_in(text)
    assert [text[person.start : person.end] for person in persons] == names

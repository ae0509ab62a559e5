from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.release.metadata.data_dictionary import data_dictionary
from schemas import RELEASE_TABLES
from schemas.table import columns_of
from schemas.vocabulary import Vocabulary

DOCUMENT = Path(__file__).parents[4] / "docs/data-dictionary.md"


@pytest.fixture(scope="module")
def sections() -> dict[str, str]:
    """The text under each heading of the second and third level."""
    _, *parts = re.split(r"^##+ (.+)$", data_dictionary(), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.skipif(not DOCUMENT.exists(), reason="make docs has not run")
def test_the_document_is_the_dictionary_of_the_schemas() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == data_dictionary(), "run make docs"


def test_it_ends_with_one_line_feed() -> None:
    assert data_dictionary().endswith("|\n")


@pytest.mark.parametrize("table_name", RELEASE_TABLES)
def test_every_table_and_column_is_in_it(sections: dict[str, str], table_name: str) -> None:
    lines = sections[table_name].splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("| `")]
    columns = columns_of(RELEASE_TABLES[table_name])
    assert [cells[0].strip() for cells in rows] == [f"`{column.name}`" for column in columns]
    for cells, column in zip(rows, columns, strict=True):
        assert len(cells) == 5
        assert cells[2].strip() == ("yes" if column.nullable else "no")
        assert cells[3].strip().startswith(column.en)
        assert cells[4].strip() == column.ja


@pytest.mark.parametrize("vocabulary", Vocabulary.__subclasses__(), ids=lambda each: each.__name__)
def test_every_value_of_a_vocabulary_is_in_it(
    sections: dict[str, str], vocabulary: type[Vocabulary]
) -> None:
    lines = sections[vocabulary.__name__].splitlines()
    rows = [line for line in lines if line.startswith("| `")]
    assert rows == [f"| `{each.value}` | {each.en} | {each.ja} |" for each in vocabulary]


@pytest.mark.parametrize(
    "line",
    [
        "Key / 主キー: `document_id`, `ordinal`",
        "Published as Parquet alone. / Parquet だけで公開する。",
        "In Parquet alone / CSV にない列: `text`",
        "A meeting, as its record states it or its publisher gives it; what neither says is null. "
        "/ 会議",
        "| `date_basis` | String | yes | Whether the record states date, or its publisher gives "
        "it; null where it is null. (one of [Basis](#basis)) "
        "| 開催日の根拠（記録の記載か、公表者によるか。値がなければ欠損） |",
        "| `session` | Int32 | yes | Number of the meeting (回), in digits. | 回（数字のみ） |",
        "| `floor` | Int32 | yes | Floor; basements are negative. | 階（地階は負の数） |",
        "| `meeting_id` | String | no | Meeting. (references `meetings.meeting_id`) | 会議ID |",
        "| `presence` | String | no | Whether the person took part. "
        "(one of [Presence](#presence)) | 出欠 |",
        "| `duration_minutes` | Int32 | yes | Minutes from start to end; negative where the "
        "source has the end before the start. (in minutes) | 所要時間（分） |",
        "| `proxy` | present for somebody else | 代理出席 |",
    ],
)
def test_a_line_reads_so(line: str) -> None:
    assert line in data_dictionary().splitlines()


def test_a_vocabulary_is_where_its_columns_link_to(sections: dict[str, str]) -> None:
    links = re.findall(r"\[(\w+)\]\(#(\w+)\)", data_dictionary())
    assert links
    for name, anchor in links:
        assert name in sections
        assert anchor == name.lower()

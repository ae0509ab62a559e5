from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandera.polars as pa
import polars as pl
import pytest

from pipeline.checks import CHECKS
from pipeline.checks.schema import foreign_keys_check
from schemas import LINKED_TABLES, RELEASE_TABLES
from schemas.table import Column, columns_of, holds, polars_schema, primary_key
from schemas.vocabulary import Stage
from tests.schemas.rows import ROWS

OTHER_TYPES = {
    pl.String: pl.Categorical(),
    pl.Int32: pl.Int64(),
    pl.Int64: pl.Int32(),
    pl.Float64: pl.Float32(),
    pl.Boolean: pl.Int8(),
    pl.Date: pl.Datetime("us"),
    pl.Time: pl.Duration("us"),
    pl.Datetime: pl.Datetime("us", "UTC"),
}


@dataclass(frozen=True)
class Case:
    """A frame that breaks a rule. `broken` holds the names of the rules and what they are of."""

    table_name: str
    name: str
    frame: pl.DataFrame
    broken: frozenset[tuple[str, str]]

    @property
    def rule(self) -> str:
        return self.name.rpartition("-")[2]


def valid(table_name: str) -> pl.DataFrame:
    return pl.DataFrame([ROWS[table_name]], schema=polars_schema(RELEASE_TABLES[table_name]))


def column_cases(table_name: str, column: Column) -> Iterator[Case]:
    good = valid(table_name)

    def case(rule: str, frame: pl.DataFrame, *broken: str) -> Case:
        pairs = frozenset((name, column.name) for name in broken)
        return Case(table_name, f"{column.name}-{rule}", frame, pairs)

    def holding(value: object) -> pl.DataFrame:
        return good.with_columns(pl.lit(value, dtype=column.dtype).alias(column.name))

    # A value that is no text matches no pattern either.
    also = ["str_matches"] if column.pattern else []
    other = OTHER_TYPES[type(column.dtype)]
    yield case("type", good.with_columns(pl.col(column.name).cast(other)), "dtype", *also)
    yield case("missing", good.drop(column.name), "column_in_dataframe")
    if not column.nullable:
        yield case("null", holding(None), "not_nullable")
    if column.vocabulary:
        yield case("vocabulary", holding("not_in_it"), "isin")
    if column.minimum is not None:
        yield case("minimum", holding(column.minimum - 1), "greater_than_or_equal_to")
    if column.pattern:
        yield case("pattern", holding("/§ §"), "str_matches")
    if column.dtype == pl.String:
        closed = ["isin"] if column.vocabulary else []
        yield case("empty", holding(""), "no_empty_text", *closed, *also)


def table_cases(table_name: str) -> Iterator[Case]:
    good = valid(table_name)
    second, first, *rest = good.columns
    swapped = good.select(first, second, *rest)

    def case(rule: str, frame: pl.DataFrame, broken: str, of: str) -> Case:
        return Case(table_name, rule, frame, frozenset({(broken, of)}))

    yield case("extra", good.with_columns(surplus=1), "column_in_schema", "surplus")
    yield case("order", swapped, "column_ordered", first)
    yield case("key", pl.concat([good, good]), "multiple_fields_uniqueness", table_name)
    for column in columns_of(RELEASE_TABLES[table_name]):
        yield from column_cases(table_name, column)


CASES = [case for table_name in RELEASE_TABLES for case in table_cases(table_name)]
FIRST = {(case.table_name, case.rule): case.name for case in reversed(CASES)}
"""The name of the first case, by table and rule."""
REFERENCES = [
    (table_name, column)
    for table_name, table in RELEASE_TABLES.items()
    for column in columns_of(table)
    if column.references
]


def broken_rules(table_name: str, frame: pl.DataFrame) -> set[tuple[str, str]]:
    with pytest.raises(pa.errors.SchemaErrors) as raised:
        RELEASE_TABLES[table_name].validate(frame, lazy=True)
    broken = set()
    for failure in raised.value.failure_cases.iter_rows(named=True):
        rule = failure["check"].split("(")[0]
        if failure["schema_context"] == "Column":
            broken.add((rule, failure["column"]))
        elif rule.startswith("column_"):
            broken.add((rule, failure["failure_case"]))
        elif rule == "no_empty_text":
            empty = [name for name in frame.columns if frame[name].to_list() == [""]]
            broken.update((rule, name) for name in empty)
        else:
            broken.add((rule, table_name))
    return broken


@pytest.mark.parametrize("table_name", RELEASE_TABLES)
def test_the_hand_written_row_is_valid(table_name: str) -> None:
    good = valid(table_name)
    assert RELEASE_TABLES[table_name].validate(good, lazy=True).equals(good)
    assert holds(RELEASE_TABLES[table_name], good)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.table_name}-{case.name}")
def test_a_frame_that_breaks_one_rule_does_not_hold(case: Case) -> None:
    assert not holds(RELEASE_TABLES[case.table_name], case.frame)


# Pandera is asked for the first case of each rule of a table; the others take their time.
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{case.table_name}-{case.name}",
            marks=[] if case.name == FIRST[case.table_name, case.rule] else [pytest.mark.long],
        )
        for case in CASES
    ],
)
def test_a_frame_that_breaks_one_rule_is_refused_for_it(case: Case) -> None:
    assert broken_rules(case.table_name, case.frame) == case.broken


@pytest.mark.parametrize("table_name", RELEASE_TABLES)
def test_there_is_a_case_for_every_rule_that_the_model_declares(table_name: str) -> None:
    schema = RELEASE_TABLES[table_name].to_schema()
    assert (schema.strict, schema.ordered) == (True, True)
    declared = ["extra", "order", *(["key"] if schema.unique else [])]
    for name, field in schema.columns.items():
        declared += [f"{name}-type", f"{name}-missing"]
        declared += [] if field.nullable else [f"{name}-null"]
        declared += [f"{name}-{check.name}" for check in field.checks]
        declared += [f"{name}-empty"] if field.dtype.type == pl.String else []
    renamed = {
        "vocabulary": "isin",
        "minimum": "greater_than_or_equal_to",
        "pattern": "str_matches",
    }
    tested = []
    for case in CASES:
        if case.table_name == table_name:
            column, _, rule = case.name.rpartition("-")
            tested.append(f"{column}-{renamed[rule]}" if rule in renamed else case.name)
    assert sorted(tested) == sorted(declared)
    assert [check.name for check in schema.checks] == ["no_empty_text"]


@pytest.mark.parametrize(
    ("table_name", "column"),
    [(name, column) for name, table in RELEASE_TABLES.items() for column in columns_of(table)],
    ids=lambda part: part if isinstance(part, str) else part.name,
)
def test_what_no_rule_forbids_is_accepted(table_name: str, column: Column) -> None:
    allowed: list[object] = [ROWS[table_name][column.name]]
    allowed += [None] if column.nullable else []
    allowed += column.vocabulary.values() if column.vocabulary else []
    if column.dtype.is_integer():
        allowed.append(-1 if column.minimum is None else column.minimum)
    frames = [
        valid(table_name).with_columns(pl.lit(value, dtype=column.dtype).alias(column.name))
        for value in allowed
    ]
    assert [holds(RELEASE_TABLES[table_name], frame) for frame in frames] == [True] * len(frames)
    # Pandera is asked once: of rows with one key it may find fault with that alone.
    together = pl.concat([*frames, frames[0]])
    assert broken_rules(table_name, together) == {("multiple_fields_uniqueness", table_name)}


def test_a_row_of_a_compound_key_may_repeat_a_part_of_it() -> None:
    assert primary_key(RELEASE_TABLES["blocks"]) == ["document_id", "ordinal"]
    rows = pl.concat([valid("blocks"), valid("blocks").with_columns(ordinal=pl.lit(2, pl.Int32))])
    assert RELEASE_TABLES["blocks"].validate(rows, lazy=True).height == 2
    assert holds(RELEASE_TABLES["blocks"], rows)


def test_one_bad_row_among_good_ones_is_found() -> None:
    rows = [valid("blocks").with_columns(ordinal=pl.lit(n, pl.Int32)) for n in range(1, 4)]
    assert holds(RELEASE_TABLES["blocks"], pl.concat(rows))
    rows[1] = rows[1].with_columns(kind=pl.lit("not_in_it"))
    assert not holds(RELEASE_TABLES["blocks"], pl.concat(rows))


@pytest.mark.parametrize("table_name", RELEASE_TABLES)
def test_no_rows_are_valid(table_name: str) -> None:
    assert holds(RELEASE_TABLES[table_name], valid(table_name).clear())


@pytest.mark.parametrize(
    ("table_name", "column"), REFERENCES, ids=lambda part: getattr(part, "name", part)
)
def test_a_foreign_key_that_leads_nowhere_is_found(table_name: str, column: Column) -> None:
    check = foreign_keys_check(table_name, Stage.NORMALISATION)
    frames = {name: valid(name) for name in RELEASE_TABLES}
    assert check.failing(frames).is_empty()
    lost = frames[table_name].with_columns(pl.lit("nowhere").alias(column.name))
    found = check.failing({**frames, table_name: lost})
    assert found.select("column", "leads_to").rows() == [(column.name, "nowhere")]


@pytest.mark.parametrize(
    ("table_name", "column"), REFERENCES, ids=lambda part: getattr(part, "name", part)
)
def test_a_foreign_key_is_lost_with_its_target(table_name: str, column: Column) -> None:
    target, key = str(column.references).split(".")
    frames = {name: valid(name) for name in RELEASE_TABLES}
    led = frames[table_name].with_columns(pl.lit(ROWS[target][key]).alias(column.name))
    check = foreign_keys_check(table_name, Stage.NORMALISATION)
    assert check.failing({**frames, table_name: led}).is_empty()
    if target != table_name:
        found = check.failing({**frames, table_name: led, target: valid(target).clear()})
        assert column.name in found["column"].to_list()


def test_every_table_with_foreign_keys_has_its_check() -> None:
    registered = {check.name for checks in CHECKS.values() for check in checks}
    # A release checks those of its linked tables, and those of sentences and tokens are made of
    # the keys that sentences_cover_texts compares.
    others = {*LINKED_TABLES, "sentences", "tokens"}
    assert {f"{name}_foreign_keys" for name, _ in REFERENCES if name not in others} == {
        name for name in registered if name.endswith("_foreign_keys")
    }

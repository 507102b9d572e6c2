"""A table is checked cell by cell, and every fault is named at once."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from geo.cells import MAX_TEXT, Column, cell_text
from geo.errors import LayerError, Problem
from geo.schema import SHOWN_ROWS, Schema, texts_of
from tests.geo.support import codes, values

CLINICS = Schema(
    "clinics",
    "clinics.csv",
    {
        "code": Column("code", form="64.08"),
        "name": Column(),
        "beds": Column("count", "beds", minimum=1, maximum=99),
    },
    key="code",
    most_rows=20,
)
GOOD = {
    "code": ["64.09", "64.08", "01.02"],
    "name": ["B", "A", "C"],
    "beds": ["2", "1", "99"],
}


def fault(column: Column, cell: str) -> str | None:
    """Return what a column says about a cell."""
    return column.fault(cell)


def test_a_faultless_table_is_typed_labelled_and_sorted() -> None:
    """Leading zeros stay, whole numbers are whole, the key is the index."""
    frame = CLINICS.frame(GOOD)
    assert list(frame.index) == ["01.02", "64.08", "64.09"]
    assert list(frame["beds"]) == [99, 1, 2]
    assert frame["beds"].dtype == np.int64


def test_all_faults_are_named_in_one_round() -> None:
    """One table with eight faults gives eight problems, each with its rows."""
    texts = {
        "code": ["64.08", "64.08", "6408", ""],
        "beds": ["0", "1,5", "two", "100"],
        "colour": ["", "", "", ""],
    }
    with pytest.raises(LayerError) as caught:
        CLINICS.frame(texts)
    assert codes(caught.value) == [
        "column_missing",
        "column_unknown",
        "code_invalid",
        "value_missing",
        "value_too_low",
        "decimal_comma",
        "number_invalid",
        "value_too_high",
        "code_duplicate",
    ]
    assert caught.value.layer == "clinics"


def test_a_problem_names_layer_file_column_rows_example_and_limit() -> None:
    """The wording can say what is wrong, where, and how to mend it."""
    (problem,) = CLINICS.problems({**GOOD, "beds": ["2", "0", "99"]})
    assert problem == Problem.of(
        "value_too_low",
        layer="clinics",
        file="clinics.csv",
        column="beds",
        rows=("64.08",),
        count=1,
        example="0",
        unit="beds",
        minimum=1,
        maximum=99,
    )


def test_rows_without_a_key_are_named_by_their_line() -> None:
    """The header is line 1, as a spreadsheet shows it."""
    problems = CLINICS.problems({**GOOD, "code": ["64.09", "", "01.02"]})
    assert values(problems[0])["rows"] == ("#3",)


def test_many_rows_are_counted_and_only_some_are_shown() -> None:
    """A thousand faulty rows do not make a thousand lines."""
    texts = {
        "code": [f"01.{place:02d}" for place in range(9)],
        "name": [""] * 9,
        "beds": ["1"] * 9,
    }
    (problem,) = CLINICS.problems(texts)
    assert values(problem)["count"] == 9
    assert len(values(problem)["rows"]) == SHOWN_ROWS


def test_a_table_without_rows_is_refused() -> None:
    """A header alone is no layer."""
    (problem,) = CLINICS.problems({name: [] for name in GOOD})
    assert problem.code == "layer_empty"


def test_a_table_may_have_its_most_rows_and_not_one_more() -> None:
    """Exactly the limit is in order."""
    full = {
        "code": [f"01.{place:02d}" for place in range(20)],
        "name": ["x"] * 20,
        "beds": ["1"] * 20,
    }
    assert CLINICS.problems(full) == []
    over = {name: [*cells, cells[0]] for name, cells in full.items()}
    assert [problem.code for problem in CLINICS.problems(over)] == ["rows_too_many"]


def test_a_missing_column_is_blank() -> None:
    """Nothing is guessed in place of what is missing; the rest can be looked at."""
    typed = CLINICS.typed({"code": ["64.08"], "name": ["A"]})
    assert typed["name"].tolist() == ["A"]
    assert typed["beds"].isna().all()


def test_a_faulty_cell_is_blank_and_its_row_stays() -> None:
    """The other checks look at these; a row without a key has its line."""
    typed = CLINICS.typed({**GOOD, "beds": ["2", "", "x"], "code": ["1.1", "", "z"]})
    assert list(typed.index) == ["1.1", "#3", "z"]
    assert typed["beds"].tolist()[0] == 2
    assert typed["beds"].isna().tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("0.5", None),
        ("-0.5", "value_too_low"),
        (".5", None),
        ("1e3", "value_too_high"),
        ("10", None),
        ("10.0001", "value_too_high"),
        ("nan", "number_invalid"),
        ("inf", "number_invalid"),
        ("-inf", "number_invalid"),
        ("1e999", "number_invalid"),
        ("0x10", "number_invalid"),
        ("1_000", "number_invalid"),
        ("٣", "number_invalid"),
        ("116,5", "decimal_comma"),
        ("1.204,5", "decimal_comma"),
        ("1 204", "number_invalid"),
        ("", "value_missing"),
    ],
)
def test_a_number_is_taken_as_written_or_refused(cell: str, code: str | None) -> None:
    """Nothing that is no plain number slips in: limits themselves are allowed."""
    assert fault(Column("number", minimum=0.0, maximum=10.0), cell) == code


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        (Column("count"), "12.0", None),
        (Column("count"), "12.5", "number_not_whole"),
        (Column("count"), "twelve", "number_invalid"),
        (Column("flag"), "1", None),
        (Column("flag"), "yes", "flag_invalid"),
        (Column("choice", choices=("a", "b")), "b", None),
        (Column("choice", choices=("a", "b")), "c", "choice_unknown"),
        (Column("code", form="64.08.01"), "64.08.12", None),
        (Column("code", form="64.08.01"), "64.8.12", "code_invalid"),
        (Column("code", form="64.08.01"), "64-08-12", "code_invalid"),
        (Column("code", form="64.08.01"), "64.08.1٣", "code_invalid"),
        (Column("codes", form="64.08"), "64.08 64.09", None),
        (Column("codes", form="64.08"), "64.08,64.09", "code_invalid"),
        (Column(), "x" * MAX_TEXT, None),
        (Column(), "x" * (MAX_TEXT + 1), "text_too_long"),
        (Column(), "two\nlines", "text_control"),
        (Column(), "nul\x00", "text_control"),
        (Column(), "{{7*7}} <img src=x onerror=alert(1)> $x$", None),
        (Column(blank=True), "", None),
    ],
)
def test_a_cell_is_in_order_or_its_fault_has_a_name(
    column: Column, cell: str, code: str | None
) -> None:
    """Hostile names are names: they are shown as written, never refused or run."""
    assert fault(column, cell) == code


def test_blank_numbers_are_nan_and_make_a_column_of_floats() -> None:
    """Unknown is nan, never 0."""
    series = Column("count", blank=True).series(["3", ""])
    assert series[0] == 3.0
    assert math.isnan(series[1])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (math.nan, ""),
        (pd.NA, ""),
        (np.float64(0.5), "0.5"),
        (117.578490, "117.57849"),
        (12, "12"),
        (True, "1"),
        (np.bool_(0), "0"),
        (("64.08.01", "64.08.02"), "64.08.01 64.08.02"),
        (["64.08.01"], "64.08.01"),
        ("007", "007"),
    ],
)
def test_a_value_becomes_the_text_it_came_from(value: object, text: str) -> None:
    """What is written can be read back the same."""
    assert cell_text(value) == text


def test_a_typed_table_becomes_text_and_the_same_table_again() -> None:
    """Checking a typed layer and checking its file are one thing."""
    frame = CLINICS.frame(GOOD)
    pd.testing.assert_frame_equal(CLINICS.frame(texts_of(frame)), frame)


def test_further_columns_must_fit_their_rule() -> None:
    """Figures of one election need no new code, but they must be figures."""
    schema = Schema("x", "x.csv", {"a": Column()}, further=Column("number"))
    assert schema.problems({"a": ["1"], "votes": ["12"]}) == []
    (problem,) = schema.problems({"a": ["1"], "votes": ["a dozen"]})
    assert (problem.code, values(problem)["column"]) == ("number_invalid", "votes")


def test_an_index_that_is_also_a_column_is_written_once() -> None:
    """A table from an editor may carry its key twice."""
    frame = CLINICS.frame(GOOD)
    frame["code"] = frame.index
    assert texts_of(frame)["code"] == ["01.02", "64.08", "64.09"]

"""Tables that cannot be used: every fault of both is named, in one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from numpy.testing import assert_allclose

from geo.errors import ScenarioError, TableError
from geo.reading import MAX_BYTES
from risk.own.meta import MOST_ROWS
from risk.own.steps import read_steps
from risk.own.tables import read_tables
from tests.risk.own.tables import DATA, META, Words, build, faults, read, write

if TYPE_CHECKING:
    from pathlib import Path

DIVIDED: Words = {"denominate": True}
SCALED: Words = {"normalise": "min-max"}


def edited(text: str, *changes: tuple[str, str]) -> str:
    """Replace parts of a text, each of which must be there."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


# One fault of iMeta: what is changed, and the code and values that tell it.
META_FAULTS: dict[str, tuple[tuple[str, str], str, str]] = {
    "unknown parent": (("1,q,1,1,Ind", "1,r,1,1,Ind"), "parent_unknown", "r"),
    "parent that is no aggregate": (("1,q,1,1", "1,grp,1,1"), "parent_unknown", "grp"),
    "weight 0": (("1,p,-1,3", "1,p,-1,0"), "weight_not_positive", "('b',)"),
    "negative weight": (("1,p,-1,3", "1,p,-1,-3"), "weight_not_positive", "-3"),
    "weight nan": (("1,p,-1,3", "1,p,-1,NaN"), "number_invalid", "NaN"),
    "weight in letters": (("1,p,-1,3", "1,p,-1,two"), "number_invalid", "two"),
    "infinite weight": (("1,p,-1,3", "1,p,-1,inf"), "number_invalid", "inf"),
    "blank weight": (("1,p,-1,3", "1,p,-1,"), "value_missing", "Weight"),
    "NA for a weight": (("1,p,-1,3", "1,p,-1,NA"), "value_missing", "Weight"),
    "code twice": (("c,Gamma", "b,Gamma"), "code_duplicate", "iCode"),
    "blank code": (("c,Gamma", ",Gamma"), "value_missing", "iCode"),
    "direction 2": (("1,p,-1,3", "1,p,2,3"), "direction_invalid", "2"),
    "direction in letters": (("1,p,-1,3", "1,p,up,3"), "number_invalid", "up"),
    "blank direction": (("1,p,-1,3", "1,p,,3"), "value_missing", "Direction"),
    "blank level": (("Beta,1,", "Beta,,"), "value_missing", "Level"),
    "half a level": (("Beta,1,", "Beta,1.5,"), "number_not_whole", "Level"),
    "level 0": (("Beta,1,", "Beta,0,"), "value_too_low", "Level"),
    "level too high": (("Beta,1,", "Beta,2,"), "parent_level", "('b',)"),
    "unknown type": ((",Group,", ",Grup,"), "choice_unknown", "Grup"),
    "several roots": (("2,i,1,1", "2,,1,1"), "roots_several", "('q', 'i')"),
    "no root": (("i,Index,3,,1,,Aggregate", "i,Index,3,,1,,Other"), "root_missing", ""),
    "part without a parent": (("Gamma,1,q", "Gamma,1,"), "roots_several", "'c'"),
    "empty aggregate": (("Gamma,1,q", "Gamma,1,p"), "aggregate_empty", "('q',)"),
    "unknown denominator": (("cator,pop", "cator,pip"), "denominator_unknown", "pip"),
    "indicator to divide by": (("cator,pop", "cator,a"), "denominator_unknown", "a"),
    "no column in iData": (("c,Gamma", "d,Gamma"), "column_missing", "column=d"),
    "control character": (("c,Gamma", "c,Gam\x1bma"), "text_control", "iName"),
}


@pytest.mark.parametrize("fault", META_FAULTS)
def test_a_fault_of_imeta(fault: str, tmp_path: Path) -> None:
    """Named with its place and what was written, whatever the steps."""
    change, code, named = META_FAULTS[fault]
    told = faults(tmp_path, meta=edited(META, change))
    assert any(one.startswith(f"{code} ") and named in one for one in told), told
    assert len(set(told)) == len(told)


DATA_FAULTS: dict[str, tuple[tuple[str, str], str, str]] = {
    "letters": (("X,Ex,1,", "X,Ex,one,"), "number_invalid", "one"),
    "infinite": (("X,Ex,1,", "X,Ex,inf,"), "number_invalid", "inf"),
    "more than a number holds": (("X,Ex,1,", "X,Ex,1e999,"), "number_invalid", "1e999"),
    "too far out": (("X,Ex,1,", "X,Ex,1e31,"), "value_too_high", "1e31"),
    "nan": (("X,Ex,1,", "X,Ex,nan,"), "number_invalid", "nan"),
    "decimal comma": (("X,Ex,1,", 'X,Ex,"1,5",'), "decimal_comma", "1,5"),
    "letters to divide by": ((",4,s", ",four,s"), "number_invalid", "four"),
    "area twice": (("Y,Wye", "X,Wye"), "code_duplicate", "uCode"),
    "blank area": (("Y,Wye", ",Wye"), "value_missing", "uCode"),
    "no areas": (("uCode,", "unit,"), "column_missing", "uCode"),
    "no indicator": (("a,b,c", "a,b,d"), "column_missing", "column=c"),
    "column twice": (("a,b,c", "a,b,b"), "column_duplicate", "('b',)"),
    "row too long": ((",4,s", ",4,s,t"), "row_length", "#4"),
    "open quote": (("Ex,1", '"Ex,1'), "csv_invalid", "iData.csv"),
}


@pytest.mark.parametrize("fault", DATA_FAULTS)
def test_a_fault_of_idata(fault: str, tmp_path: Path) -> None:
    """Likewise."""
    change, code, named = DATA_FAULTS[fault]
    told = faults(tmp_path, data=edited(DATA, change))
    assert any(one.startswith(f"{code} ") and named in one for one in told), told


def test_faults_of_both_are_told_at_once(tmp_path: Path) -> None:
    """Each by its code, iMeta first."""
    data = edited(DATA, ("X,Ex,1,", "X,Ex,one,"), ("Y,Wye", "X,Wye"), (",5,", ",,"))
    data = edited(data, ("20,8,4", "20,,4"))
    meta = edited(META, ("1,p,-1,3", "1,p,2,-3"), ("Alpha,1,p", "Alpha,1,z"))
    told = faults(tmp_path, data, meta, impute="group-mean:region")
    assert [one.partition(" ")[0] for one in told] == [
        "direction_invalid",
        "weight_not_positive",
        "parent_unknown",
        "number_invalid",
        "code_duplicate",
        "columns_blank",
        "group_column",
    ]


def test_a_circle_is_named(tmp_path: Path) -> None:
    """The p and q part of each other, with no root, and one part of itself."""
    meta = edited(META, ("2,i,1,2", "2,q,1,2"), ("2,i,1,1", "2,p,1,1"))
    told = faults(tmp_path, meta=meta)
    assert any("parent_cycle" in one and "('p', 'q')" in one for one in told)
    assert not any("parent_level" in one for one in told)
    meta = edited(META, ("i,Index,3,,", "i,Index,3,i,"))
    told = faults(tmp_path, meta=meta)
    assert [one.partition(" ")[0] for one in told] == ["value_missing", "parent_cycle"]


def test_no_indicator_at_all(tmp_path: Path) -> None:
    """Only the aggregates are there."""
    meta = META.replace("Indicator", "Other")
    told = faults(tmp_path, meta=meta)
    assert [one.partition(" ")[0] for one in told] == [
        "indicators_none",
        "aggregate_empty",
    ]


def test_what_only_a_step_needs(tmp_path: Path) -> None:
    """A constant indicator, a nought to divide by, goalposts, means for each level."""
    same = edited(DATA, ("20,8,4", "20,5,4"))
    (told,) = faults(tmp_path, same, **SCALED)
    assert told.startswith("columns_constant columns=('c',)")
    assert faults(tmp_path, same) == []
    nought = edited(DATA, (",4,s", ",0,s"))
    (told,) = faults(tmp_path, nought, **DIVIDED)
    assert told.startswith("denominator_zero column=pop")
    assert "('Z',)" in told
    assert faults(tmp_path, nought) == []
    (told,) = faults(tmp_path, normalise="goalposts")
    assert told.startswith("goalposts_missing count=3")
    (told,) = faults(tmp_path, aggregate="arithmetic,geometric,harmonic")
    assert told.startswith("means_count")
    assert "given=3" in told
    assert "wanted=2" in told


def test_a_column_that_is_divided_may_be_constant_before(tmp_path: Path) -> None:
    """10 / 1, 10 / 2, 10 / 4."""
    data = edited(DATA, ("2,30", "2,10"), ("3,20", "3,10"))
    assert faults(tmp_path, data, **DIVIDED, **SCALED) == []
    assert faults(tmp_path, data, **SCALED) != []


def test_goalposts_must_differ(tmp_path: Path) -> None:
    """The same twice leaves no scale."""
    ends = ["GoalpostBest,GoalpostWorst", "1,0", "2,2", "0,1", *[","] * 5]
    pairs = zip(META.splitlines(), ends, strict=True)
    meta = "\n".join(f"{row},{end}" for row, end in pairs)
    (told,) = faults(tmp_path, meta=meta, normalise="goalposts")
    assert "rows=('b',)" in told


def test_an_own_mean_needs_a_range_above_nought(tmp_path: Path) -> None:
    """As the option does; and it is one of the known."""
    own = ["Mean", "", "", "", "inform", "", "", "", ""]
    pairs = zip(META.splitlines(), own, strict=True)
    meta = "\n".join(f"{row},{mean}" for row, mean in pairs)
    (told,) = faults(tmp_path, meta=meta, scale="-10,0")
    assert told == "inform_range value=-10,0"
    told = faults(tmp_path, meta=meta.replace(",inform", ",median"))[0]
    assert told.startswith("choice_unknown choices=('arithmetic',")


def test_an_unreadable_file_hides_nothing_of_the_other(tmp_path: Path) -> None:
    """Missing, a folder, empty, no CSV, not UTF-8, too large."""
    data, meta = write(tmp_path, edited(DATA, ("Y,Wye", "X,Wye")))
    kinds = {
        "none.csv": (None, "file_missing"),
        "empty.csv": (b"", "file_empty"),
        "binary.csv": (b"\x80\x81", "encoding_invalid"),
        "semicolons.csv": (b"uCode;a\n1;2\n", "csv_separator"),
        "big.csv": (b"x" * (MAX_BYTES + 1), "file_too_large"),
    }
    for name, (content, code) in kinds.items():
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(TableError) as refused:
            read_tables(data, path, read_steps())
        codes = [problem.code for problem in refused.value.problems]
        assert codes == [code, "code_duplicate"]
        with pytest.raises(TableError) as refused:
            read_tables(path, meta, read_steps())
        assert [problem.code for problem in refused.value.problems] == [code]
    with pytest.raises(TableError, match="file_is_folder"):
        read_tables(tmp_path, meta, read_steps())


def test_columns_missing_from_imeta(tmp_path: Path) -> None:
    """All of them at once; the data are then only asked for the areas' codes."""
    told = faults(tmp_path, meta="iCode,Weight\na,1\n")
    missing = [one for one in told if one.startswith("column_missing")]
    assert len(told) == len(missing) == 4


def test_too_many_rows_of_imeta(tmp_path: Path) -> None:
    """Every pair of indicators is looked at, so there is a limit."""
    rows = [f"x{n},,1,p,1,1,Indicator," for n in range(MOST_ROWS)]
    (told,) = faults(tmp_path, meta="\n".join([META.strip(), *rows]))
    assert told.startswith("rows_too_many")


def test_a_table_without_weights_weighs_everything_one(tmp_path: Path) -> None:
    """The column left out, or left blank throughout."""
    plain = [
        [cell for n, cell in enumerate(row.split(",")) if n != 5]
        for row in META.splitlines()
    ]
    index = build(tmp_path, meta="\n".join(",".join(row) for row in plain))
    assert_allclose(index.weights, 1)
    blank = [",".join([*row[:5], "", *row[5:]]) for row in plain]
    blank[0] = META.splitlines()[0]
    assert_allclose(build(tmp_path, meta="\n".join(blank)).weights, 1)


def test_names_are_the_codes_where_there_are_none(tmp_path: Path) -> None:
    """The columns are optional, and so is each cell."""
    tables = read(tmp_path)
    assert tables.area_names["Y"] == "Wye"
    assert tables.names["p"] == "Pe"
    data = edited(DATA, ("uCode,uName", "uCode,Time"), ("Ex", "1"), ("Wye", "1"))
    data = edited(data, ("Zed", "1"))
    meta = edited(META, ("iName", "Note"))
    tables = read(tmp_path, data, meta)
    assert tables.area_names["Y"] == "Y"
    assert tables.names["p"] == "p"
    assert tables.unused == ()
    assert read(tmp_path, edited(DATA, ("Wye", ""))).area_names["Y"] == "Y"


def test_tables_as_r_and_pandas_write_them(tmp_path: Path) -> None:
    """Row numbers without a name, NA for blank, whole numbers with a nought."""
    data = "\n".join(
        f"{name},{row}"
        for name, row in zip(["", "1", "2", "3"], DATA.splitlines(), strict=True)
    )
    meta = META.replace(",1,p,", ",1.0,p,").replace(",3,,1,,", ",3,NA,1,NA,")
    plain, again = build(tmp_path), build(tmp_path, data, meta)
    assert_allclose(again.scores, plain.scores)
    assert again.tables.unused == ()


def test_an_area_may_be_called_na(tmp_path: Path) -> None:
    """Namibia's code is a code; only where a number may be blank is NA blank."""
    tables = read(tmp_path, edited(DATA, ("Y,Wye", "NA,NA")))
    assert tables.areas == ("NA", "X", "Z")
    assert tables.area_names["NA"] == "NA"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ({"normalise": "minmax"}, ["word_unknown"]),
        ({"aggregate": "median,mode"}, ["word_unknown", "word_unknown"]),
        ({"impute": "median"}, ["word_unknown"]),
        ({"impute": "group-mean"}, ["impute_group"]),
        ({"impute": "mean:grp"}, ["impute_group"]),
        ({"scale": "100,0"}, ["range_invalid"]),
        ({"scale": "0,inf"}, ["range_invalid"]),
        ({"scale": "0"}, ["range_invalid"]),
        ({"scale": "a,b"}, ["range_invalid"]),
        ({"scale": "-5,0", "aggregate": "inform"}, ["inform_range"]),
        ({"digits": 10}, ["digits_invalid"]),
        ({"normalise": "", "scale": "1,0"}, ["word_unknown", "range_invalid"]),
    ],
)
def test_faulty_steps(words: dict[str, str], codes: list[str]) -> None:
    """Every one is named, before a file is opened."""
    with pytest.raises(ScenarioError) as refused:
        read_steps(**words)  # type: ignore[arg-type]
    assert [problem.code for problem in refused.value.problems] == codes
    if words.get("scale") == "a,b":
        assert dict(refused.value.problems[0].values)["value"] == "a,b"

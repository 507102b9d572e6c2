"""A table of minutes that somebody brings."""

from __future__ import annotations

import numpy as np
import pytest

from geo.errors import LayerError
from geo.impedance.matrix import Matrix, read_matrix
from tests.builders import desa_code

A, B, C = (desa_code(number) for number in (1, 2, 3))
INF = np.inf


def read(*rows: str, head: str = "from_id,to_id,minutes_dry,minutes_wet") -> Matrix:
    """Read a table of these rows for three desa; rain takes 1.5 times as long."""
    text = "\n".join((head, *rows))
    return read_matrix(text.encode(), "my.csv", (A, B, C), 1.5)


def codes(*rows: str, head: str = "from_id,to_id,minutes_dry,minutes_wet") -> list[str]:
    """Codes of what is wrong with a table."""
    with pytest.raises(LayerError) as caught:
        read(*rows, head=head)
    assert caught.value.layer == "travel"
    return [problem.code for problem in caught.value.problems]


def test_there_and_back_may_differ_and_a_blank_is_no_route() -> None:
    """What is not listed has none either; the diagonal is 0 unless it is given."""
    found = read(f"{A},{B},10,20", f"{B},{A},15.5,", f"{C},{C},3,4")
    assert found.minutes("dry").tolist() == [
        [0, 10, INF],
        [15.5, 0, INF],
        [INF, INF, 3],
    ]
    assert found.minutes("wet").tolist() == [[0, 20, INF], [INF, 0, INF], [INF, INF, 4]]
    assert found.wet_quality == "reported"


def test_without_a_wet_column_rain_is_assumed() -> None:
    """Dry times the fitted factor: 10 becomes 15, and is marked."""
    found = read(f"{A},{B},10", head="from_id,to_id,minutes_dry")
    assert found.minutes("wet")[0].tolist() == [0, 15, INF]
    assert found.wet_quality == "assumed"


def test_every_fault_is_named_at_once() -> None:
    """A desa that does not exist, a minus, a decimal comma, a pair twice."""
    other = desa_code(9)
    found = codes(f"{A},{other},1,1", f"{A},{B},-1,1", f'{A},{B},1,"1,5"', "x,y,1,1")
    assert set(found) == {
        *("code_unknown", "value_too_low", "decimal_comma"),
        *("code_invalid", "matrix_pair_repeated"),
    }


def test_missing_columns_are_named() -> None:
    """Nothing is guessed from other names."""
    assert codes("1", head="minutes_dry") == ["column_missing", "column_missing"]

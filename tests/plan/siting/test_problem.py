"""What a siting refuses, and that ids decide the order."""

from __future__ import annotations

import numpy as np
import pytest

from geo.errors import MethodError, Problem
from plan.siting.problem import Siting


def test_rows_stand_in_the_order_of_their_ids() -> None:
    """B before a in the file: a first in the siting, its weight and costs with it."""
    found = Siting.of(
        ["b", "a"],
        ["y", "x"],
        np.array([[1.0, 2.0], [3.0, np.inf]]),
        weight=np.array([5.0, 6.0]),
        fixed=np.array([True, False]),
    )
    assert (found.demand, found.sites) == (("a", "b"), ("x", "y"))
    assert found.cost.tolist() == [[np.inf, 3.0], [2.0, 1.0]]
    assert (found.weight.tolist(), found.standing.tolist()) == ([6.0, 5.0], [1])
    assert found.candidates.tolist() == [0]
    assert found.has_route.all()


def test_every_fault_of_the_numbers_is_named_at_once() -> None:
    """An id twice, a cost that is nan, a weight below 0, a load without end."""
    with pytest.raises(MethodError) as refused:
        Siting.of(
            ["a", "a"],
            ["x"],
            np.array([[1.0], [np.nan]]),
            weight=np.array([-1.0, 1.0]),
            load=np.array([1.0, np.inf]),
        )
    assert refused.value.problems == (
        Problem.of("siting_id_repeated", table="demand", ids=("a",), count=1),
        Problem.of("siting_number", column="cost", count=1),
        Problem.of("siting_number", column="weight", count=1),
        Problem.of("siting_number", column="load", count=1),
    )

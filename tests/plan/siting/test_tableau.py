"""The relaxation of a cover in a tableau, beside HiGHS, and what is left out of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from plan.siting import parted
from plan.siting.highs import solve
from plan.siting.huge import listed
from plan.siting.large import stood_in
from plan.siting.models import fewest_sites
from plan.siting.narrowed import narrowed
from plan.siting.parted import fewest_parted
from plan.siting.tableau import CHEAPER, Corner, Tableau, lessened
from tests.plan.siting.coverage_cases import pairs_of_five

if TYPE_CHECKING:
    from geo.units import Bools, Floats
    from plan.siting.tableau import Ended


@st.composite
def covers(draw: st.DrawFn) -> csr_array:
    """Up to 12 rows and 9 columns, every row with a column."""
    rows, columns = draw(st.integers(1, 12)), draw(st.integers(1, 9))
    source = np.random.default_rng(draw(st.integers(0, 10**6)))
    reach = source.random((rows, columns)) < draw(st.sampled_from([0.2, 0.4, 0.7]))
    reach[np.arange(rows), source.integers(0, columns, rows)] = True
    return csr_array(reach.astype(float))


def _bound(ended: Ended, lower: Floats, upper: Floats) -> float:
    least = np.where(ended.loss < 0, ended.loss * upper, ended.loss * lower)
    return float(ended.prices.sum() + least.sum())


def _by_highs(reach: csr_array, lower: Floats, upper: Floats) -> float:
    model = fewest_sites(reach, whole=False)
    return solve(replace(model, lower=lower, upper=upper)).objective


def _free(columns: int) -> tuple[Floats, Floats]:
    return np.zeros(columns), np.ones(columns)


def _left(reach: csr_array, rows: Bools, columns: Bools) -> None:
    held = reach.toarray() > 0
    lists = listed(reach.tocsc()), listed(reach)
    narrowed(lists, (np.ascontiguousarray(held.T), held), rows, columns)


def _fewest(reach: Bools) -> int:
    """By trying all sets, the smaller first."""
    return next(
        size
        for size in range(reach.shape[1] + 1)
        for chosen in combinations(range(reach.shape[1]), size)
        if reach[:, list(chosen)].any(axis=1).all()
    )


def test_halves_of_five_sites_reach_what_lies_between() -> None:
    """By hand: 2.5 sites, each point pays a quarter of the four points of a site."""
    lower, upper = _free(5)
    ended = Tableau(pairs_of_five()).solved(lower, upper)
    assert ended.is_best
    assert ended.values == pytest.approx(0.5)
    assert ended.loss == pytest.approx(0.0, abs=CHEAPER)
    assert _bound(ended, lower, upper) == pytest.approx(2.5, abs=5 * CHEAPER)


@pytest.mark.parametrize(
    ("decided", "values", "least"),
    [(0.0, [1, 1, 0, 1, 1], 4.0), (1.0, [0.5, 0.5, 1, 0.5, 0.5], 3.0)],
    ids=["closed", "taken"],
)
def test_a_site_decided_leaves_the_four_others(
    decided: float, values: list[float], least: float
) -> None:
    """Closed, each of them alone has a point it shared; taken, halves of them do.

    From where the halves of all five ended or not.
    """
    tableau = Tableau(pairs_of_five())
    lower, upper = _free(5)
    start = tableau.solved(lower, upper).corner
    lower[2] = upper[2] = decided
    for corner in (start, None):
        ended = tableau.solved(lower, upper, start=corner)
        assert ended.values == pytest.approx(values)
        assert _bound(ended, lower, upper) == pytest.approx(least, abs=5 * CHEAPER)


def test_a_site_taken_that_is_not_needed_costs_one_more() -> None:
    """The first reaches all three points; the second is opened all the same."""
    reach = csr_array(np.array([[1, 1, 0], [1, 0, 1], [1, 0, 0]], float))
    tableau = Tableau(reach)
    lower, upper = _free(3)
    start = tableau.solved(lower, upper).corner
    lower[1] = 1.0
    ended = tableau.solved(lower, upper, start=start)
    assert ended.values == pytest.approx([1, 1, 0])
    assert _bound(ended, lower, upper) == pytest.approx(2.0, abs=2 * CHEAPER)
    assert -ended.corner.cost[-1] == pytest.approx(2.0, abs=2 * CHEAPER)


@settings(deadline=None)
@given(covers(), st.data())
def test_every_corner_on_the_way_bounds_as_highs_does(
    reach: csr_array, data: st.DataObject
) -> None:
    """Columns closed or taken one after the other, what is spare left out between."""
    tableau = Tableau(reach)
    columns = reach.shape[1]
    lower, upper = _free(columns)
    start = None
    for column in data.draw(st.permutations(range(columns))):
        if start is not None and lower[column] < upper[column]:
            half = data.draw(st.sampled_from([0.0, 1.0]))
            lower[column] = upper[column] = half
        if (reach @ upper < 1).any():
            return
        ended = tableau.solved(lower, upper, start=start)
        bound, least = _bound(ended, lower, upper), _by_highs(reach, lower, upper)
        assert ended.is_best
        total = -ended.corner.cost[-1]
        assert total == pytest.approx(bound, abs=columns * CHEAPER + 1e-9)
        assert least - columns * CHEAPER - 1e-9 <= bound <= least + 1e-9
        assert (reach @ ended.values >= 1 - 1e-6).all()
        assert (ended.values >= lower - 1e-6).all()
        assert ended.values[upper == 0] == pytest.approx(0.0, abs=1e-6)
        open_rows, open_columns = reach @ lower < 1, lower < upper
        open_rows &= ended.corner.has_rows(reach.shape)
        if data.draw(st.booleans()):
            _left(reach, open_rows, open_columns)
            upper[(lower == 0) & ~open_columns] = 0.0
        start = lessened(ended.corner, open_rows, open_columns)


@settings(deadline=None)
@given(covers(), st.integers(0, 3))
def test_too_few_steps_bound_from_below(reach: csr_array, steps: int) -> None:
    """And are not called the best unless they are."""
    lower, upper = _free(reach.shape[1])
    ended = Tableau(reach).solved(lower, upper, steps=steps)
    best = Tableau(reach).solved(lower, upper)
    bound, most = (_bound(one, lower, upper) for one in (ended, best))
    assert bound <= most + 1e-9
    if ended.is_best:
        assert bound == pytest.approx(most)


def test_enough_ends_early() -> None:
    """Two are proven before two and a half; the work is counted."""
    tableau = Tableau(pairs_of_five())
    tableau.enough_at(1.5)
    lower, upper = _free(5)
    ended = tableau.solved(lower, upper)
    assert not ended.is_best
    assert 1.5 <= _bound(ended, lower, upper) < 2.5
    before = tableau.work
    assert before > 0
    tableau.enough_at(np.inf)
    assert tableau.solved(lower, upper, start=ended.corner).is_best
    assert tableau.work > before


@pytest.mark.parametrize("change", [1e-3, -1e-3, np.nan])
def test_a_corner_that_rounding_spoiled_is_begun_anew(change: float) -> None:
    """Costs that the prices do not tell are not believed, nor the values there."""
    reach = csr_array(np.array([[1, 1, 0], [1, 0, 1], [1, 0, 0]], float))
    tableau = Tableau(reach)
    lower, upper = _free(3)
    start = tableau.solved(lower, upper).corner
    assert (start.free < 3).any()
    spoiled = replace(start, cost=start.cost + change, value=start.value + 5)
    ended = tableau.solved(lower, upper, start=spoiled)
    assert ended.values == pytest.approx([1, 0, 0])
    assert _bound(ended, lower, upper) == pytest.approx(1.0, abs=CHEAPER)
    assert ended.is_best


@pytest.mark.parametrize("shift", [0.5, 1.0, 2.0])
def test_values_that_rounding_spoiled_prove_nothing(
    monkeypatch: pytest.MonkeyPatch, shift: float
) -> None:
    """Too many sites told, the prices right: five are taken, four stay possible."""
    solved = Tableau.solved

    def spoiled(self: Tableau, *bounds: Floats, **asked: Any) -> Ended:  # noqa: ANN401 - handed on
        ended = solved(self, *bounds, **asked)
        return replace(ended, values=np.minimum(np.ceil(ended.values + shift), 1.0))

    monkeypatch.setattr(Tableau, "solved", spoiled)
    reach = pairs_of_five()
    six = csr_array(np.c_[reach.toarray(), np.eye(10)[:, :1]])
    chosen, least = fewest_parted(six, np.arange(6), 1, 1e12)
    assert len(chosen) >= 4
    assert least <= 4


@pytest.mark.parametrize("forgets", [False, True])
def test_rows_left_out_at_a_node_stay_left_out_below(
    monkeypatch: pytest.MonkeyPatch, forgets: bool
) -> None:
    """Two rows that come to be equal below: one is still reached, or all begun anew."""
    if forgets:
        monkeypatch.setattr(
            Corner, "has_rows", lambda _, shape: np.ones(shape[0], bool)
        )
    else:
        monkeypatch.setattr(parted, "RETRIED", 0)
    lines = ["01010100", "10000101", "00001100", "10110001", "10101100", "00011011"]
    lines += ["11111010", "10101001", "01001111", "00011010", "11110001"]
    held = np.array([[int(sign) for sign in line] for line in lines], float)
    chosen, least = fewest_parted(csr_array(held), np.arange(8), 0, 1e12)
    assert (held[:, chosen].sum(axis=1) > 0).all()
    assert (len(chosen), least) == (3, 3)


def test_the_fewest_of_a_hundred_covers_are_proven() -> None:
    """A hundred covers by chance, each beside trying all sets."""
    for seed in range(100):
        source = np.random.default_rng(seed)
        held = source.random((12, 9)) < source.uniform(0.2, 0.6)
        held[np.arange(12), source.integers(0, 9, 12)] = True
        chosen, least = fewest_parted(csr_array(held * 1.0), np.arange(9), 0, 1e12)
        assert held[:, chosen].any(axis=1).all()
        assert len(chosen) == least == _fewest(held)


def test_what_others_stand_in_for_is_left_out() -> None:
    """By hand: 1 lies in 0, 3 equals 2; rows 0 and 2 are reached wherever row 3 is."""
    reach = csr_array(
        np.array(
            [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 1], [1, 0, 0, 0]],
            float,
        )
    )
    rows, columns = np.ones(4, bool), np.ones(4, bool)
    _left(reach, rows, columns)
    assert columns.tolist() == [True, False, True, False]
    assert rows.tolist() == [False, True, False, True]


@settings(deadline=None)
@given(covers(), st.data())
def test_the_fewest_stay_the_fewest(reach: csr_array, data: st.DataObject) -> None:
    """And no row or column is left that another stands in for."""
    held = reach.toarray() > 0
    rows = np.array(data.draw(st.lists(st.booleans(), min_size=len(held))))[: len(held)]
    columns = np.ones(held.shape[1], bool)
    columns[data.draw(st.integers(0, held.shape[1] - 1))] = False
    rows &= held[:, columns].any(axis=1)
    least = _fewest(held[np.ix_(rows, columns)])
    _left(reach, rows, columns)
    part = held[np.ix_(rows, columns)]
    assert _fewest(part) == least
    for sets in (part.T, part):
        for one, other in combinations(range(len(sets)), 2):
            for small, large in ((one, other), (other, one)):
                assert (sets[small] & ~sets[large]).any()


@settings(deadline=None)
@given(covers(), st.data())
def test_those_who_stand_in_reach_no_less(
    reach: csr_array, data: st.DataObject
) -> None:
    """As many, each once, out of those that are kept."""
    everyone = np.arange(reach.shape[1])
    rows, columns = np.ones(reach.shape[0], bool), np.ones(len(everyone), bool)
    _left(reach, rows, columns)
    kept = np.flatnonzero(columns)
    count = data.draw(st.integers(0, len(kept)))
    chosen = np.array(data.draw(st.permutations(everyone.tolist()))[:count], np.int64)
    held = reach.toarray() > 0
    places = stood_in(csr_array(held[rows].astype(float)), kept, chosen)
    assert len(set(places.tolist())) == count
    before = held[rows][:, chosen].any(axis=1)
    assert (held[rows][:, kept[places]].any(axis=1) >= before).all()

"""Seconds across a grid: worked by hand, beside a peer, and what always holds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from skimage.graph import MCP_Geometric

from geo.errors import MethodError
from geo.impedance.surface import heap
from geo.impedance.surface.bounded import Scratch, bounded
from geo.impedance.surface.field import (
    MOST_CELLS,
    Field,
    Friction,
    add,
    index_type,
    least_cost,
    remove,
)
from geo.impedance.surface.work import Work
from tests.geo.support import codes, values

if TYPE_CHECKING:
    from collections.abc import Sequence

NO = np.nan
ROOT2 = math.sqrt(2)


def same(one: Field, other: Field) -> None:
    """Bit for bit: seconds, who is nearest, and what surrounds them."""
    assert one.framed_seconds.tobytes() == other.framed_seconds.tobytes()
    assert one.nearest.tolist() == other.nearest.tolist()
    assert one.framed_nearest.tobytes() == other.framed_nearest.tobytes()
    assert one.sources.tolist() == other.sources.tolist()
    assert (one.blocked, one.limit) == (other.blocked, other.limit)


# --------------------------------------------------------------- worked by hand


def test_steps_straight_and_diagonal() -> None:
    """Friction 1, cells of 10 m, from the corner: 10 straight on, 10 sqrt 2 across."""
    found = least_cost(Friction.of(np.ones((3, 3)), 10.0), [0])
    across = 10 * ROOT2
    expected: list[list[float]] = [
        [0, 10, 20],
        [10, across, 10 + across],
        [20, 10 + across, 2 * across],
    ]
    np.testing.assert_allclose(found.seconds, expected, rtol=1e-6)
    np.testing.assert_allclose(found.minutes, np.array(expected) / 60, rtol=1e-6)
    assert (found.nearest == 0).all()


def test_a_step_takes_the_mean_of_both_cells() -> None:
    """From 1 to 3 s/m over 10 m: 20 s; then from 3 to 5: 40 s more."""
    found = least_cost(Friction.of([[1, 3, 5]], 10.0), [0])
    assert found.seconds.tolist() == [[0, 20, 60]]


def test_a_barrier_is_walked_around_and_shuts_in() -> None:
    """The wall leaves a gap below; behind inf on all sides there is no route."""
    cost: list[list[float]] = [
        [1, NO, 1],
        [1, NO, 1],
        [1, 1, 1],
        [NO, np.inf, NO],
        [1, 1, 1],
    ]
    found = least_cost(Friction.of(cost, 1.0), [0])
    around = 1 + 2 * ROOT2 + 1  # down, across twice, up
    assert found.seconds[0, 2] == pytest.approx(around, rel=1e-6)
    assert np.isinf(found.seconds[:, 1][[0, 1, 3]]).all()
    assert np.isinf(found.seconds[4]).all()
    assert (found.nearest[4] == -1).all()


def test_a_tie_goes_to_the_smaller_cell_in_any_order() -> None:
    """Cell 2 is as far from 0 as from 4; whoever is given first, cell 0 has it."""
    friction = Friction.of(np.ones((1, 5)), 1.0)
    assert least_cost(friction, [0, 4]).nearest.tolist() == [[0, 0, 0, 1, 1]]
    assert least_cost(friction, [4, 0]).nearest.tolist() == [[1, 1, 1, 0, 0]]


def test_of_two_on_one_cell_the_first_given_is_nearest() -> None:
    """And the other takes over everything once the first is gone."""
    friction = Friction.of(np.ones((2, 3)), 1.0)
    both = least_cost(friction, [4, 4])
    assert (both.nearest == 0).all()
    for index in (0, 1):
        left = remove(friction, both, [4, 4], index)
        same(left, least_cost(friction, [4]))
        assert (left.nearest == 0).all()


def test_a_source_on_a_barrier_is_told() -> None:
    """It reaches nothing; the others do as if it were not there."""
    friction = Friction.of([[1, NO, 1]], 1.0)
    found = least_cost(friction, [1, 0])
    assert found.blocked == (0,)
    assert found.nearest.tolist() == [[1, -1, -1]]
    same(add(friction, least_cost(friction, [0]), 1), least_cost(friction, [0, 1]))
    same(remove(friction, found, [1, 0], 0), least_cost(friction, [0]))


def test_exactly_at_the_limit_is_reached() -> None:
    """20 s at a limit of 20 s; 30 s is beyond."""
    friction = Friction.of(np.ones((1, 4)), 10.0)
    found = least_cost(friction, [0], limit=20)
    assert found.seconds.tolist() == [[0, 10, 20, np.inf]]
    assert found.nearest.tolist() == [[0, 0, 0, -1]]
    cells, seconds = bounded(friction, 0, 20)
    assert (cells.tolist(), seconds.tolist()) == ([0, 1, 2], [0, 10, 20])


def test_a_limit_between_two_numbers_is_not_rounded_up() -> None:
    """Just below 20 s nothing of 20 s is reached, though float32 knows only 20."""
    friction = Friction.of(np.ones((1, 4)), 10.0)
    below = math.nextafter(20.0, 0.0)
    assert np.isinf(least_cost(friction, [0], limit=below).seconds[0, 2])


def test_time_passes_even_where_float32_is_too_coarse() -> None:
    """Behind a step of 1e9 s, steps of 1 s would vanish: each still takes some time."""
    found = least_cost(Friction.of([[1, 2e9, 1, 1, 1]], 1.0), [0])
    assert (np.diff(found.seconds[0]) > 0).all()
    np.testing.assert_allclose(found.seconds[0, 2:], 2e9, rtol=1e-6)


def test_no_source_reaches_nothing() -> None:
    """A field without sources can be added to."""
    friction = Friction.of(np.ones((2, 2)), 1.0)
    nothing = least_cost(friction, [])
    assert np.isinf(nothing.seconds).all()
    same(add(friction, nothing, 3), least_cost(friction, [3]))
    same(remove(friction, least_cost(friction, [3]), [3], 0), nothing)


def test_progress_is_told_in_growing_shares() -> None:
    """From more than 0 to 1; the answer is the same."""
    friction = Friction.of(np.ones((40, 50)), 1.0)
    shares: list[float] = []
    told = least_cost(friction, [7, 1000], progress=shares.append)
    same(told, least_cost(friction, [7, 1000]))
    assert len(shares) > 20
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == 1


def test_a_heap_that_is_full_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost where far more cells wait than were foreseen."""
    rng = np.random.default_rng(3)
    friction = Friction.of(rng.integers(1, 4, (30, 30)), 1.0)
    sources = rng.integers(0, 900, 60)
    whole = least_cost(friction, sources)
    monkeypatch.setattr("geo.impedance.surface.work.FIRST_HEAP", 4)
    same(least_cost(friction, sources), whole)
    same(add(friction, least_cost(friction, sources[:-1]), sources[-1]), whole)
    less = least_cost(friction, np.delete(sources, 5))
    same(remove(friction, whole, sources, 5), less)
    scratch = Scratch.of(friction)
    scratch.heap = heap.empty(16)
    cells, seconds = bounded(friction, 450, np.inf, scratch)
    alone = least_cost(friction, [450]).seconds.ravel()
    assert (alone[cells] == seconds).all()
    assert len(cells) == 900


def test_the_list_of_settled_cells_grows_too() -> None:
    """Cells that change hands are settled again: more often than there are cells."""
    work = Work.empty(Friction.of(np.ones((2, 2)), 1.0), np.array([0]), np.float32(9))
    cells = np.repeat(work.open_sources(), 40)
    assert len(work.settle(cells)) == 40 + 3
    assert work.seconds[np.isfinite(work.seconds)].size == 4


# ------------------------------------------------------------------ beside a peer


def test_a_peer_finds_the_same_seconds() -> None:
    """scikit-image's MCP_Geometric, in float64, on a random grid with barriers."""
    rng = np.random.default_rng(1)
    cost = rng.uniform(0.05, 4, (60, 60)).astype(np.float32)
    cost[rng.random(cost.shape) < 0.2] = NO
    sources = rng.choice(np.flatnonzero(np.isfinite(cost)), 5, replace=False)
    found = least_cost(Friction.of(cost, 100.0), sources)
    peer = MCP_Geometric(np.where(np.isnan(cost), -1, cost * 100.0))
    theirs, _ = peer.find_costs([divmod(int(cell), 60) for cell in sources])
    np.testing.assert_allclose(found.seconds, theirs, rtol=1e-5)
    alone = np.array(
        [least_cost(Friction.of(cost, 100.0), [s]).seconds for s in sources]
    )
    reached = np.isfinite(theirs)
    nearest = np.take_along_axis(alone, found.nearest[None].clip(0), 0)[0]
    np.testing.assert_allclose(nearest[reached], alone.min(0)[reached], rtol=1e-5)


# --------------------------------------------------------------- what always holds

FRICTIONS = (1.0, 1.0, 1.0, 2.0, 3.0, 0.1, 1e9, NO, NO)
"""Many ties, barriers, and one so great that the others vanish beside it."""
SIDES = st.tuples(st.integers(1, 7), st.integers(1, 7))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Friction, list[int], float]:
    """Draw a small grid, one to six sources anywhere, and a limit."""
    sides = draw(SIDES)
    cost = draw(arrays(np.float32, sides, elements=st.sampled_from(FRICTIONS)))
    cell = st.integers(0, cost.size - 1)
    sources = draw(st.lists(cell, min_size=1, max_size=6))
    limit = draw(st.sampled_from((np.inf, np.inf, 3.0, 6.5)))
    return Friction.of(cost, draw(st.sampled_from((1.0, 2.0)))), sources, limit


Place = tuple[int, int]


class Plain:
    """The same by the plainest loops: steps until nothing changes, then owners.

    A cell's owner is the best source that leads to it along steps that each arrive in
    exactly the cell's own seconds.
    """

    def __init__(self, friction: Friction) -> None:
        """List the steps between cells that can be passed."""
        self.half = friction.half[1:-1, 1:-1]
        self.seconds = np.full(friction.shape, np.inf, np.float32)
        cells = [(int(row), int(col)) for row, col in np.argwhere(self.half < np.inf)]
        pairs = [
            (a, b, max(abs(a[0] - b[0]), abs(a[1] - b[1])))
            for a in cells
            for b in cells
        ]
        self.steps = [(a, b) for a, b, apart in pairs if apart == 1]

    def after(self, a: Place, b: Place) -> np.float32:
        """Seconds at b when coming from a."""
        way = self.half[a] + self.half[b]
        if a[0] != b[0] and a[1] != b[1]:
            way *= np.float32(ROOT2)
        start = self.seconds[a]
        later: np.float32 = max(start + way, start * np.float32(1 + 2**-23))
        return later

    def walk(self, owners: dict[Place, tuple[int, int]], limit: float) -> None:
        """Seconds from the owners' cells."""
        for place in owners:
            self.seconds[place] = 0
        changed = True
        while changed:
            changed = False
            for a, b in self.steps:
                if self.after(a, b) < self.seconds[b] and self.after(a, b) <= limit:
                    self.seconds[b] = self.after(a, b)
                    changed = True

    def share(self, owners: dict[Place, tuple[int, int]]) -> None:
        """Let owners take the cells they lead to, the better one wins."""
        changed = True
        while changed:
            changed = False
            for a, b in self.steps:
                tight = a in owners and self.after(a, b) == self.seconds[b]
                if tight and owners[a] < owners.get(b, (np.inf, 0)):
                    owners[b] = owners[a]
                    changed = True


def slowly(friction: Friction, sources: Sequence[int], limit: float) -> tuple[Any, Any]:
    """Return seconds and nearest by the plainest loops."""
    plain = Plain(friction)
    owners: dict[Place, tuple[int, int]] = {}
    for index, cell in enumerate(sources):
        place = divmod(cell, friction.shape[1])
        if np.isfinite(plain.half[place]):
            owners[place] = min(owners.get(place, (cell, index)), (cell, index))
    plain.walk(owners, limit)
    plain.share(owners)
    nearest = np.full(friction.shape, -1)
    for place, (_, index) in owners.items():
        nearest[place] = index
    return plain.seconds, nearest


@given(cases())
def test_the_plainest_loops_find_the_same(
    case: tuple[Friction, list[int], float],
) -> None:
    """Seconds and owners, bit for bit."""
    friction, sources, limit = case
    found = least_cost(friction, sources, limit=limit)
    seconds, nearest = slowly(friction, sources, limit)
    assert found.seconds.tolist() == seconds.tolist()
    assert found.nearest.tolist() == nearest.tolist()


@given(cases())
def test_adding_is_as_if_all_were_given(
    case: tuple[Friction, list[int], float],
) -> None:
    """Bitwise, and no cell gets further away."""
    friction, sources, limit = case
    before = least_cost(friction, sources[:-1], limit=limit)
    kept = before.framed_seconds.copy(), before.framed_nearest.copy()
    after = add(friction, before, sources[-1])
    same(after, least_cost(friction, sources, limit=limit))
    assert (after.seconds <= before.seconds).all()
    assert (before.framed_seconds == kept[0]).all()
    assert (before.framed_nearest == kept[1]).all()


@given(cases(), st.data())
def test_removing_is_as_if_it_had_never_been(
    case: tuple[Friction, list[int], float], data: st.DataObject
) -> None:
    """Bitwise, whichever goes."""
    friction, sources, limit = case
    index = data.draw(st.integers(0, len(sources) - 1))
    before = least_cost(friction, sources, limit=limit)
    left = sources[:index] + sources[index + 1 :]
    same(
        remove(friction, before, sources, index),
        least_cost(friction, left, limit=limit),
    )


@pytest.mark.parametrize(
    ("count", "size"), [(0, 1), (1, 1), (128, 1), (129, 2), (32_768, 2), (32_769, 4)]
)
def test_owners_take_few_bytes(count: int, size: int) -> None:
    """The last index and -1, for none, fit; a byte holds 0 to 127."""
    assert index_type(count).itemsize == size
    assert np.array([-1, count - 1]).astype(index_type(count)).tolist() == [
        -1,
        count - 1,
    ]


def test_one_source_more_or_less_takes_other_bytes() -> None:
    """128 fit into a byte, 129 do not; each cell of the row has its own source."""
    friction = Friction.of(np.ones((1, 130)), 10.0)
    fewer = least_cost(friction, range(128))
    more = least_cost(friction, range(129))
    assert fewer.nearest.tolist() == [[*range(128), 127, 127]]
    assert more.nearest.tolist() == [[*range(129), 128]]
    same(add(friction, fewer, 128), more)
    same(remove(friction, more, range(129), 128), fewer)


@given(cases(), st.data())
def test_the_order_of_sources_changes_no_place(
    case: tuple[Friction, list[int], float], data: st.DataObject
) -> None:
    """The cell of the nearest source is the same."""
    friction, sources, limit = case
    other = data.draw(st.permutations(sources))
    one = least_cost(friction, sources, limit=limit)
    two = least_cost(friction, other, limit=limit)
    assert one.seconds.tobytes() == two.seconds.tobytes()
    places = [
        np.r_[cells, -1][found.nearest]
        for cells, found in ((sources, one), (other, two))
    ]
    assert (places[0] == places[1]).all()


@given(cases())
def test_bounded_is_the_whole_cut_at_the_limit(
    case: tuple[Friction, list[int], float],
) -> None:
    """One scratch for all sources: nothing of one is left for the next."""
    friction, sources, limit = case
    scratch = Scratch.of(friction)
    for source in sources:
        cells, seconds = bounded(friction, source, limit, scratch)
        whole = least_cost(friction, [source]).seconds.ravel()
        inside = np.flatnonzero((whole <= limit) & np.isfinite(whole))
        assert sorted(cells.tolist()) == inside.tolist()
        assert (whole[cells] == seconds).all()
        assert (np.diff(seconds) >= 0).all()
    assert np.isinf(scratch.seconds).all()
    assert (scratch.nearest == -1).all()


# ------------------------------------------------------------------- what is refused


def test_friction_that_takes_no_time_is_refused() -> None:
    """0, below 0 and what vanishes in float32 are counted; nan and inf are barriers."""
    with pytest.raises(MethodError) as caught:
        Friction.of(
            np.array([[1, 0, -1], [NO, np.inf, -np.inf], [1e-60, 1, 1e60]]), 1.0
        )
    assert codes(caught.value) == ["friction_not_positive"]
    assert values(caught.value.problems[0])["count"] == 4
    assert np.isinf(Friction.of([[1e60, NO]], 1.0).half).all()


@pytest.mark.parametrize("cell", [0.0, -1.0, NO, np.inf])
def test_a_cell_without_a_size_is_refused(cell: float) -> None:
    """With the other fault of the grid."""
    with pytest.raises(MethodError) as caught:
        Friction.of(np.ones(3), cell)
    assert codes(caught.value) == ["cell_size_invalid", "grid_empty"]


def test_a_grid_that_cannot_be_numbered_is_refused() -> None:
    """A view of one number, as large as the world."""
    cost = np.broadcast_to(np.float32(1), (MOST_CELLS, 1))
    with pytest.raises(MethodError, match="grid_too_large"):
        Friction(cost, 1.0)


def test_sources_and_limits_that_cannot_be_are_refused() -> None:
    """Counted; a limit of nan is no limit."""
    friction = Friction.of(np.ones((2, 2)), 1.0)
    with pytest.raises(MethodError, match="sources_outside_grid count=2"):
        least_cost(friction, [-1, 0, 4])
    for limit in (-1.0, NO):
        with pytest.raises(MethodError, match="limit_negative"):
            least_cost(friction, [0], limit=limit)
    with pytest.raises(MethodError, match="limit_negative"):
        bounded(friction, 0, -1)
    blocked = Friction.of([[NO]], 1.0)
    assert [part.size for part in bounded(blocked, 0, 9)] == [0, 0]


def test_removing_from_a_field_of_others_is_refused() -> None:
    """Their seconds would be silently wrong; so would an index that is none."""
    friction = Friction.of(np.ones((2, 2)), 1.0)
    found = least_cost(friction, [0, 1])
    with pytest.raises(MethodError, match="field_of_other_sources"):
        remove(friction, found, [1, 0], 0)
    for index in (-1, 2):
        with pytest.raises(MethodError, match="source_index_unknown"):
            remove(friction, found, [0, 1], index)

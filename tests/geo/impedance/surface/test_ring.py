"""Slices of time without order, beside the heap: the same field bit for bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from geo.impedance.surface.field import Field, Friction, add, least_cost, remove
from geo.impedance.surface.ring import CELLS, LAST, NEEDED, PIECE, ROOM, SLICES, Ring
from geo.impedance.surface.work import Work

NO = np.nan
FAR = 40_000.0
"""So much greater than 1 that there is just a ring, and few steps go beyond it."""


def fields(friction: Friction, sources: Any) -> list[Field]:  # noqa: ANN401 - numbers
    """The whole, with one source more, and with each in turn left out."""
    whole = least_cost(friction, sources[1:])
    more = add(friction, whole, int(sources[0]))
    fewer = [remove(friction, more, more.sources, n) for n in range(len(sources))]
    return [whole, more, least_cost(friction, more.sources), *fewer]


def bits(found: list[Field]) -> list[tuple[bytes, bytes]]:
    """All that a field says."""
    return [
        (each.framed_seconds.tobytes(), each.framed_nearest.tobytes()) for each in found
    ]


def drawn(kind: str, seed: int) -> tuple[Friction, Any]:
    """A grid by chance and seven sources: a kind of friction, and barriers."""
    rng = np.random.default_rng(seed)
    sides = {"far": (3, 60), "even": (90, 80)}.get(kind, (50, 40))
    costs = {
        "whole": rng.integers(1, 4, sides),
        "any": rng.uniform(0.05, 4, sides),
        "even": np.ones(sides),
        "far": np.where(rng.random(sides) < 0.2, 1, FAR),
    }
    cost = costs[kind].astype(np.float32)
    if kind != "even":
        cost[rng.random(sides) < 0.1] = NO
    return Friction.of(cost, 10.0), rng.choice(cost.size, 7)


@pytest.mark.parametrize("kind", ["whole", "any", "even", "far"])
@pytest.mark.parametrize("seed", range(4))
def test_the_heap_finds_the_same(
    kind: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole, added to and taken from; with few pieces at first, and with many."""
    friction, sources = drawn(kind, seed)
    assert Ring.of(friction) is not None
    by_ring = bits(fields(friction, sources))
    assert by_ring[1] == by_ring[2]
    monkeypatch.setattr("geo.impedance.surface.ring.FIRST_POOL", 1)
    assert bits(fields(friction, sources)) == by_ring
    monkeypatch.setattr(Ring, "of", lambda _: None)
    assert bits(fields(friction, sources)) == by_ring


@pytest.mark.parametrize("ring", [True, False])
def test_who_wins_a_tie_wins_what_is_behind_it(
    monkeypatch: pytest.MonkeyPatch,
    ring: bool,
) -> None:
    """Equally far from both, a door: the new source has it, and the corridor behind."""
    cost = np.full((5, 5), NO)
    cost[0], cost[:, 2] = 1, 1
    friction = Friction.of(cost, 1.0)
    if not ring:
        monkeypatch.setattr(Ring, "of", lambda _: None)
    found = add(friction, least_cost(friction, [4]), 0)
    assert found.nearest[:, 2].tolist() == [1] * 5
    assert bits([found]) == bits([least_cost(friction, [4, 0])])


def test_each_cell_is_settled_once() -> None:
    """Also those that were found twice, the second time sooner."""
    friction, sources = drawn("any", 5)
    work = Work.empty(friction, sources, np.float32(np.inf))
    order = work.settle(work.open_sources())
    reached = np.flatnonzero(np.isfinite(work.seconds))
    assert sorted(order.tolist()) == reached.tolist()


def test_the_heap_goes_on_where_slices_end() -> None:
    """Some 20 steps of 40,000 s: the ring stops at the last slice, the heap does not.

    From the left edge straight to the right; a source stands at either end.
    """
    cost = np.full((1, 60), FAR)
    cost[0, -1] = 1
    friction = Friction.of(cost, 1.0)
    found = least_cost(friction, [0])
    assert found.seconds[0, -1] > LAST * friction.extremes[0] * 2
    np.testing.assert_allclose(found.seconds[0, :-1], FAR * np.arange(59))
    assert found.seconds[0, -1] == 58 * FAR + (FAR + 1) / 2
    told: list[float] = []
    again = least_cost(friction, [0], progress=told.append)
    assert bits([again]) == bits([found])
    assert told == sorted(told)
    assert len(told) > 20


def test_a_first_cell_beyond_the_slices_is_the_heaps() -> None:
    """Behind the source that goes, only cells far from the other one are left."""
    cost = np.full((1, 60), FAR)
    cost[0, -1] = 1
    friction = Friction.of(cost, 1.0)
    both = least_cost(friction, [0, 40])
    left = remove(friction, both, [0, 40], 1)
    assert bits([left]) == bits([least_cost(friction, [0])])


def test_no_ring_where_steps_differ_too_much() -> None:
    """Nor where there is no step at all."""
    assert Ring.of(Friction.of([[1, FAR]], 1.0)) is not None
    assert Ring.of(Friction.of([[1, 2 * FAR]], 1.0)) is None
    assert Ring.of(Friction.of([[1e-38, 3e38]], 1.0)) is None
    assert Ring.of(Friction.of([[NO, np.inf]], 1.0)) is None


def test_the_ring_spans_the_longest_step() -> None:
    """Steps of 1 s to 3 sqrt 2 s: 4.5 slices, three to spare, rounded up to 8."""
    ring = Ring.of(Friction.of([[1, 3]], 1.0))
    assert ring is not None
    assert ring.per_second == 17 / 16
    assert len(ring.ends) == 8 >= 3 * np.sqrt(2) * 17 / 16 + 3
    assert SLICES % len(ring.ends) == 0


def test_a_pool_grows_until_a_piece_can_be_settled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All that is free is chained, once each."""
    monkeypatch.setattr("geo.impedance.surface.ring.FIRST_POOL", 3)
    ring = Ring.of(Friction.of([[1]], 1.0))
    assert ring is not None
    ring.make_room()
    assert ring.state[ROOM] == 3 * 2**8 >= NEEDED == CELLS * 8
    chain, piece = [], int(ring.state[0])
    while piece >= 0:
        chain.append(piece)
        piece = int(ring.pool[piece * PIECE])
    assert sorted(chain) == list(range(ring.state[ROOM]))


def test_extremes_leave_barriers_out() -> None:
    """Half the seconds to cross a cell of 2 m."""
    friction = Friction.of([[4, NO], [np.inf, 0.5]], 2.0)
    assert friction.extremes == (0.5, 4.0)

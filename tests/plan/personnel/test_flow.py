"""Who goes where: compared with every other way to send them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plan.personnel import flow, mixed
from plan.personnel.flow import LP, MIP, send
from plan.personnel.network import WHOLE, Task, best, is_whole, model_of

if TYPE_CHECKING:
    from geo.units import Floats
    from plan.siting.highs import Model

INF = np.inf


def task(
    minutes: list[list[float]],
    people: list[int],
    wanted: list[int],
    *,
    urgency: list[int] | None = None,
    group: list[int] | None = None,
    least: list[int] | None = None,
    own: list[bool] | None = None,
) -> Task:
    """Return a task; nobody asks for own people unless `own` is told."""
    return Task(
        minutes=np.array(minutes, dtype=float).reshape(len(people), len(wanted)),
        people=np.array(people, dtype=np.int64),
        wanted=np.array(wanted, dtype=np.int64),
        urgency=np.array(urgency or [0] * len(wanted), dtype=np.int64),
        group=np.array(group or wanted, dtype=np.int64),
        least=np.array(least or [0] * len(wanted), dtype=np.int64),
        own=np.array(own or [True] * len(people), dtype=bool),
    )


def most_minimum(wanted: int, group: int, least: int, own: int, others: int) -> int:
    """Try how many groups to begin: the most people who are somebody's minimum."""
    sizes = [min(group, wanted - first) for first in range(0, wanted, group or 1)]
    best_yet = 0
    for begun in range(len(sizes) + 1):
        holds = sum(sizes[:begun])
        people = own + others
        if people > holds or people < begun or (group > 1 and own < begun):
            continue
        minimums = sum(min(least, size) for size in sizes[:begun])
        best_yet = max(best_yet, min(minimums, people))
    return best_yet


def lexicographic(asked: Task, sent: np.ndarray) -> tuple[float, ...]:
    """Say what is missing: minimums, the most urgent first; the rest; the minutes."""
    unmet = asked.wanted - sent.sum(axis=0)
    of_minimum = np.array(
        [
            min(m, w) - most_minimum(w, g, m, n, other)
            if g >= w
            else (w // g) * m + min(m, w % g) - most_minimum(w, g, m, n, other)
            for w, g, m, n, other in zip(
                asked.wanted.tolist(),
                asked.group.tolist(),
                asked.least.tolist(),
                sent[asked.own].sum(axis=0).tolist(),
                sent[~asked.own].sum(axis=0).tolist(),
                strict=True,
            )
        ],
        dtype=np.int64,
    )
    levels = np.unique(asked.urgency)[::-1]
    missing = [
        float(part[asked.urgency == level].sum())
        for part in (of_minimum, unmet - of_minimum)
        for level in levels
    ]
    minutes = np.where(sent > 0, asked.minutes, 0.0) * sent
    return (*missing, float(minutes.sum()))


def is_allowed(asked: Task, sent: np.ndarray) -> bool:
    """Whether nobody is made up, too many or lost, and own people lead each group."""
    own, others = sent[asked.own].sum(axis=0), sent[~asked.own].sum(axis=0)
    leads = [
        n + m <= 0 or g < 2 or -(-(n + m) // g) <= n
        for n, m, g in zip(own, others, asked.group, strict=True)
    ]
    return bool(
        (sent >= 0).all()
        and (sent.sum(axis=1) <= asked.people).all()
        and (sent.sum(axis=0) <= asked.wanted).all()
        and np.isfinite(np.where(sent > 0, asked.minutes, 0.0)).all()
        and all(leads)
    )


def best_of_all(asked: Task) -> tuple[float, ...]:
    """Try every way to send everybody."""
    rows = []
    for minutes, people in zip(asked.minutes, asked.people, strict=True):
        most = [int(min(people, w)) for w in asked.wanted]
        can = [
            range(n + 1) if m < INF else (0,)
            for n, m in zip(most, minutes, strict=True)
        ]
        rows.append([one for one in product(*can) if sum(one) <= people])
    tables = (np.array(ways, dtype=np.int64) for ways in product(*rows))
    return min(lexicographic(asked, sent) for sent in tables if is_allowed(asked, sent))


@st.composite
def tasks(draw: st.DrawFn, *, led: bool) -> Task:
    """Return a task small enough to try everything."""
    homes, places = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    minutes = st.lists(
        st.sampled_from([0.0, 1.0, 5.0, 30.0, INF]), min_size=places, max_size=places
    )
    few = st.integers(0, 4 if homes * places <= 6 else 2)
    wanted = draw(st.lists(few, min_size=places, max_size=places))
    sizes = st.lists(st.integers(1, 4), min_size=places, max_size=places)
    levels = st.lists(st.integers(0, 2), min_size=places, max_size=places)
    own = st.lists(st.booleans(), min_size=homes, max_size=homes)
    group = draw(sizes)
    return task(
        draw(st.lists(minutes, min_size=homes, max_size=homes)),
        draw(st.lists(few, min_size=homes, max_size=homes)),
        wanted,
        urgency=draw(levels),
        group=group,
        least=[draw(st.integers(0, size)) for size in group],
        own=draw(own) if led else None,
    )


# One own person, who leads one more person at the urgent place or five at the other.
ONE_LEADER = task(
    [[1.0, 1.0], [INF, 1.0]],
    [1, 5],
    [2, 6],
    urgency=[1, 0],
    group=[2, 6],
    own=[True, False],
)


@settings(max_examples=150)
@given(tasks(led=False))
def test_nothing_is_better_than_what_is_sent(asked: Task) -> None:
    """Most urgent first, then the fewest minutes, by trying everything."""
    found = send(asked)
    assert is_allowed(asked, found.sent)
    assert lexicographic(asked, found.sent) == pytest.approx(best_of_all(asked))
    assert (found.unmet == asked.wanted - found.sent.sum(axis=0)).all()
    assert found.solved == LP


@settings(max_examples=300)
@given(tasks(led=True))
@example(ONE_LEADER)
def test_nothing_is_better_where_own_people_lead(asked: Task) -> None:
    """The same with the rule of own people, in groups begun too."""
    found = send(asked)
    assert is_allowed(asked, found.sent)
    assert lexicographic(asked, found.sent) == pytest.approx(best_of_all(asked))


@given(tasks(led=True))
def test_whole_numbers_cost_what_the_network_costs_where_it_answers(
    asked: Task,
) -> None:
    """LP = MIP: where no whole numbers were needed, none would do better."""
    found = send(asked)
    model = model_of(asked)
    linear = float(model.cost @ best(model))
    home, place = asked.arcs
    above = np.minimum(found.unmet, asked.wanted - asked.minimum)
    missing = np.r_[above, found.unmet - above]
    own = float(model.cost @ np.r_[found.sent[home, place], missing])
    assert own >= linear * (1 - 1e-9) - 1e-9
    if found.solved == LP:
        assert own == pytest.approx(linear)


def test_the_nearest_go() -> None:
    """Two homes, two places: crossing over would take 60 minutes, not 20."""
    found = send(task([[10.0, 30.0], [30.0, 10.0]], [1, 1], [1, 1]))
    assert found.sent.tolist() == [[1, 0], [0, 1]]


def test_the_urgent_come_first_whatever_the_minutes() -> None:
    """One person, an hour from the urgent place and a minute from the other."""
    found = send(task([[60.0, 1.0]], [1], [1, 1], urgency=[1, 0]))
    assert (found.sent.tolist(), found.unmet.tolist()) == ([[1, 0]], [0, 1])


def test_one_step_of_urgency_outweighs_a_chain_of_exchanges() -> None:
    """Everybody moves on by one place, 100 minutes each, to free one for the last."""
    minutes = [[0.0, 100.0, INF], [INF, 0.0, 100.0]]
    found = send(task(minutes, [1, 1], [1, 1, 1], urgency=[0, 0, 1]))
    assert found.sent.tolist() == [[1, 0, 0], [0, 0, 1]]
    found = send(task(minutes, [1, 1], [1, 1, 1], urgency=[0, 1, 1]))
    assert found.sent.tolist() == [[0, 1, 0], [0, 0, 1]]


def test_the_one_who_knows_the_area_goes_where_it_is_urgent() -> None:
    """Though elsewhere five others would stand with him: worked by hand.

    At the urgent place he is one of two, so 1 is missing there, and the others stay
    at home: 6 are missing at the other.
    """
    found = send(ONE_LEADER)
    assert found.sent.tolist() == [[1, 0], [0, 0]]
    assert found.unmet.tolist() == [1, 6]
    assert found.solved == MIP


@pytest.mark.parametrize("own_minutes", [[1.0, 2.0], [2.0, 1.0]])
def test_others_stand_elsewhere_at_the_same_cost(own_minutes: list[float]) -> None:
    """No whole numbers are needed where the group of the own people can be filled.

    The other person is 5 minutes from both places: 6 in all, wherever he goes. So he
    goes where the own person is.
    """
    minutes = [own_minutes, [5.0, 5.0]]
    found = send(task(minutes, [1, 1], [2, 2], group=[2, 2], own=[True, False]))
    near = own_minutes.index(1.0)
    assert found.unmet.tolist() == [0 if place == near else 2 for place in (0, 1)]
    assert found.solved == LP


def test_a_minimum_elsewhere_comes_before_the_rest_of_the_urgent() -> None:
    """Three people, four wanted at each place, two of them the minimum: 2 and 1.

    Though all are an hour from the second place, which is less urgent.
    """
    found = send(
        task([[1.0, 60.0]], [3], [4, 4], urgency=[1, 0], group=[4, 4], least=[2, 2])
    )
    assert found.sent.tolist() == [[2, 1]]


def test_a_minimum_is_of_each_group_and_of_a_part() -> None:
    """Ten people in groups of four with two each: 2 + 2 + 2; of nine, 2 + 2 + 1."""
    asked = task([[1.0, 1.0]], [3], [10, 9], group=[4, 4], least=[2, 2])
    assert asked.minimum.tolist() == [6, 5]
    assert asked.groups.tolist() == [3, 3]
    assert asked.levels.tolist() == [0, 0, 1, 1]


def test_a_linear_answer_that_is_not_whole_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is asked again in whole numbers, and told so."""

    def halved(model: Model) -> Floats:
        return best(model) if model.whole.any() else best(model) + 0.5

    asked = task([[10.0, 30.0], [30.0, 10.0]], [1, 1], [1, 1])
    monkeypatch.setattr(flow, "best", halved)
    found = send(asked)
    assert (found.sent.tolist(), found.solved) == ([[1, 0], [0, 1]], MIP)


def test_nor_where_others_were_to_stand_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same answer, proven in whole numbers."""
    asked = task(
        [[1.0, 2.0], [5.0, 5.0]], [1, 1], [2, 2], group=[2, 2], own=[True, False]
    )
    expected = send(asked)
    monkeypatch.setattr(mixed, "is_whole", lambda _values: False)
    found = send(asked)
    assert found.sent.tolist() == expected.sent.tolist()
    assert (expected.solved, found.solved) == (LP, MIP)


@pytest.mark.parametrize("off", [1e-7, 1e-5])
def test_whole_is_whole_within_the_solvers_tolerance(off: float) -> None:
    """A millionth of a person is none."""
    assert is_whole(np.array([1.0 + off, 2.0 - off])) == (off < WHOLE)


@pytest.mark.parametrize("people", [[], [0], [0, 0]])
def test_a_pool_of_nobody_sends_nobody(people: list[int]) -> None:
    """Everything is missing; there is no other answer."""
    minutes = [[1.0, 2.0] for _ in people]
    found = send(task(minutes, people, [2, 3]))
    assert (int(found.sent.sum()), found.unmet.tolist()) == (0, [2, 3])


@pytest.mark.parametrize("own", [[True], [False]])
def test_nowhere_to_go_and_no_way_are_answers(own: list[bool]) -> None:
    """No place at all; a place without a way; a place that wants nobody."""
    assert send(task([[]], [3], [], own=own)).sent.shape == (1, 0)
    assert send(task([[INF]], [3], [2], own=own)).unmet.tolist() == [2]
    assert send(task([[1.0]], [3], [0], own=own)).sent.tolist() == [[0]]

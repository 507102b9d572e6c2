"""Who goes where: compared with every other way to send them."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plan.personnel.flow import send
from plan.personnel.network import Task, best, model_of

INF = np.inf


def task(
    minutes: list[list[float]],
    people: list[int],
    wanted: list[int],
    *,
    urgency: list[int] | None = None,
    group: list[int] | None = None,
    own: list[bool] | None = None,
) -> Task:
    """Return a task; nobody asks for own people unless `own` is told."""
    return Task(
        minutes=np.array(minutes, dtype=float).reshape(len(people), len(wanted)),
        people=np.array(people, dtype=np.int64),
        wanted=np.array(wanted, dtype=np.int64),
        urgency=np.array(urgency or [0] * len(wanted), dtype=np.int64),
        group=np.array(group or wanted, dtype=np.int64),
        own=np.array(own or [True] * len(people), dtype=bool),
    )


def lexicographic(asked: Task, sent: np.ndarray) -> tuple[float, ...]:
    """Say what is missing, the most urgent first, and then the minutes."""
    unmet = asked.wanted - sent.sum(axis=0)
    levels = np.unique(asked.urgency)[::-1]
    missing = [float(unmet[asked.urgency == level].sum()) for level in levels]
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
def tasks(draw: st.DrawFn, *, mixed: bool) -> Task:
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
    return task(
        draw(st.lists(minutes, min_size=homes, max_size=homes)),
        draw(st.lists(few, min_size=homes, max_size=homes)),
        wanted,
        urgency=draw(levels),
        group=draw(sizes),
        own=draw(own) if mixed else None,
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
@given(tasks(mixed=False))
def test_nothing_is_better_than_what_is_sent(asked: Task) -> None:
    """Most urgent first, then the fewest minutes, by trying everything."""
    found = send(asked)
    assert is_allowed(asked, found.sent)
    assert lexicographic(asked, found.sent) == pytest.approx(best_of_all(asked))
    assert (found.unmet == asked.wanted - found.sent.sum(axis=0)).all()
    assert not found.is_mixed_integer


@settings(max_examples=300)
@given(tasks(mixed=True))
@example(ONE_LEADER)
def test_nothing_is_better_where_own_people_lead(asked: Task) -> None:
    """The same with the rule of own people, in groups begun too."""
    found = send(asked)
    assert is_allowed(asked, found.sent)
    assert lexicographic(asked, found.sent) == pytest.approx(best_of_all(asked))


@given(tasks(mixed=True))
def test_whole_numbers_cost_what_the_network_costs_where_it_answers(
    asked: Task,
) -> None:
    """LP = MIP: where no whole numbers were needed, none would do better."""
    found = send(asked)
    model = model_of(asked)
    linear = float(model.cost @ best(model))
    home, place = asked.arcs
    own = float(model.cost @ np.r_[found.sent[home, place], found.unmet])
    assert own >= linear * (1 - 1e-9) - 1e-9
    if not found.is_mixed_integer:
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
    assert found.is_mixed_integer


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
    assert not found.is_mixed_integer


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

"""Posts that may stand elsewhere, counted by hand on six desa."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.errors import MethodError
from plan.evaluate import evaluate
from plan.moved_posts import may_move, moved_posts
from risk.scenario import Scenario
from tests.builders import desa_code
from tests.plan.proposal_cases import POLSEK, made

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plan.knowledge import Knowledge
    from plan.moved_posts import MovedPosts

SEAT = ("R1", "polres", desa_code(1), ())
FAR_ONE = ("P2", "polsek", desa_code(1, 2), ())


def moved(
    moves: int,
    posts: Sequence[tuple[str, str, str, tuple[str, ...]]] = POLSEK,
    complete: tuple[str, ...] = ("polsek",),
) -> MovedPosts:
    """Return what so many moves would change."""
    scenario = Scenario()
    known, case = made([10, 40, 50], scenario, complete, posts)
    return moved_posts(known, scenario, case, moves)


def test_one_post_moves_to_where_it_reaches_more() -> None:
    """From 1-1 (10 of 630, 100 voters) to 2 (360, 900 voters); 100 lose theirs."""
    found = moved(1)
    assert [(one.post.post_id, one.voters) for one in found.closed] == [("P1", 100)]
    (opened,) = found.opened
    assert opened.desa.kecamatan_code.endswith("02")
    assert (opened.voters, opened.tps) == (900, 9)
    assert (found.weight_before, found.weight_after) == pytest.approx((10, 360))
    assert (found.weight, found.voters) == (630, 1600)
    assert (found.voters_before, found.voters_after, found.lost) == (100, 900, 100)
    assert (found.optimal, found.gap, found.provisional) == (True, 0, False)


def test_without_a_move_nothing_changes() -> None:
    """Today and afterwards are the same."""
    found = moved(0, complete=())
    assert (found.closed, found.opened, found.lost) == ((), (), 0)
    assert found.voters_before == found.voters_after == 100
    assert found.provisional


def test_two_posts_move_the_better_place_first() -> None:
    """To 2 with 900 voters, then to 3-1 with 500; the two hundred of 1 lose theirs."""
    found = moved(2, [*POLSEK, FAR_ONE])
    assert [one.post.post_id for one in found.closed] == ["P1", "P2"]
    assert [one.voters for one in found.opened] == [900, 500]
    assert (found.voters_before, found.voters_after, found.lost) == (200, 1400, 200)


def test_the_seat_of_an_area_stays() -> None:
    """Polres and polsek share 1-1: the polsek goes, and nobody loses anything."""
    found = moved(1, [*POLSEK, SEAT])
    assert [(one.post.post_id, one.voters) for one in found.closed] == [("P1", 0)]
    assert (found.voters_after, found.lost) == (1000, 0)
    with pytest.raises(MethodError) as refused:
        moved(2, [*POLSEK, SEAT])
    assert dict(refused.value.problems[0].values) == {"moves": 2, "most": 1}


def test_no_single_move_of_the_real_area_is_better(knowledge: Knowledge) -> None:
    """Every polsek closed and every desa opened, one by one: none covers more."""
    result = evaluate(knowledge, Scenario())
    assert result.sited is not None
    case = result.sited.case
    found = moved_posts(knowledge, result.scenario, case, 1)
    within = case.siting.within(60)
    standing = set(case.siting.standing.tolist())
    best = 0.0
    for post in np.flatnonzero(may_move(knowledge, case)):
        rest = np.asarray(within[:, sorted(standing - {int(post)})].any(axis=1))
        after = within[:, case.siting.candidates] | rest[:, None]
        best = max(best, float((case.siting.weight @ after).max()))
    assert found.weight_after == pytest.approx(best)
    names = {one.post.post_type for one in found.closed}
    assert names <= {"polsek"}
    values = [
        moved_posts(knowledge, result.scenario, case, k).weight_after for k in range(4)
    ]
    assert all(later >= sooner for sooner, later in combinations(values, 2))

"""Local recruitment by hand: who is needed, who comes in time, who is lacking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from geo.errors import ScenarioError
from plan.local_need import LocalPool
from plan.outside_help import sent
from plan.recruiting import start_of
from plan.recruitment import local_pools, recruit
from tests.builders import desa_code, kecamatan_code
from tests.plan.people_cases import MINUTES, asked, known, result_of

if TYPE_CHECKING:
    from plan.knowledge import Knowledge
    from plan.local_need import Recruitment


def told(found: Recruitment, name: str) -> list[object]:
    """One value of each kecamatan, in order of code."""
    return [getattr(one, name) for one in found.areas]


@pytest.mark.parametrize(
    ("per", "needed"), [(200, 1), (199, 2), (100, 2), (99, 3), (201, 1), (1, 200)]
)
def test_the_need_is_rounded_up(per: int, needed: int) -> None:
    """200 voters: exactly 200 each is one officer, one voter more is two."""
    found = recruit(result_of(known()), asked(per=per))
    assert found.areas[0].needed == needed


def test_who_is_lacking_by_hand() -> None:
    """One officer per 50 voters, 5 at the polsek in the first kecamatan.

    Needed 4, 4, 2. The first has its 4 at once; the second is 20 minutes away, exactly
    the limit, and gets the one that is left; the third is 61 minutes away.
    """
    found = recruit(result_of(known()), asked())
    assert told(found, "needed") == [4, 4, 2]
    assert told(found, "outside") == [4, 1, 0]
    assert told(found, "recruits") == [0, 3, 2]
    assert_array_equal(found.sent, [[4, 1, 0]])
    assert (found.recruits, found.recruits_before) == (5, 5)
    assert [one.is_met for one in found.areas] == [True, False, False]
    order = [one.kecamatan_code for one in found.in_order]
    assert order == [kecamatan_code(n) for n in (2, 3, 1)]


def test_exactly_on_the_limit_is_in_time() -> None:
    """A moment less than 20 minutes, and nobody comes to the second."""
    found = recruit(result_of(known()), asked(within=19.999))
    assert told(found, "outside") == [4, 0, 0]
    assert told(found, "remote") == [(), ("far",), ("far",)]


def test_local_officers_come_first_and_free_the_others() -> None:
    """3 in the first: it needs 1 from the polsek, which sends all 4 to the second."""
    found = recruit(result_of(known()), asked(local={1: 3}))
    assert told(found, "local_officers") == [3, 0, 0]
    assert told(found, "outside") == [1, 4, 0]
    assert told(found, "recruits") == [0, 0, 2]
    assert told(found, "recruits_before") == [0, 3, 2]
    assert (found.recruits, found.recruits_before) == (2, 5)


def test_more_local_officers_than_needed_stand_idle() -> None:
    """9 where 2 are needed: nobody is lacking there, and nobody else has more."""
    found = recruit(result_of(known()), asked(local={3: 9}))
    assert told(found, "recruits") == [0, 3, 0]
    assert told(found, "outside") == [4, 1, 0]


def test_local_officers_stand_at_the_seat() -> None:
    """The third has no police within 20 minutes, and with local officers all its 100.

    The seat of the second is 50 minutes from it: nobody else is reached.
    """
    found = recruit(result_of(known()), asked(local={3: 1}))
    assert told(found, "voters_within") == [200, 200, 0]
    assert told(found, "voters_within_after") == [200, 200, 100]


def test_a_pool_is_at_home_in_the_seat() -> None:
    """What the plan of personnel takes over; a kecamatan without any has no pool."""
    pools = local_pools(known(), asked(local={3: 2, 1: 0}))
    assert pools == (LocalPool(kecamatan_code(3), desa_code(3), 2),)


def test_a_kecamatan_that_does_not_exist_is_refused() -> None:
    """A code of no kecamatan is a fault of the choice, named with those that exist."""
    with pytest.raises(ScenarioError, match=r"word_unknown.*value=64\.99\.09"):
        recruit(result_of(known()), asked(local={9: 2}))


def test_remoteness_by_hand() -> None:
    """The polsek is in the first; twice as long in the rain; the third by sea only."""
    knowledge = known(wet_factor=2, roadless=[kecamatan_code(3)])
    found = recruit(result_of(knowledge), asked(within=30))
    assert told(found, "nearest_post") == ["P1", "P1", "P1"]
    assert told(found, "minutes_dry") == [0, 20, 61]
    assert told(found, "minutes_wet") == [0, 40, 122]
    ratios = [one.wet_ratio for one in found.areas]
    assert np.isnan(ratios[0])
    assert ratios[1:] == [2, 2]
    assert told(found, "remote") == [(), ("far_in_rain",), ("far", "sea_only")]
    assert told(found, "seat_desa") == [desa_code(n) for n in (1, 2, 3)]


def test_the_season_decides_who_comes() -> None:
    """In the rain the second is 40 minutes away: beyond 30."""
    knowledge = known(wet_factor=2)
    dry = recruit(result_of(knowledge), asked(within=30))
    wet = recruit(result_of(knowledge, season="wet"), asked(within=30))
    assert (dry.season, told(dry, "outside")) == ("dry", [4, 1, 0])
    assert (wet.season, told(wet, "outside")) == ("wet", [4, 0, 0])
    assert wet.areas[1].remote == ("far",)


def test_a_kecamatan_without_a_route_gets_nobody() -> None:
    """No way to the third in any season: its whole need is to be recruited."""
    minutes = MINUTES.copy()
    minutes[2, :2] = minutes[:2, 2] = np.inf
    third = recruit(result_of(known(minutes=minutes)), asked(within=1000)).areas[2]
    assert (third.nearest_post, third.remote) == (None, ("no_route",))
    assert np.isinf(third.minutes_dry)
    assert np.isnan(third.wet_ratio)
    assert (third.outside, third.recruits) == (0, 2)


def test_without_any_post_everybody_is_recruited() -> None:
    """An area without police: needed and lacking are the same."""
    found = recruit(result_of(known(posts=())), asked())
    assert told(found, "recruits") == told(found, "needed") == [4, 4, 2]


def test_a_post_of_no_strength_sends_nobody() -> None:
    """A type that the reader gives no strength is 0; its minutes still count."""
    found = recruit(result_of(known()), asked(strength=0))
    assert told(found, "outside") == [0, 0, 0]
    assert told(found, "minutes_dry") == [0, 20, 61]


def test_only_police_counts_whatever_the_map_shows() -> None:
    """A koramil sends no police; a pospol does once it is switched on."""
    posts = (
        ("P1", "koramil", desa_code(1), ()),
        ("P2", "pospol", desa_code(3), ()),
    )
    strong = asked(strength=0)
    strong = type(strong)(50, 20, (("pospol", 2),))
    off = recruit(result_of(known(posts=posts), post_type="koramil"), strong)
    on = recruit(result_of(known(posts=posts), counted=("pospol",)), strong)
    assert told(off, "outside") == [0, 0, 0]
    assert told(on, "outside") == [0, 0, 2]


def test_the_nearest_are_served_first() -> None:
    """One post, 3 officers: 2 at 5 minutes before 2 at 10, and as many as can be."""
    found = sent(np.array([3]), np.array([2, 2]), np.array([[10.0, 5.0]]), 10)
    assert_array_equal(found, [[1, 2]])


def test_more_people_count_before_fewer_minutes() -> None:
    """A goes the long way to 1, so that B, which only reaches 0, can go there.

    Minutes: A to 0 in 1 and to 1 in 9, B to 0 in 8. Both are sent, 17 minutes in sum;
    A to 0 alone would be 1 minute.
    """
    minutes = np.array([[1.0, 9.0], [8.0, np.inf]])
    found = sent(np.array([1, 1]), np.array([1, 1]), minutes, 10)
    assert_array_equal(found, [[0, 1], [1, 0]])


def test_equal_ways_go_to_the_first_row() -> None:
    """One officer, two kecamatan 5 minutes away: the first in order of code."""
    found = sent(np.array([1]), np.array([1, 1]), np.array([[5.0, 5.0]]), 10)
    assert_array_equal(found, [[1, 0]])


def test_kutai_timur(knowledge: Knowledge) -> None:
    """The shipped standard: 86 in Sangatta Utara, met; Sandaran by sea, 10 lacking."""
    start = start_of(knowledge.area.method)
    assert start is not None
    found = recruit(result_of(knowledge), start.recruiting)
    areas = {one.kecamatan: one for one in found.areas}
    assert areas["Sangatta Utara"].needed == 86  # 85,830 / 1,000
    assert areas["Sangatta Utara"].is_met
    assert areas["Busang"].needed == areas["Busang"].recruits == 5  # 4,320 / 1,000
    assert areas["Sandaran"].remote == ("far", "sea_only")
    assert areas["Muara Wahau"].outside == 10  # its polsek's own
    assert found.strength.sum() == 250 + 10 * 10
    sent_away = found.sent.sum(axis=1)
    assert (sent_away <= found.strength).all()

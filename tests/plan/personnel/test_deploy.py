"""The plan for polling day: need, people, who goes where, and what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.errors import MethodError, ScenarioError
from plan.evaluate import evaluate
from plan.personnel.deploy import Deployment, Unmet, deploy
from plan.personnel.rules import Need
from plan.personnel.staffing import Staffing
from plan.personnel.supply import LOCAL
from risk.scenario import Scenario
from tests.builders import desa_code, kecamatan_code
from tests.plan.personnel.cases import (
    HIGH,
    LOW,
    MEDIUM,
    MINIMUM,
    TEXT,
    UNKNOWN,
    book,
    line,
    result,
    told,
)

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

SOURCED = TEXT.replace("own = false\nhome", "own = false\nnumber = 3\nhome").replace(
    'en = "Armed forces" }\n',
    'en = "Armed forces" }\nsource = "koran"\ndate = "2024"\n',
)


def sent(found: Deployment) -> list[tuple[str, str, int, int, float]]:
    """Say who goes where: pool, place, group, people, minutes."""
    return [
        (one.source.pool, one.source.place, one.group, one.people, one.minutes)
        for one in found.posted
    ]


def people(polres: int, polda: int = 0, **choices: object) -> Staffing:
    """Return so many people, all at P1."""
    homes = (("polres", "P1", polres), ("polda", "P1", polda))
    return Staffing(homes=homes, **choices)  # type: ignore[arg-type]


def test_a_small_area_worked_by_hand() -> None:
    """One TPS each in a high, a medium and a low kecamatan, 10 minutes apart.

    Two police each in the first two; the Polres' own are listed first in the book.
    """
    found = deploy(result([HIGH, MEDIUM, LOW], line(3)), Staffing())
    assert found.need == Need(groups=3, police=4, linmas=6)
    assert (found.pool, found.shortfall, found.spare, found.least) == (8, 0, 4, 4)
    assert sent(found) == [
        ("polres", "P1", 0, 2, 0.0),
        ("polres", "P1", 1, 2, 10.0),
    ]
    assert found.unmet == ()
    assert [found.assigned(row) for row in range(3)] == [2, 2, 0]
    assert found.assigned() == 4
    assert (found.tps_unmet(), found.linmas_pool) == (0, None)


def test_the_shortfall_is_need_less_pool() -> None:
    """Three people for four: one is missing, where it is least urgent."""
    found = deploy(result([MEDIUM, HIGH], line(2)), people(3))
    assert (found.shortfall, found.spare) == (1, 0)
    assert found.unmet == (Unmet(group=0, missing=1, reason="no_people"),)
    assert (found.tps_unmet(), found.tps_unmet(0), found.tps_unmet(1)) == (1, 1, 0)


def test_within_a_class_the_higher_score_comes_first() -> None:
    """Very high before high; an unknown score stands in the middle."""
    found = deploy(result([3, 4, UNKNOWN], line(3)), people(2))
    assert [(one.group, one.reason) for one in found.unmet] == [
        (0, "no_people"),
        (2, "no_people"),
    ]
    (first, *_) = found.posted
    assert (first.group, first.people) == (1, 2)


def test_an_unknown_class_stands_between_the_vulnerable_ones() -> None:
    """After sangat rawan and before rawan, by the strictest rule."""
    area = result([MEDIUM, UNKNOWN, HIGH], line(3))
    found = deploy(area, people(0))
    assert [one.group for one in found.unmet] == [2, 1, 0]
    assert found.grouped.groups[1].police == 2


def test_no_score_at_all_is_no_obstacle() -> None:
    """Everything is unknown: the strictest rule, in order of code."""
    found = deploy(result([UNKNOWN, UNKNOWN], line(2)), people(2))
    assert [one.group for one in found.posted] == [0]
    assert [one.group for one in found.unmet] == [1]


def test_a_pool_of_nobody_leaves_everything_unmet() -> None:
    """One clear answer: the whole need is short, the worst first."""
    found = deploy(result([MEDIUM, HIGH], line(2)), people(0))
    assert (found.pool, found.shortfall) == (0, 4)
    assert found.unmet == (Unmet(1, 2, "no_people"), Unmet(0, 2, "no_people"))
    assert found.posted == ()


def test_a_class_without_tps_asks_for_nobody() -> None:
    """A rule for it changes nothing."""
    area = result([LOW], line(1), tps={desa_code(1): 3})
    rules = (("sangat_rawan", "9-1-9"),)
    assert deploy(area, Staffing(rules=rules)).need == Need(3, 0, 6)


def test_a_kecamatan_without_tps_asks_for_nobody() -> None:
    """And is no gap."""
    area = result([HIGH, HIGH], line(2), tps={desa_code(2): 0})
    found = deploy(area, Staffing())
    assert found.grouped.need(1) == Need(0, 0, 0)
    assert found.unmet == ()


def test_a_kecamatan_without_a_route_in_the_rain_is_named() -> None:
    """Dry it is served; wet it is unmet as no way leads there, though many wait."""
    cut = np.array([[0.0, np.inf], [np.inf, 0.0]])
    dry = result([LOW, HIGH], line(2), wet=cut)
    wet = replace(dry, scenario=Scenario(season="wet"))
    assert deploy(dry, people(5)).unmet == ()
    found = deploy(wet, people(5))
    assert found.unmet == (Unmet(1, 2, "no_route"),)
    assert (found.shortfall, found.posted) == (0, ())


def test_a_journey_may_take_its_hours_and_no_minute_more() -> None:
    """60 minutes exactly on an hour; from 61 on it is too far."""
    for minutes, reasons in ((60.0, []), (60.1, ["too_far"])):
        area = result([LOW, HIGH], line(2, minutes))
        found = deploy(area, people(5, journey=1.0))
        assert [one.reason for one in found.unmet] == reasons


def test_the_reserve_comes_from_the_last_pools() -> None:
    """Of 4 Polres and 4 Polda, 5 held back leave 3 of the Polres for 2 needed."""
    found = deploy(result([HIGH], line(1)), Staffing(reserve=5))
    assert (found.pool, found.reserve, found.shortfall, found.spare) == (8, 5, 0, 1)
    assert [(one.pool, one.people) for one in found.sources] == [
        ("polres", 3),
        ("polda", 0),
    ]


def test_a_reserve_beyond_the_pool_is_short() -> None:
    """12 asked for of 8: nobody is left, and 2 + 12 - 8 = 6 are missing."""
    found = deploy(result([HIGH], line(1)), Staffing(reserve=12))
    assert (found.reserve, found.shortfall, found.spare) == (8, 6, 0)
    assert found.unmet == (Unmet(0, 2, "held"),)


def test_people_in_reserve_are_not_all_posted() -> None:
    """Two for four, one of them held back: held where he could have come.

    An hour allows 60 minutes: the second group is 10 away from him, the third 70.
    """
    minutes = np.array([[0.0, 10.0, 70.0], [10.0, 0.0, 60.0], [70.0, 60.0, 0.0]])
    area = result([HIGH, HIGH, HIGH], minutes)
    found = deploy(area, people(4, reserve=2, journey=1.0))
    assert [(one.group, one.reason) for one in found.unmet] == [
        (1, "held"),
        (2, "too_far"),
    ]
    found = deploy(area, people(2, journey=1.0))
    assert [(one.group, one.reason) for one in found.unmet] == [
        (1, "no_people"),
        (2, "too_far"),
    ]


def test_others_in_reserve_could_not_have_come_alone() -> None:
    """All four of Polda held back, nobody of the Polres: he is who is missing.

    With one of the Polres there, one of those held back could stand beside him.
    """
    area = result([HIGH], line(1))
    found = deploy(area, people(0, 4, mixed=True, reserve=4))
    assert found.unmet == (Unmet(0, 2, "no_own"),)
    found = deploy(area, people(1, 4, mixed=True, reserve=4))
    assert found.unmet == (Unmet(0, 1, "held"),)
    found = deploy(area, people(4, 4, mixed=True, reserve=8))
    assert found.unmet == (Unmet(0, 2, "held"),)


def test_every_minimum_comes_before_anything_above_one() -> None:
    """Two TPS each at 4-1-2 and six people: 2 and 2 and 1 and 1, not 4 and 2.

    With a minimum of two. The higher score comes first for what is left.
    """
    text = MINIMUM + TEXT
    rules = (("sangat_rawan", "4-1-2"), ("rawan", "2-1-2"))
    tps = {desa_code(1): 2, desa_code(3): 1}
    area = result([3, HIGH, MEDIUM], line(3), tps=tps, text=text)
    for number, expected in (
        (3, [1, 0, 2, 0]),
        (6, [2, 2, 2, 0]),
        (8, [2, 2, 4, 0]),
        (9, [3, 2, 4, 0]),
        (13, [4, 4, 4, 1]),
    ):
        for mixed in (False, True):
            found = deploy(area, people(number, rules=rules, mixed=mixed))
            there = [0, 0, 0, 0]
            for one in found.posted:
                there[one.group] += one.people
            assert there == expected
            below = {one.group for one in found.unmet if one.below_minimum}
            assert below == {n for n in range(3) if there[n] < 2}
            ends = [one.below_minimum for one in found.unmet]
            assert ends == sorted(ends, reverse=True)


def test_a_minimum_beyond_the_rule_is_the_rule() -> None:
    """One policeman at each where two come first: one is all that is asked for."""
    area = result([HIGH], line(1), text=MINIMUM + TEXT)
    found = deploy(area, people(1, rules=(("sangat_rawan", "1-1-2"),)))
    assert (found.need.police, found.unmet) == (1, ())


def test_tni_fill_minimums_first() -> None:
    """One policeman and three TNI for two groups of four: two and two."""
    text = MINIMUM + SOURCED
    area = result([HIGH, LOW], line(2), tps={desa_code(1): 2}, text=text)
    rules = (("sangat_rawan", "4-1-2"),)
    found = deploy(area, people(1, tni=True, rules=rules))
    assert [(pool, group, n) for pool, _, group, n, _ in sent(found)] == [
        ("polres", 0, 1),
        ("tni", 0, 1),
        ("tni", 1, 2),
    ]
    assert [(one.missing, one.below_minimum) for one in found.unmet] == [
        (2, False),
        (2, False),
    ]


def test_an_own_leader_each_though_minimums_ask_for_more_groups() -> None:
    """One own and five others for two groups of four, two each at least.

    He leads one group only: it is filled, the other begun by nobody. With two own,
    both have their minimum before either has more.
    """
    text = MINIMUM + TEXT
    area = result([HIGH], line(1), tps={desa_code(1): 2}, text=text)
    rules = (("sangat_rawan", "4-1-2"),)
    found = deploy(area, people(1, 5, mixed=True, rules=rules))
    assert [(g, pool, n) for pool, _, g, n, _ in sent(found)] == [
        (0, "polres", 1),
        (0, "polda", 3),
    ]
    assert found.unmet == (Unmet(1, 4, "no_own", below_minimum=True),)
    found = deploy(area, people(2, 3, mixed=True, rules=rules))
    there = sorted((g, pool, n) for pool, _, g, n, _ in sent(found))
    assert there == [
        (0, "polda", 2),
        (0, "polres", 1),
        (1, "polda", 1),
        (1, "polres", 1),
    ]


def test_a_source_stands_once_at_a_group() -> None:
    """Three own fill a group of three that they lead: one line, not two."""
    area = result([HIGH], line(1))
    found = deploy(area, people(3, mixed=True, rules=(("sangat_rawan", "3-1-2"),)))
    assert sent(found) == [("polres", "P1", 0, 3, 0.0)]


def test_how_it_was_proven() -> None:
    """By the network alone; by whole numbers; not at all where nobody could go."""
    area = result([HIGH, MEDIUM], line(2))
    assert deploy(area, people(4)).solved == "lp"
    assert deploy(area, people(0)).solved == ""
    wide = (("sangat_rawan", "2-1-2"), ("rawan", "6-1-2"))
    assert deploy(area, people(1, 5, mixed=True, rules=wide)).solved == "mip"


def test_need_by_desa_counts_a_group_at_its_first() -> None:
    """Two desa of one TPS each at 2-2-4, and two groups in a third."""
    area = result([MEDIUM, HIGH], line(4), desa=2, tps={desa_code(2): 2})
    found = deploy(area, Staffing())
    assert found.need_by_desa().tolist() == [2, 0, 4, 2]
    assert int(found.need_by_desa().sum()) == found.need.police


@pytest.mark.parametrize(("linmas", "short"), [(1, 1), (2, 0), (3, 0)])
def test_linmas_may_be_short(linmas: int, short: int) -> None:
    """Of two; where nobody knows how many there are, nobody knows that either."""
    area = result([HIGH], line(1))
    found = deploy(area, Staffing(homes=(("linmas", "P1", linmas),)))
    assert found.linmas_short == short
    assert deploy(area, Staffing()).linmas_short is None


def test_a_long_way_asks_for_more_groups() -> None:
    """Four TPS 60 minutes apart at 2-4-8, 2 hours along: two groups, not one."""
    area = result([LOW], line(4, 60.0), desa=4)
    rules = (("kurang_rawan", "2-4-8"),)
    free = deploy(area, Staffing(rules=rules))
    assert (free.need, free.grouped.added) == (Need(1, 2, 8), 0)
    assert free.grouped.longest_stretch == 180.0
    found = deploy(area, Staffing(rules=rules, stretch=2.0))
    assert (found.need, found.grouped.added) == (Need(2, 4, 8), 1)
    assert found.grouped.longest_stretch == 60.0


def test_local_recruits_start_at_their_seat_and_are_never_held_back() -> None:
    """One in the second kecamatan stands there at once."""
    area = result([LOW, HIGH], line(2))
    local = {kecamatan_code(2): 1}
    found = deploy(area, people(3, reserve=9), local)
    assert sent(found) == [(LOCAL, desa_code(2), 0 + 1, 1, 0.0)]
    assert (found.pool, found.reserve) == (4, 3)
    found = deploy(area, people(3), local)
    assert sent(found) == [
        (LOCAL, desa_code(2), 1, 1, 0.0),
        ("polres", "P1", 1, 1, 10.0),
    ]


def test_local_recruits_in_no_kecamatan_or_below_nobody_are_refused() -> None:
    """Every one named."""
    local = {"64.00.00": 1, kecamatan_code(1): -1, "64.00.01": -2}
    with pytest.raises(MethodError) as caught:
        deploy(result([HIGH], line(1)), Staffing(), local)
    assert told(caught.value) == [
        ("local_unknown", {"rows": ("64.00.00", "64.00.01")}),
        ("local_below_zero", {"rows": (kecamatan_code(1), "64.00.01")}),
    ]


@pytest.mark.parametrize("people_there", [100_000, 10**23])
def test_too_many_local_recruits_are_refused(people_there: int) -> None:
    """More than can stand in a pool, and more than a machine counts with."""
    local = {kecamatan_code(1): people_there}
    with pytest.raises(MethodError) as caught:
        deploy(result([HIGH], line(1)), Staffing(), local)
    assert told(caught.value) == [
        ("local_too_many", {"rows": (kecamatan_code(1),), "most": 99_999})
    ]
    local = {kecamatan_code(1): 99_999}
    assert deploy(result([HIGH], line(1)), Staffing(), local).pool == 8 + 99_999


def test_tni_fill_what_police_do_not_where_the_reader_says_so() -> None:
    """Three at P2: one of them beside the only policeman."""
    area = result([HIGH, LOW], line(2), text=SOURCED)
    found = deploy(area, people(1))
    assert [one.missing for one in found.unmet] == [1]
    found = deploy(area, people(1, tni=True))
    assert sent(found) == [("polres", "P1", 0, 1, 0.0), ("tni", "P2", 0, 1, 10.0)]
    assert found.unmet == ()
    assert (found.shortfall, found.assigned(force="tni")) == (1, 1)


def test_tni_do_not_stand_alone_where_groups_are_mixed() -> None:
    """Two groups of two, one policeman: TNI stand beside him, not in the other."""
    area = result([HIGH, MEDIUM], line(2), text=SOURCED)
    mixed = deploy(area, people(1, tni=True, mixed=True))
    assert [(pool, group, n) for pool, _, group, n, _ in sent(mixed)] == [
        ("polres", 0, 1),
        ("tni", 0, 1),
    ]
    assert mixed.unmet == (Unmet(1, 2, "no_own"),)
    free = deploy(area, people(1, tni=True))
    assert free.unmet == ()
    assert [(pool, group, n) for pool, _, group, n, _ in sent(free)][-1] == (
        "tni",
        1,
        2,
    )


def test_tni_may_stand_alone_in_a_group_of_one() -> None:
    """The rule of own people is about groups of two or more."""
    area = result([HIGH, LOW], line(2), text=SOURCED)
    rules = (("sangat_rawan", "1-1-2"),)
    found = deploy(area, people(0, tni=True, mixed=True, rules=rules))
    assert [(pool, n) for pool, _, _, n, _ in sent(found)] == [("tni", 1)]


def test_others_alone_are_not_enough_where_groups_are_mixed() -> None:
    """Four of Polda and nobody of the Polres: nobody is sent, and it is said why."""
    area = result([HIGH], line(1))
    assert deploy(area, people(0, 4)).unmet == ()
    found = deploy(area, people(0, 4, mixed=True))
    assert found.unmet == (Unmet(0, 2, "no_own"),)
    assert found.shortfall == 0


def test_each_group_of_a_desa_has_one_of_its_own() -> None:
    """Three groups of two in one desa, three own and three others: one each."""
    area = result([HIGH], line(1), tps={desa_code(1): 3})
    found = deploy(area, people(3, 3, mixed=True))
    assert sorted((pool, group, n) for pool, _, group, n, _ in sent(found)) == [
        (pool, group, 1) for pool in ("polda", "polres") for group in range(3)
    ]


def test_a_group_begun_has_one_of_its_own_too() -> None:
    """Groups of three in one desa: 2 own and 2 others fill one group and begin one."""
    area = result([HIGH], line(1), tps={desa_code(1): 2})
    rules = (("sangat_rawan", "3-1-2"),)
    found = deploy(area, people(2, 2, mixed=True, rules=rules))
    assert sorted((group, pool, n) for pool, _, group, n, _ in sent(found)) == [
        (0, "polda", 2),
        (0, "polres", 1),
        (1, "polres", 1),
    ]
    assert found.unmet == (Unmet(1, 2, "no_people"),)


def test_linmas_are_counted_and_do_not_travel() -> None:
    """Their number is known once somebody says it."""
    area = result([HIGH], line(1))
    found = deploy(area, Staffing(homes=(("linmas", "P1", 7),)))
    assert found.linmas_pool == 7
    assert "linmas" not in {one.pool for one in found.sources}
    assert deploy(area, Staffing()).linmas_pool is None


def test_an_area_without_a_book_says_so() -> None:
    """One clear answer."""
    area = result([HIGH], line(1))
    bare = replace(area, knowledge=replace(area.knowledge, book=None))
    with pytest.raises(MethodError) as caught:
        deploy(bare, Staffing())
    assert told(caught.value) == [("no_personnel", {"file": "personnel.toml"})]


def test_unknown_codes_are_refused() -> None:
    """With what there is."""
    with pytest.raises(ScenarioError) as caught:
        deploy(result([HIGH], line(1)), Staffing(pattern="x"))
    ((code, named),) = told(caught.value)
    assert (code, named["field"]) == ("word_unknown", "pattern")


def test_rows_of_homes_may_stand_in_any_order() -> None:
    """Equal choices, equal plans."""
    area = result([HIGH, MEDIUM, HIGH], line(3), tps={desa_code(3): 2})
    homes = (("polres", "P1", 2), ("polres", "P2", 1), ("polda", "P2", 3))
    plans = [
        sent(deploy(area, Staffing(homes=rows, mixed=True)))
        for rows in (homes, homes[::-1], (homes[1], homes[2], homes[0]))
    ]
    assert plans[0] == plans[1] == plans[2]


def test_kutai_timur_asks_for_304(knowledge: Knowledge) -> None:
    """32 TPS sangat rawan and 120 rawan under the assumption: two police at each."""
    found = deploy(evaluate(knowledge, Scenario()), Staffing())
    kinds = found.classes.tps_class
    assert [(kinds == kind).sum() for kind in (2, 1, 0)] == [32, 120, 549]
    assert found.need == Need(groups=701, police=304, linmas=1402)
    assert (found.pool, found.shortfall, found.spare) == (614, 0, 310)
    assert found.assigned() == 304
    assert found.unmet == ()
    assert (found.least, found.linmas_pool) == (304, None)


def test_the_other_patterns_of_kutai_timur(knowledge: Knowledge) -> None:
    """February 2024: 4 at 32, 1 at 120, 1 per 5 elsewhere; 2019 is beyond the pool."""
    area = evaluate(knowledge, Scenario())
    february = deploy(area, Staffing(pattern="kutim_feb_2024"))
    groups = february.need.groups - 32 - 120
    assert february.need.police == 4 * 32 + 120 + groups
    assert february.least < february.need.police
    few = deploy(
        area,
        Staffing(
            pattern="kutim_feb_2024",
            homes=(("polres", "P02", 100), ("polda", "P02", 0), ("brimob", "P02", 0)),
        ),
    )
    there = [0] * len(few.grouped.groups)
    for one in few.posted:
        there[one.group] += one.people
    worst = [n for n, g in enumerate(few.grouped.groups) if g.tps_class == 2]
    assert sorted(Counter(there[n] for n in worst)) == [2, 4]
    assert not any(one.below_minimum for one in few.unmet)
    late = deploy(area, Staffing(pattern="polri_2019", mixed=True))
    assert late.shortfall == late.need.police - 614
    assert sum(one.missing for one in late.unmet) == late.shortfall
    assert book() != knowledge.book

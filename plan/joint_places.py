"""Polsek and koramil placed together: numbers of their own, or one budget."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import cover
from geo.errors import MethodError, Problem
from plan.proposals import in_order
from plan.siting.assess import assess
from plan.siting.case import make_case
from plan.siting.joint import joint, joint_budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.demand import Desa
    from geo.units import Bools, Floats, Ints
    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from plan.siting.case import Case
    from risk.scenario import Scenario

TYPES = ("polsek", "koramil")
Cases = tuple["Case", "Case"]


@dataclass(frozen=True, slots=True)
class JointAsk:
    """How many new posts, polsek first: for one `budget`, or `numbers` of each.

    `numbers` count where there is no `budget`. `prices`: of one new post of each type,
    above 0, in the unit of the budget; no price is published, so they are the
    reader's assumption.
    """

    numbers: tuple[int, int] = (0, 0)
    budget: float | None = None
    prices: tuple[float, float] = (1.0, 1.0)


@dataclass(frozen=True, slots=True)
class JointPlace:
    """A desa for a new post, and what it adds to those of its type above it.

    `voters` (persons, an estimate), `tps` and `weighted` are not reached by a post of
    this type today, nor by one at a place above. `price` as asked.
    """

    post_type: str
    desa: Desa
    kecamatan: str
    voters: int
    tps: int
    weighted: float
    price: float


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """What one type of post covers within the threshold, today and afterwards.

    `voters_*` persons (an estimate), `weight_*` of what the demand counts for;
    `provisional` where posts of the type may stand that nobody has listed. `idle`:
    new posts asked for that would add nobody, neither listed nor priced.
    """

    post_type: str
    places: tuple[JointPlace, ...]
    voters: int
    voters_before: int
    voters_after: int
    weight: float
    weight_before: float
    weight_after: float
    provisional: bool
    idle: int


@dataclass(frozen=True, slots=True, eq=False)
class JointPlaces:
    """Where polsek and koramil should stand together.

    `value`: weight covered by both, summed; `bound`: what no choice can beat;
    `price` of all places listed, in the unit of the budget.
    """

    networks: tuple[Network, Network]
    value: float
    bound: float
    optimal: bool
    price: float

    @property
    def places(self) -> tuple[JointPlace, ...]:
        """The places of both, polsek first."""
        return tuple(place for one in self.networks for place in one.places)

    @property
    def gap(self) -> float:
        """Certified distance from the best possible, relative to the value."""
        if self.optimal or self.bound == self.value:
            return 0.0
        return (self.bound - self.value) / self.value if self.value else float("inf")


def joint_cases(result: Result) -> Cases:
    """The siting models of both types: same desa, threshold, season, mode, weight.

    Raises `MethodError` where nothing is known of what a desa is to count for.
    """
    first, second = (_case(result, post_type) for post_type in TYPES)
    return first, second


def _case(result: Result, post_type: str) -> Case:
    known, scenario = result.knowledge, result.scenario
    coverage = cover(
        known.places,
        known.reach,
        post_type=post_type,
        threshold=scenario.threshold,
        season=scenario.season,
        mode=scenario.mode,
        counted=scenario.counted,
    )
    return make_case(
        known,
        scenario,
        coverage=coverage,
        score=result.score,
        classes=result.tps_classes,
    )


def joint_places(
    knowledge: Knowledge, scenario: Scenario, cases: Cases, ask: JointAsk
) -> JointPlaces:
    """The places that cover the most weight of both networks together; proven.

    Demand reached by a polsek and by a koramil counts twice: the networks serve
    different needs. Exactly at the threshold is reached. Raises `MethodError` naming
    every price, budget or number that cannot be.
    """
    _require_sound(ask, cases)
    pairs = zip(cases, ask.prices, strict=True)
    first, second = (
        replace(one.siting, price=np.full(len(one.siting.sites), price))
        for one, price in pairs
    )
    limits = (scenario.threshold, scenario.threshold)
    found = (
        joint((first, second), limits, ask.numbers)
        if ask.budget is None
        else joint_budget((first, second), limits, ask.budget)
    )
    polsek, koramil = (
        _network(
            knowledge,
            scenario,
            case,
            post_type=kind,
            sites=answer.sites,
            price=price,
        )
        for case, kind, answer, price in zip(
            cases, TYPES, found.answers, ask.prices, strict=True
        )
    )
    return JointPlaces(
        networks=(polsek, koramil),
        value=found.value,
        bound=found.bound,
        optimal=found.optimal,
        price=sum(place.price for one in (polsek, koramil) for place in one.places),
    )


def _require_sound(ask: JointAsk, cases: Cases) -> None:
    problems = list(_problems(ask, cases))
    if problems:
        raise MethodError(problems)


def _problems(ask: JointAsk, cases: Cases) -> Iterator[Problem]:
    for kind, price in zip(TYPES, ask.prices, strict=True):
        if not 0 < price < np.inf:
            yield Problem.of("joint_price", post_type=kind, value=str(price))
    if ask.budget is not None:
        if not 0 <= ask.budget < np.inf:
            yield Problem.of("siting_budget", value=str(ask.budget))
        return
    for number, case in zip(ask.numbers, cases, strict=True):
        most = len(case.siting.candidates)
        if not 0 <= number <= most:
            yield Problem.of("siting_p", p=number, most=most)


def _network(  # noqa: PLR0913 - one argument for each fact of a network
    knowledge: Knowledge,
    scenario: Scenario,
    case: Case,
    *,
    post_type: str,
    sites: Ints,
    price: float,
) -> Network:
    limit = scenario.threshold
    before = assess(case.siting, np.array([], np.int64), limit).cost <= limit
    after = assess(case.siting, sites, limit).cost <= limit
    newly = case.siting.within(limit)[:, sites] & ~before[:, None]
    names = {place.code: place.name for place in knowledge.places.kecamatan}
    places = []
    for place, added in in_order(case, newly):
        weighted = _sum(case.siting.weight, added)
        persons = int(_sum(case.voters, added))
        if not (weighted or persons):
            break  # the rest of the order adds nobody either
        desa = knowledge.places.desa[case.site_desa[int(sites[place])]]
        places.append(
            JointPlace(
                post_type=post_type,
                desa=desa,
                kecamatan=names[desa.kecamatan_code],
                voters=persons,
                tps=int(_sum(case.tps, added)),
                weighted=weighted,
                price=price,
            )
        )
    everybody = np.ones(len(before), bool)
    parts = (everybody, before, after)
    voters = [_sum(case.voters, part) for part in parts]
    weight = [_sum(case.siting.weight, part) for part in parts]
    return Network(
        post_type=post_type,
        places=tuple(places),
        voters=int(voters[0]),
        voters_before=int(voters[1]),
        voters_after=int(voters[2]),
        weight=weight[0],
        weight_before=weight[1],
        weight_after=weight[2],
        provisional=knowledge.area.is_complete(post_type) is not True,
        idle=len(sites) - len(places),
    )


def _sum(values: Floats, rows: Bools) -> float:
    return float(values[rows].sum())

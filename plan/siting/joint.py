"""Two networks over the same demand, with numbers of their own or one budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import block_diag, csc_array, vstack

from geo.errors import MethodError, Problem
from plan.siting.answer import Answer
from plan.siting.coverage import covered_weight, mclp
from plan.siting.demands import require_asked
from plan.siting.highs import FOREVER, Model, solve
from plan.siting.incidence import Incidence
from plan.siting.models import most_weight
from plan.siting.proven import HALF

if TYPE_CHECKING:
    from geo.units import Floats, Ints
    from plan.siting.problem import Siting

Networks = tuple["Siting", "Siting"]
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """What both networks get: an answer each, polsek first, and the common sum.

    `value` is the sum over both of `shares` x weight covered, `bound` what no pair
    of sets can beat; `price` what the new sites cost, in the unit of the budget.
    """

    answers: tuple[Answer, Answer]
    value: float
    bound: float
    optimal: bool
    price: float


def joint(
    networks: Networks,
    thresholds: Pair,
    numbers: tuple[int, int],
    *,
    shares: Pair = (1.0, 1.0),
    seconds: float = FOREVER,
) -> Joint:
    """Each network's own number of new sites: two separate optima, summed.

    `shares` weigh what the networks cover against each other.
    """
    first, second = (
        mclp(siting, threshold, p, seconds=seconds)
        for siting, threshold, p in zip(networks, thresholds, numbers, strict=True)
    )
    return Joint(
        answers=(first, second),
        value=shares[0] * first.value + shares[1] * second.value,
        bound=shares[0] * first.bound + shares[1] * second.bound,
        optimal=first.optimal and second.optimal,
        price=_price(networks, (first.sites, second.sites)),
    )


def joint_budget(
    networks: Networks,
    thresholds: Pair,
    budget: float,
    *,
    shares: Pair = (1.0, 1.0),
    seconds: float = FOREVER,
) -> Joint:
    """The new sites of both networks that cover most for a budget, <=; proven.

    Each network's `price` says what a site costs; fixed ones cost nothing. A site that
    adds nothing to the others is not bought, the dearest dropped first. Raises
    `MethodError` where the budget is not 0 or above and finite.
    """
    for siting, threshold in zip(networks, thresholds, strict=True):
        require_asked(siting, threshold)
    if not 0 <= budget < np.inf:
        raise MethodError([Problem.of("siting_budget", value=str(budget))])
    parts = tuple(map(Incidence.of, networks, thresholds))
    model = _within_budget(networks, parts, budget, shares)
    solved = solve(model, start=np.zeros(len(model.cost)), seconds=seconds)
    sites = _chosen(networks, parts, solved.values)
    values = tuple(map(covered_weight, networks, thresholds, sites))
    kept = sum(share * part.kept for share, part in zip(shares, parts, strict=True))
    value = shares[0] * values[0] + shares[1] * values[1]
    all_of = kept + float(model.cost.sum())
    bound = value if solved.is_optimal else min(kept + solved.bound, all_of)
    answers = tuple(
        Answer(
            "mclp", columns, own, max(own, _most(part)), optimal=False, unmet=part.unmet
        )
        for columns, own, part in zip(sites, values, parts, strict=True)
    )
    return Joint(
        answers=(answers[0], answers[1]),
        value=value,
        bound=max(bound, value),
        optimal=solved.is_optimal,
        price=_price(networks, sites),
    )


def _most(part: Incidence) -> float:
    return part.kept + float(part.weight.sum())


def _within_budget(
    networks: Networks, parts: tuple[Incidence, ...], budget: float, shares: Pair
) -> Model:
    models = [
        most_weight(part.reach, share * part.weight, 0)
        for part, share in zip(parts, shares, strict=True)
    ]
    price = np.concatenate(
        [
            np.r_[siting.price[part.sites], np.zeros(len(part.weight))]
            for siting, part in zip(networks, parts, strict=True)
        ]
    )
    # The last row of each asks for p sites: prices take its place.
    linked = block_diag([model.matrix.tocsr()[:-1] for model in models])
    rows = linked.shape[0]
    return Model(
        cost=np.concatenate([model.cost for model in models]),
        matrix=csc_array(vstack([linked, csc_array(price[None, :])])),
        rows_lower=np.full(rows + 1, -np.inf),
        rows_upper=np.r_[np.zeros(rows), budget],
        lower=np.zeros(len(price)),
        upper=np.ones(len(price)),
        whole=np.concatenate([model.whole for model in models]),
        maximise=True,
    )


def _chosen(
    networks: Networks, parts: tuple[Incidence, ...], values: Floats | None
) -> tuple[Ints, Ints]:
    """New sites of each, without those that add nothing to what they are paid for."""
    found, start = [], 0
    for siting, part in zip(networks, parts, strict=True):
        count = len(part.sites)
        one = np.zeros(count) if values is None else values[start : start + count]
        opened = np.flatnonzero(one > HALF)
        needed = _needed(part, opened, siting.price[part.sites[opened]])
        found.append(part.sites[needed])
        start += count + len(part.weight)
    return found[0], found[1]


def _needed(part: Incidence, opened: Ints, price: Floats) -> Ints:
    """Columns (k,) of those `opened` without which less weight would be covered.

    Looked at one by one, the dearest first, of equals the last id; `price` (k,).
    """
    reach = csc_array(part.reach[part.weight > 0][:, opened])
    times = reach.sum(axis=1)
    kept = np.ones(len(opened), bool)
    for place in np.lexsort((opened, price))[::-1]:
        rows = reach.indices[reach.indptr[place] : reach.indptr[place + 1]]
        if (times[rows] > 1).all():
            kept[place] = False
            times[rows] -= 1
    return opened[kept]


def _price(networks: Networks, sites: tuple[Ints, Ints]) -> float:
    return float(
        sum(
            siting.price[new].sum() for siting, new in zip(networks, sites, strict=True)
        )
    )

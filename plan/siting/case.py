"""A siting model made of a study area: desa to be served, posts and desa to serve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from plan.siting.problem import Siting
from risk.tps_classes import VULNERABLE

if TYPE_CHECKING:
    from geo.coverage import Coverage
    from geo.units import Floats, Ints
    from plan.knowledge import Knowledge
    from risk.scenario import Scenario
    from risk.score import Score
    from risk.tps_classes import TpsClasses


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """The siting model of one scenario on one study area.

    `siting`: a demand point is a desa with TPS, a fixed site a counted post, a
    candidate any desa. `desa`: (n,) row of each demand point among the desa, `voters`
    (n,) its persons, `tps` (n,) its TPS. `site_desa`: (m,) row of the desa of each
    candidate, -1 for a post that stands.
    """

    siting: Siting
    desa: Ints
    voters: Floats
    tps: Floats
    site_desa: Ints

    def columns(self, codes: tuple[str, ...]) -> Ints:
        """Columns of the candidate desa with these codes, ascending.

        Raises `MethodError` naming the codes that no desa has.
        """
        place = {
            site: column
            for column, site in enumerate(self.siting.sites)
            if not self.siting.fixed[column]
        }
        strange = tuple(code for code in codes if code not in place)
        if strange:
            raise MethodError([Problem.of("site_unknown", desa=strange)])
        return np.array(sorted(place[code] for code in codes), dtype=np.int64)


def make_case(
    knowledge: Knowledge,
    scenario: Scenario,
    *,
    coverage: Coverage,
    score: Score,
    classes: TpsClasses,
) -> Case:
    """Lay out the scenario's siting model; minutes run from post to desa.

    Posts that count stand and are fixed; every desa is a candidate. Raises
    `MethodError` where nothing is known of what a desa is to count for.
    """
    places = knowledge.places
    rows = np.unique(places.tps_desa)
    posts = [knowledge.reach.posts.index(post) for post in coverage.posts]
    ways = (scenario.mode, scenario.season)
    from_posts = knowledge.reach.between[ways][posts][:, rows]
    from_desa = knowledge.access.minutes(*ways)[:, rows]
    voters = _per_desa(knowledge, places.tps_voters)[rows]
    tps = _per_desa(knowledge, np.ones(len(places.tps_desa)))[rows]
    codes = [desa.code for desa in places.desa]
    sites = [*(post.post_id for post in coverage.posts), *codes]
    fixed = np.arange(len(sites)) < len(posts)
    weight = _weight(knowledge, scenario, score, classes)[rows]
    if not weight.any():
        raise MethodError([Problem.of("demand_weightless")])
    siting = Siting.of(
        [codes[row] for row in rows],
        sites,
        np.vstack([from_posts, from_desa]).T,
        weight=weight,
        load=voters,
        fixed=fixed,
    )
    row_of = {code: row for row, code in enumerate(codes)}
    return Case(
        siting=siting,
        desa=rows,
        voters=voters,
        tps=tps,
        site_desa=np.array(
            [
                -1 if stands else row_of[site]
                for site, stands in zip(siting.sites, siting.fixed, strict=True)
            ],
            dtype=np.int64,
        ),
    )


def demand_weights(knowledge: Knowledge, scenario: Scenario, known: Floats) -> Floats:
    """What each desa counts for under many scores: (..., kecamatan) -> (..., desa).

    `known`: scores from 0 to 100, 0 where unknown. Only for weights that rest on the
    score: voters x risk, or risk alone.
    """
    places = knowledge.places
    home = _home(knowledge)
    if scenario.demand_weight == "risk":
        return np.asarray(known[..., home] / 100)
    return np.asarray(known[..., home] / 100 * _per_desa(knowledge, places.tps_voters))


def rests_on_score(scenario: Scenario) -> bool:
    """Whether what a desa counts for moves with the weights of the index."""
    return scenario.demand_weight in ("voters_risk", "risk")


def _weight(
    knowledge: Knowledge, scenario: Scenario, score: Score, classes: TpsClasses
) -> Floats:
    """What each desa counts for: -> (desa,); a kecamatan without a score counts 0."""
    places = knowledge.places
    if rests_on_score(scenario):
        return demand_weights(knowledge, scenario, np.nan_to_num(score.score))
    if scenario.demand_weight == "voters":
        return _per_desa(knowledge, places.tps_voters)
    if scenario.demand_weight == "tps":
        return _per_desa(knowledge, np.ones(len(places.tps_desa)))
    vulnerable = classes.tps_class >= VULNERABLE
    if not vulnerable.any():
        raise MethodError([Problem.of("no_vulnerable_tps")])
    return _per_desa(knowledge, vulnerable.astype(float))


def _per_desa(knowledge: Knowledge, values: Floats | Ints) -> Floats:
    """Sum of a number per TPS over each desa: (tps,) -> (desa,)."""
    places = knowledge.places
    weights = np.asarray(values, dtype=np.float64)
    sums = np.bincount(places.tps_desa, weights, minlength=len(places.desa))
    return sums.astype(np.float64)


def _home(knowledge: Knowledge) -> Ints:
    """Row of the kecamatan of each desa: -> (desa,)."""
    row = {place.code: i for i, place in enumerate(knowledge.places.kecamatan)}
    return np.array([row[desa.kecamatan_code] for desa in knowledge.places.desa])

"""Prevention and readiness apart: how vulnerable a kecamatan is, and how well reached.

The risk score holds how far the police is: set against coverage it would partly be set
against itself. So vulnerability is measured here without the indicators of `REACH`,
with all other choices of the reader as they are.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import ScenarioError
from risk.classify import SAME, UNKNOWN_CLASS, classify
from risk.classify import bounds as class_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.units import Floats, Ints
    from plan.evaluate import Result

REACH = frozenset(
    {"minutes_police", "share_beyond", "tps_per_polsek", "kecamatan_per_polsek"}
)
"""Indicators that measure the posts themselves: how far they are, whom they serve."""

HALF = 0.5
"""Share of TPS below which a kecamatan counts as hardly reached. Our own choice."""

CLASSES = 3
VULNERABLE_FROM = 1
"""Class of vulnerability from which a kecamatan is vulnerable: the middle one."""
REACHED_FROM = 2
"""Class of coverage from which it counts as reached: the service standard is met."""

QUADRANTS = ("act_first", "vulnerable_reached", "remote", "calm")
"""Names of the four meetings of both answers, in the order in which to act."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where the classes of both axes begin, each closed on the left.

    `vulnerability`: two scores, 0 to 100, those between which the middle class of
    risk would lie; infinite where the reader's way of classing leaves one unused.
    `coverage`: two shares, 0 to 1, half of the TPS and the service standard; under a
    standard below one half there is no class between.
    """

    vulnerability: tuple[float, float]
    coverage: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Both answers for one kecamatan.

    `vulnerability`: 0 to 100 without the indicators of `REACH`, nan unknown. `score`:
    the whole risk score, nan unknown. `coverage`: share of TPS within the threshold
    of the service, 0 to 1, nan without TPS; a lower bound where posts may be missing
    from the list. Classes 0 to 2, -1 unknown. `quadrant`: one of `QUADRANTS`, None
    where either class is unknown.
    """

    kecamatan_code: str
    kecamatan: str
    vulnerability: float
    score: float
    coverage: float
    vulnerability_class: int
    coverage_class: int
    quadrant: str | None

    @property
    def cell(self) -> int:
        """Place in the 3 x 3 of both classes: 3 v + c, 0 to 8; -1 unknown."""
        if self.quadrant is None:
            return UNKNOWN_CLASS
        return CLASSES * self.vulnerability_class + self.coverage_class


def cuts(result: Result) -> Cuts:
    """Where the classes begin under the reader's way of classing and standard."""
    chosen = result.scenario
    bounds = class_bounds(vulnerability(result), chosen.classes, chosen.cuts or ())
    low, high = bounds[1:3]
    return Cuts((low, high), (min(HALF, chosen.standard), chosen.standard))


@functools.lru_cache(maxsize=4)
def vulnerability(result: Result) -> Floats:
    """Score of each kecamatan without the indicators of `REACH`: (n,), 0 to 100.

    Their weight is taken off and the others share it, as if the reader had done so. A
    kecamatan with too little known of the rest is nan; all are where nothing else has
    a weight. Raises `MethodError` as `risk.score.score` does.
    """
    without = dict.fromkeys(REACH & set(result.preset.weights), 0.0)
    try:
        return result.scored_with(without).score
    except ScenarioError:  # the reader weighs nothing but reach
        return np.full(len(result.score.areas), np.nan)


def coverage_classes(
    coverage: Floats, bounds: tuple[float, float], *, complete: bool
) -> Ints:
    """Class of each share of TPS: (n,) -> (n,), 0 to 2, -1 unknown.

    Exactly on a bound belongs to the class above. Without a `complete` list of posts
    a share is a lower bound: it is a class only where it is the highest already.
    """
    found = classify(coverage, bounds)
    if complete:
        return found
    return np.where(found == REACHED_FROM, found, UNKNOWN_CLASS)


def quadrant(vulnerability_class: int, coverage_class: int) -> str | None:
    """Return the name of the quadrant of two classes, None where one is unknown."""
    if UNKNOWN_CLASS in (vulnerability_class, coverage_class):
        return None
    is_vulnerable = vulnerability_class >= VULNERABLE_FROM
    is_reached = coverage_class >= REACHED_FROM
    return QUADRANTS[2 * (not is_vulnerable) + is_reached]


def find_readiness(result: Result) -> tuple[Readiness, ...]:
    """Both answers for each kecamatan, in order of code.

    Raises `MethodError` as `vulnerability` does.
    """
    table, bounds = result.coverage_table, cuts(result)
    level = vulnerability(result)
    covered, tps = table["tps_covered"].to_numpy(float), table["tps"].to_numpy(float)
    share = np.divide(covered, tps, out=np.full(len(tps), np.nan), where=tps > 0)
    complete = result.area.is_complete(result.scenario.post_type) is True
    classes = (
        classify(level, bounds.vulnerability),
        coverage_classes(share, bounds.coverage, complete=complete),
    )
    return tuple(
        Readiness(
            kecamatan_code=place.code,
            kecamatan=place.name,
            vulnerability=float(level[row]),
            score=float(result.score.score[row]),
            coverage=float(share[row]),
            vulnerability_class=int(classes[0][row]),
            coverage_class=int(classes[1][row]),
            quadrant=quadrant(int(classes[0][row]), int(classes[1][row])),
        )
        for row, place in enumerate(result.knowledge.places.kecamatan)
    )


def in_order(found: Iterable[Readiness]) -> tuple[Readiness, ...]:
    """Return the order in which to act: by quadrant, the most vulnerable first.

    Equally vulnerable: the less covered, then the smaller code. Unknown ones last.
    """
    return tuple(
        sorted(
            found,
            key=lambda one: (
                len(QUADRANTS) if one.quadrant is None
                else QUADRANTS.index(one.quadrant),
                -round(np.nan_to_num(one.vulnerability, nan=-1.0) / SAME),
                np.nan_to_num(one.coverage, nan=2.0),
                one.kecamatan_code,
            ),
        )
    )  # fmt: skip

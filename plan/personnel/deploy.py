"""The plan for polling day: need, people, who goes where, and what cannot be met."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem
from geo.units import MINUTES_PER_HOUR
from plan.personnel.book import LINMAS, PERSONNEL, POLICE, TNI, Book
from plan.personnel.groups import Grouped, Limits, group_tps
from plan.personnel.lacking import reasons
from plan.personnel.posting import Asked, Posted, assign, there_by
from plan.personnel.staffing import LONGEST, Staffing, check
from plan.personnel.supply import Source, hold_back, sources_of
from risk.classify import UNKNOWN_CLASS
from risk.tps_classes import CLASSES, TpsClasses, classify_tps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.units import Ints
    from plan.evaluate import Result
    from plan.personnel.rules import Need, Rule

NO_ONE: Mapping[str, int] = MappingProxyType({})
URGENCY = {CLASSES.index("sangat_rawan"): 3, UNKNOWN_CLASS: 2, 1: 1, 0: 0}
"""What is served first; an unknown class stands between the vulnerable ones."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A group that lacks people: how many, and why.

    `reason`: no_route (nobody's way leads there), too_far (no journey is short enough),
    no_people (all are elsewhere), held (somebody held in reserve could come) or no_own
    (others could come, but none of the Polres' own is left to stand with them).
    `below_minimum`: even of those who come first in a group of its class.
    """

    group: int
    missing: int
    reason: str
    below_minimum: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Deployment:
    """Who guards which TPS under a scenario and the reader's choices.

    `rules` of each class; `classes` of the TPS, assumed from the kecamatan where
    nothing is reported. `sources`: who leaves from where, the reserve taken off;
    `pool`: all police, `reserve` of them held back, fewer than asked for where there
    are fewer. `least`: what the other end of ranges would ask for, `posted`: who goes
    to which group, `unmet`: worst first, those below the minimum before all others.
    `solved`: "lp", or "mip" where whole numbers were needed, "" where nobody could go.
    """

    result: Result
    staffing: Staffing
    book: Book
    rules: Mapping[str, Rule]
    classes: TpsClasses
    grouped: Grouped
    sources: tuple[Source, ...]
    pool: int
    reserve: int
    least: int
    posted: tuple[Posted, ...]
    unmet: tuple[Unmet, ...]
    solved: str

    @property
    def need(self) -> Need:
        """What all TPS ask for."""
        return self.grouped.need()

    @property
    def shortfall(self) -> int:
        """Police that the TPS and the reserve ask for beyond the pool; 0 where enough.

        Need + reserve asked for - pool: TNI and what no road reaches do not count.
        """
        return max(0, self.need.police + self.staffing.reserve - self.pool)

    @property
    def spare(self) -> int:
        """Police beyond what TPS and reserve ask for."""
        return max(0, self.pool - self.staffing.reserve - self.need.police)

    @property
    def linmas_pool(self) -> int | None:
        """Linmas there are, None where nobody has said."""
        homes, pools = self.staffing.homes_of(self.book), self.book.pools
        known = [people for code, _, people in homes if pools[code].force == LINMAS]
        return sum(known) if known else None

    @property
    def linmas_short(self) -> int | None:
        """Linmas that the TPS ask for beyond those there are, None where unknown."""
        there = self.linmas_pool
        return None if there is None else max(0, self.need.linmas - there)

    def guarded(self) -> Ints:
        """TPS that the rules post police at: -> (kecamatan,)."""
        found = np.zeros(len(self.result.knowledge.places.kecamatan), dtype=np.int64)
        for group in self.grouped.groups:
            if group.police:
                found[group.kecamatan] += len(group.tps)
        return found

    def need_by_desa(self) -> Ints:
        """Police asked for: (desa,), each group's at the first desa of its way."""
        found = np.zeros(len(self.result.knowledge.places.desa), dtype=np.int64)
        for group in self.grouped.groups:
            found[group.desa[0]] += group.police
        return found

    def assigned(self, kecamatan: int | None = None, force: str = POLICE) -> int:
        """People of a force sent to the TPS of one kecamatan, or of all."""
        return sum(
            one.people
            for one in self.posted
            if one.source.force == force
            and kecamatan in (None, self.grouped.groups[one.group].kecamatan)
        )

    def tps_unmet(self, kecamatan: int | None = None) -> int:
        """TPS of groups that lack anybody."""
        groups = (self.grouped.groups[one.group] for one in self.unmet)
        return sum(len(g.tps) for g in groups if kecamatan in (None, g.kecamatan))


def deploy(
    result: Result, staffing: Staffing, local: Mapping[str, int] = NO_ONE
) -> Deployment:
    """Plan polling day: groups of TPS, then who goes where in the fewest minutes.

    `local`: kecamatan code -> people recruited there, who start at its seat and count
    as the Polres' own. Minutes are those of the scenario's mode and season, of the
    direct journey from home to the furthest desa of a group. Minimums come first; then
    the most vulnerable classes, within a class the kecamatan with the higher score;
    TNI only fill what police do not.

    Raises `MethodError` where the study area has no book of people, `ScenarioError`
    for codes it does not have.
    """
    known, scenario = result.knowledge, result.scenario
    book = require_book(result)
    check(staffing, book, known.reach.ids)
    rules = staffing.rule_of(book, scenario.phase)
    classes = assumed_classes(result)
    minutes = known.access.minutes(scenario.mode, scenario.season)
    limits = Limits(stretch=_stretch(staffing), minimum=book.minimum)
    grouped = group_tps(known.places, classes.tps_class, rules, minutes, limits)
    sources = sources_of(result, staffing, book, local)
    pool = sum(one.people for one in sources if one.force == POLICE)
    held, kept = hold_back(sources, staffing.reserve)
    asked = _asked(result, staffing, grouped)
    posted, solved = assign(asked, kept, tni=staffing.tni)
    unmet = _unmet(asked, sources, kept, posted, tni=staffing.tni)
    return Deployment(
        result=result,
        staffing=staffing,
        book=book,
        rules=rules,
        classes=classes,
        grouped=grouped,
        sources=kept,
        pool=pool,
        reserve=held,
        least=grouped.least.police,
        posted=posted,
        unmet=unmet,
        solved=solved,
    )


def require_book(result: Result) -> Book:
    """What the study area knows of its people.

    Raises `MethodError` where it has no such file.
    """
    book = result.knowledge.book
    if book is None:
        raise MethodError([Problem.of("no_personnel", file=PERSONNEL)])
    return book


def assumed_classes(result: Result) -> TpsClasses:
    """Classes of the TPS: as reported, else as those of their kecamatan."""
    scenario = replace(result.scenario, tps_assumption="kecamatan")
    known = result.knowledge
    return classify_tps(
        known.tps_counts, scenario, known.places, result.score.risk_class
    )


def _stretch(staffing: Staffing) -> float:
    """Minutes that the way along a group may take: inf where there is no limit."""
    hours = staffing.stretch
    return hours * MINUTES_PER_HOUR if hours < LONGEST else math.inf


def _asked(result: Result, staffing: Staffing, grouped: Grouped) -> Asked:
    groups = grouped.groups
    return Asked(
        groups=groups,
        wanted=np.array([group.police for group in groups], dtype=np.int64),
        least=np.array([group.minimum for group in groups], dtype=np.int64),
        urgency=urgency(result, grouped),
        longest=staffing.journey * MINUTES_PER_HOUR,
        mixed=staffing.mixed,
    )


def _unmet(
    asked: Asked,
    before: Sequence[Source],
    kept: Sequence[Source],
    posted: Sequence[Posted],
    *,
    tni: bool,
) -> tuple[Unmet, ...]:
    """Name what is still missing, and why."""
    may = [row for row, one in enumerate(before) if tni or one.force != TNI]
    told = reasons([before[n] for n in may], [kept[n] for n in may], asked, posted)
    there = there_by(posted, len(asked.groups))
    below = there < asked.least
    worst = sorted(told, key=lambda row: (not below[row], -asked.urgency[row]))
    return tuple(
        Unmet(row, int(asked.wanted[row] - there[row]), told[row], bool(below[row]))
        for row in worst
    )


def urgency(result: Result, grouped: Grouped) -> Ints:
    """What is served first: (groups,); a score not known is a middle one."""
    score = result.score.score
    middle = float(np.nanmedian(score)) if np.isfinite(score).any() else 0.0
    known = np.where(np.isnan(score), middle, score)
    keys = [(URGENCY[g.tps_class], known[g.kecamatan]) for g in grouped.groups]
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return np.array([ranks[key] for key in keys], dtype=np.int64)

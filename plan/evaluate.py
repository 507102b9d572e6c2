"""One scenario on one study area, from minutes to candidates: the whole answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.coverage import Coverage, by_kecamatan, cover
from geo.errors import MethodError, ScenarioError
from plan.candidates import Candidate, find_candidates
from plan.certainty import rank_certainty
from plan.gaps import Gap, find_gaps
from plan.proposals import Proposal, Sited, find_places
from plan.siting.case import make_case
from risk.flags import Flag, flags
from risk.measures import POLICE, measure, vulnerable_tps
from risk.score import Score, score, unknown_score
from risk.tps_classes import SHARE, TpsClasses, classes_reported, classify_tps
from risk.weights import check_scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geo.area import StudyArea
    from plan.knowledge import Knowledge
    from risk.indicators import IndicatorTable
    from risk.presets import Preset
    from risk.scenario import Scenario
    from risk.uncertainty import Summary


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """Everything the screen, the terminal and the exports show of a scenario.

    `coverage_table` is `geo.coverage.by_kecamatan`; `gaps`, `candidates` and
    `shortlist` are of the scenario's post type. `scenario` has all that its preset
    fills. `certainty`: the ranks under other weights and methods, None where not
    drawn. `sited`: where new posts should stand, None where the siting model has no
    answer, and `not_sited` then says why.
    """

    knowledge: Knowledge
    scenario: Scenario
    table: IndicatorTable
    score: Score
    flags: tuple[Flag, ...]
    coverage: Coverage
    coverage_table: pd.DataFrame
    gaps: tuple[Gap, ...]
    candidates: tuple[Candidate, ...]
    tps_classes: TpsClasses
    certainty: Summary | None = None
    sited: Sited | None = None
    not_sited: MethodError | None = None

    @property
    def shortlist(self) -> tuple[Proposal, ...]:
        """The places proposed for new posts, the most useful first."""
        return () if self.sited is None else self.sited.proposals

    @property
    def placed(self) -> Sited:
        """Where new posts should stand.

        Raises `MethodError` where the siting model has no answer.
        """
        if self.sited is None:
            raise self.not_sited or AssertionError
        return self.sited

    @property
    def preset(self) -> Preset:
        """The preset that the scenario names."""
        return self.knowledge.presets[self.scenario.preset]

    def scored_with(self, changes: Mapping[str, float]) -> Score:
        """Score the same table with some weights changed and all else as chosen.

        Raises `ScenarioError` or `MethodError` as `risk.score.score`.
        """
        weights = dict(self.scenario.weights) | dict(changes)
        asked = replace(self.scenario, weights=tuple(weights.items()))
        return score(self.table, self.preset, asked)

    @property
    def unstable(self) -> frozenset[str]:
        """Codes of the kecamatan whose rank is not certain."""
        if self.certainty is None:
            return frozenset()
        flagged = zip(self.score.areas, self.certainty.unstable, strict=True)
        return frozenset(code for code, is_unstable in flagged if is_unstable)

    @property
    def area(self) -> StudyArea:
        """The study area the result is about."""
        return self.knowledge.area


def evaluate(
    knowledge: Knowledge, scenario: Scenario, *, needs_index: bool = True
) -> Result:
    """Score, cover and plan: the same scenario and data give the same result.

    Raises `ScenarioError` or `MethodError` naming every fault of the choices.
    Where `needs_index` is false, a refused index does not take coverage with it:
    every score is then unknown and candidates carry no risk.
    """
    if scenario.preset not in knowledge.presets:
        check_scenario(scenario, knowledge.presets)
    preset = knowledge.presets[scenario.preset]
    scenario = preset.settle(scenario)
    table = _measured(knowledge, scenario)
    try:
        scored = score(table, preset, scenario)
    except (MethodError, ScenarioError):
        if needs_index:
            raise
        scored = unknown_score(table, preset)
    coverage = _cover(knowledge, scenario, scenario.post_type)
    summed = by_kecamatan(knowledge.places, coverage)
    gaps = find_gaps(knowledge, scenario, coverage, summed)
    candidates = find_candidates(
        knowledge, scenario, coverage=coverage, score=scored, gaps=gaps
    )
    classes = classify_tps(
        knowledge.tps_counts, scenario, knowledge.places, scored.risk_class
    )
    sited, not_sited = _sited(knowledge, scenario, coverage, scored, classes)
    return Result(
        knowledge=knowledge,
        scenario=scenario,
        table=table,
        score=scored,
        flags=flags(table, scored.normalised, preset),
        coverage=coverage,
        coverage_table=summed,
        gaps=gaps,
        candidates=candidates,
        tps_classes=classes,
        certainty=rank_certainty(table, preset, scenario, scored),
        sited=sited,
        not_sited=not_sited,
    )


def evaluate_next(before: Result, scenario: Scenario) -> Result:
    """`evaluate` on the same knowledge, keeping what the change leaves as it was.

    The number of new posts, their aim, what counts for them and places by hand
    touch nothing but `sited`. `before` must be whole (`needs_index`). Raises as
    `evaluate`.
    """
    knowledge = before.knowledge
    if scenario.preset not in knowledge.presets:
        return evaluate(knowledge, scenario)
    scenario = knowledge.presets[scenario.preset].settle(scenario)
    if _placed_as(before.scenario, scenario) != scenario:
        return evaluate(knowledge, scenario)
    sited, not_sited = _sited(
        knowledge, scenario, before.coverage, before.score, before.tps_classes
    )
    return replace(before, scenario=scenario, sited=sited, not_sited=not_sited)


def _placed_as(scenario: Scenario, other: Scenario) -> Scenario:
    """A scenario with all that another says on new posts alone."""
    return replace(
        scenario,
        objective=other.objective,
        new_posts=other.new_posts,
        demand_weight=other.demand_weight,
        sites=other.sites,
    )


def _sited(
    knowledge: Knowledge,
    scenario: Scenario,
    coverage: Coverage,
    score: Score,
    classes: TpsClasses,
) -> tuple[Sited | None, MethodError | None]:
    """Place new posts; a refusal takes nothing else of the result with it."""
    try:
        case = make_case(
            knowledge, scenario, coverage=coverage, score=score, classes=classes
        )
        return find_places(knowledge, scenario, case), None
    except MethodError as error:
        return None, error


def _measured(knowledge: Knowledge, scenario: Scenario) -> IndicatorTable:
    """Fill the indicator table; what TPS reports add does not rest on assumptions."""
    reported = classes_reported(knowledge.tps_counts, scenario.tps_cuts)
    wanted = SHARE in knowledge.presets[scenario.preset].members
    shares, known = vulnerable_tps(knowledge.places, reported, wanted=wanted)
    return measure(
        knowledge.places,
        knowledge.reach,
        _cover(knowledge, scenario, POLICE),
        standing={**knowledge.standing[scenario.mode], **shares},
        indicators=knowledge.indicators,
        observed={**knowledge.observed, **known},
    )


def _cover(knowledge: Knowledge, scenario: Scenario, post_type: str) -> Coverage:
    return cover(
        knowledge.places,
        knowledge.reach,
        post_type=post_type,
        threshold=scenario.threshold,
        season=scenario.season,
        mode=scenario.mode,
        counted=scenario.counted,
    )

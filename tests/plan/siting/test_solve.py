"""One question, one answer: each goes to its model, and each fault is named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.errors import MethodError, Problem
from plan.siting.capacitated import capacitated_mclp, capacitated_pmedian
from plan.siting.center import equity, pcenter
from plan.siting.coverage import mclp, smallest_p
from plan.siting.covers import lscp, lscp_backup
from plan.siting.median import pmedian
from plan.siting.problem import Siting
from plan.siting.solve import Ask, solve, solve_quick
from tests.plan.siting.distance_cases import siting

LINE = [[abs(i - j) for j in (0, 3, 5, 9)] for i in (0, 1, 5, 6, 9)]
PLAIN = siting(LINE, weight=[4, 1, 2, 1, 3])
LIMITED = replace(PLAIN, capacity=np.array([2.0, 2.0, 2.0, np.inf]))

MODELS = {
    Ask("mclp", p=2, threshold=1): lambda: mclp(PLAIN, 1, 2),
    Ask("mclp", coverage=0.9, threshold=2): lambda: smallest_p(PLAIN, 2, 0.9),
    Ask("lscp", threshold=2): lambda: lscp(PLAIN, 2),
    Ask("backup", threshold=2): lambda: lscp_backup(PLAIN, 2),
    Ask("backup", p=4, threshold=2): lambda: lscp_backup(PLAIN, 2, 4),
    Ask("pmedian", p=2): lambda: pmedian(PLAIN, 2),
    Ask("pcenter", p=2): lambda: pcenter(PLAIN, 2),
    Ask("equity", p=2): lambda: equity(PLAIN, 2),
}


@pytest.mark.parametrize("ask", MODELS)
def test_each_question_goes_to_its_model(ask: Ask) -> None:
    """The answer is the model's own."""
    wanted, found = MODELS[ask](), solve(PLAIN, ask)
    assert found.objective == ask.objective
    assert (found.value, found.sites.tolist()) == (wanted.value, wanted.sites.tolist())
    assert found.equally_good == wanted.equally_good


def test_with_capacities_the_forms_that_know_them_are_asked() -> None:
    """Split or whole."""
    for split in (False, True):
        ask = Ask("pmedian", p=3, split=split)
        wanted = capacitated_pmedian(LIMITED, 3, split=split)
        assert solve(LIMITED, ask).value == wanted.value
        ask = Ask("mclp", p=1, threshold=3, split=split)
        wanted = capacitated_mclp(LIMITED, 3, 1, split=split)
        assert solve(LIMITED, ask).value == wanted.value


def test_a_budget_buys_what_covers_most() -> None:
    """Site 0 covers 5 for 4; sites 2 and 3 cover 3 each for 2 each: together 6."""
    asked = replace(PLAIN, price=np.array([4.0, 9.0, 2.0, 2.0]))
    found = solve(asked, Ask("mclp", budget=4, threshold=1))
    assert found.sites.tolist() == [2, 3]
    assert (found.value, found.bound, found.optimal) == (6, 6, True)


@pytest.mark.parametrize("objective", ["mclp", "pmedian", "pcenter", "equity"])
def test_quick_answers_say_how_good_they_are(objective: str) -> None:
    """Never better than the proven one; the bound is true."""
    ask = Ask(objective, p=2, threshold=1)
    quick, proven = solve_quick(PLAIN, ask), solve(PLAIN, ask)
    assert quick is not None
    assert quick.objective == objective
    low, high = sorted((quick.value, quick.bound))
    assert low <= proven.value <= high


@pytest.mark.parametrize(
    ("asked", "ask"),
    [
        (PLAIN, Ask("backup", p=4, threshold=2)),
        (PLAIN, Ask("mclp", coverage=0.5, threshold=2)),
        (LIMITED, Ask("pmedian", p=3)),
    ],
)
def test_what_has_no_quick_answer_says_so(asked: Siting, ask: Ask) -> None:
    """None, to wait for the proven one."""
    assert solve_quick(asked, ask) is None


NOWHERE = Siting.of([], [], np.zeros((0, 0)))
FAULTS = [
    (PLAIN, Ask("mclp"), ["siting_threshold_missing", "siting_p_missing"]),
    (PLAIN, Ask("median", p=9), ["siting_objective", "siting_p"]),
    (PLAIN, Ask("pcenter", p=-1), ["siting_p"]),
    (PLAIN, Ask("lscp", p=1, threshold=0), ["siting_threshold", "siting_not_taken"]),
    (PLAIN, Ask("lscp", threshold=np.inf), ["siting_threshold"]),
    (PLAIN, Ask("lscp", threshold=np.nan), ["siting_threshold"]),
    (PLAIN, Ask("mclp", p=1, coverage=0.5, threshold=1), ["siting_told_twice"]),
    (PLAIN, Ask("mclp", coverage=0, threshold=1), ["siting_share_range"]),
    (PLAIN, Ask("mclp", coverage=1.1, threshold=1), ["siting_share_range"]),
    (PLAIN, Ask("mclp", budget=-1, threshold=1), ["siting_budget"]),
    (PLAIN, Ask("pmedian", coverage=0.5), ["siting_not_taken"]),
    (PLAIN, Ask("pmedian", budget=5), ["siting_not_taken"]),
    (PLAIN, Ask("pmedian", p=1, split=True), ["siting_split_without_capacity"]),
    (PLAIN, Ask("pmedian", p=1, seconds=0), ["siting_seconds"]),
    (LIMITED, Ask("equity", p=1), ["siting_capacity_not_taken"]),
    (LIMITED, Ask("mclp", coverage=0.5, threshold=1), ["siting_capacity_needs_p"]),
    (LIMITED, Ask("mclp", budget=5, threshold=1), ["siting_capacity_needs_p"]),
    (NOWHERE, Ask("pmedian", p=0), ["siting_no_demand", "siting_no_sites"]),
]


@pytest.mark.parametrize(("asked", "ask", "codes"), FAULTS)
def test_every_fault_is_named_at_once(
    asked: Siting, ask: Ask, codes: list[str]
) -> None:
    """In the order in which the question is read; quick and proven alike."""
    for answer in (solve, solve_quick):
        with pytest.raises(MethodError) as refused:
            answer(asked, ask)
        assert [problem.code for problem in refused.value.problems] == codes


def test_a_fault_names_its_values() -> None:
    """What was given, and what there is."""
    with pytest.raises(MethodError) as refused:
        solve(PLAIN, Ask("lscp", p=7, threshold=2))
    assert refused.value.problems == (
        Problem.of("siting_not_taken", name="p", objective="lscp"),
        Problem.of("siting_p", p=7, most=4),
    )

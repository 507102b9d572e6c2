"""Coverage does not need the index: a refused index must not take it along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.errors import MethodError, ScenarioError
from plan.evaluate import evaluate
from risk.scenario import Scenario

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

NOTHING_WEIGHS = (("logistik", 0.0), ("sosial_budaya", 0.0), ("teknis", 0.0))


@pytest.mark.parametrize(
    ("refused", "error"),
    [
        (Scenario(aggregate="geometric"), MethodError),
        (Scenario(threshold=900), MethodError),
        (Scenario(weights=NOTHING_WEIGHS), ScenarioError),
    ],
)
def test_coverage_outlives_a_refused_index(
    knowledge: Knowledge, refused: Scenario, error: type[Exception]
) -> None:
    """Every score is unknown; who is reached is as if the index had been fine."""
    with pytest.raises(error):
        evaluate(knowledge, refused)
    result = evaluate(knowledge, refused, needs_index=False)
    fine = evaluate(knowledge, Scenario(threshold=refused.threshold), needs_index=False)
    assert np.isnan(result.score.score).all()
    assert (result.score.risk_class == -1).all()
    assert (result.score.rank == 0).all()
    assert result.coverage_table.equals(fine.coverage_table)
    assert result.gaps == fine.gaps
    assert {c.desa_code for c in result.candidates} == {
        c.desa_code for c in fine.candidates
    }


def test_an_index_that_is_fine_is_kept(knowledge: Knowledge) -> None:
    """Not needing the index is not the same as leaving it out."""
    result = evaluate(knowledge, Scenario(), needs_index=False)
    assert not np.isnan(result.score.score).any()

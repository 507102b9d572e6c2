"""What the terminal prints as JSON says which question it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plan.evaluate import evaluate
from risk.scenario import Scenario
from views.records import gaps_record

if TYPE_CHECKING:
    from plan.knowledge import Knowledge


@pytest.mark.parametrize("asked", [["polsek"], ["koramil"], ["polsek", "koramil"]])
def test_the_record_names_every_service_answered(
    knowledge: Knowledge, asked: list[str]
) -> None:
    """Both at once are not the first alone."""
    results = [evaluate(knowledge, Scenario(post_type=each)) for each in asked]
    record = gaps_record(results)
    assert record["post_types"] == asked
    assert {gap["post_type"] for gap in record["gaps"]} == set(asked)

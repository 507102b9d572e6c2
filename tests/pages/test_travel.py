"""Ways to work out time: those that have minutes are offered, and are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.impedance.access import Travel
from plan.evaluate import evaluate
from risk.scenario import Scenario
from tests.pages.support import opened, texts
from views import story
from views.wording import text

if TYPE_CHECKING:
    from plan.knowledge import Knowledge


def test_a_table_that_nobody_gave_is_not_offered() -> None:
    """Network, straight line and open country are."""
    options = opened("coverage").segmented_control(key="mode").options
    offered = [
        text(f"mode.{mode}", "id") for mode in ("network", "straight", "surface")
    ]
    assert options == offered


def test_a_link_to_a_table_is_refused_by_name() -> None:
    """The page opens with the defaults, and says why."""
    app = opened("coverage", mode="matrix")
    assert app.segmented_control(key="mode").value == "network"
    assert "matrix" in texts(app)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_view_says_how_time_is_worked_out(knowledge: Knowledge, lang: str) -> None:
    """Unless as usual; with the file where it is somebody's own."""
    usual = evaluate(knowledge, Scenario())
    assert text("mode.network", lang) not in story.state(usual, lang)
    straight = evaluate(knowledge, Scenario(mode="straight"))
    assert text("mode.straight", lang) in story.state(straight, lang)
    minutes = knowledge.access.minutes
    own = knowledge.access.with_mode(
        "matrix", Travel(file="my.csv"), lambda season: minutes("straight", season)
    )
    brought = evaluate(knowledge.with_access(own), Scenario(mode="matrix"))
    assert f"{text('mode.matrix', lang)}, " in story.state(brought, lang)
    assert "my.csv" in story.state(brought, lang)

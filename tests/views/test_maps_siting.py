"""Lines of the map of proposals: whom each new post reaches, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan.evaluate import evaluate
from plan.with_new_posts import with_new_posts
from risk.scenario import Scenario
from views.maps.siting import spokes, sure_of

if TYPE_CHECKING:
    from plan.knowledge import Knowledge


def test_a_line_leads_to_each_desa_newly_reached(knowledge: Knowledge) -> None:
    """From the post that is nearest to it then; none to a desa reached already."""
    result = evaluate(knowledge, Scenario())
    then = with_new_posts(result)
    places = result.knowledge.places
    newly = then.coverage.reached & ~result.coverage.reached
    desa = {places.desa[row].code for row in places.tps_desa[newly]}
    sites = {one.candidate.desa_code for one in result.shortlist}
    lines = list(spokes(result))
    assert {line.code for line in lines} == desa - sites
    assert {line.site for line in lines} <= sites
    for line in lines:
        at = next(i for i, d in enumerate(places.desa) if d.code == line.code)
        tps = list(places.tps_desa).index(at)
        post = then.coverage.post_of(int(then.coverage.nearest[tps]))
        assert post is not None
        assert post.post_id == line.site


def test_nothing_is_sure_before_it_is_drawn(knowledge: Knowledge) -> None:
    """The quick answer brings no shares along, and a refused model none at all."""
    assert sure_of(evaluate(knowledge, Scenario())) == {}
    refused = evaluate(knowledge, Scenario(demand_weight="tps_vulnerable"))
    assert sure_of(refused) == {}
    assert list(spokes(refused)) == []

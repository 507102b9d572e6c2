"""Six desa in three kecamatan with minutes set by hand, for the siting model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import cover
from plan.siting.case import make_case
from risk.tps_classes import classify_tps
from tests.builders import desa_code, hand_knowledge, hand_score, study_area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plan.knowledge import Knowledge
    from plan.siting.case import Case
    from risk.scenario import Scenario
    from tests.builders import PostRow

FAR = 999.0
NO_ROUTE = np.inf
# 2-1 and 2-2 reach each other, 3-1 reaches 3-2 (but 3-2 not 3-1); 1-2 has no route.
MINUTES = np.array(
    [
        [0.0, NO_ROUTE, FAR, FAR, FAR, FAR],
        [NO_ROUTE, 0.0, NO_ROUTE, NO_ROUTE, NO_ROUTE, NO_ROUTE],
        [FAR, NO_ROUTE, 0.0, 10.0, FAR, FAR],
        [FAR, NO_ROUTE, 10.0, 0.0, FAR, FAR],
        [FAR, NO_ROUTE, FAR, FAR, 0.0, 60.0],
        [FAR, NO_ROUTE, FAR, FAR, FAR, 0.0],
    ]
)
TPS = {
    desa_code(1): 1,
    desa_code(1, 2): 1,
    desa_code(2): 5,
    desa_code(2, 2): 4,
    desa_code(3): 2,
    desa_code(3, 2): 3,
}


POLSEK = (("P1", "polsek", desa_code(1), ()),)


def made(
    points: Sequence[float],
    scenario: Scenario,
    complete: tuple[str, ...] = ("polsek",),
    posts: Sequence[PostRow] = (),
    covers: tuple[str, ...] = (),
) -> tuple[Knowledge, Case]:
    """Return what is known, and the model for these scores.

    Where no `posts` are named, a polsek stands in 1-1, charged with `covers`.
    """
    polsek = ("P1", "polsek", desa_code(1), covers)
    area = study_area(3, 2, posts=list(posts) or [polsek], tps=TPS, complete=complete)
    knowledge = hand_knowledge(area, MINUTES)
    coverage = cover(
        knowledge.places,
        knowledge.reach,
        post_type=scenario.post_type,
        threshold=scenario.threshold,
        season="dry",
        mode="network",
    )
    score = hand_score(area, points)
    classes = classify_tps(
        knowledge.tps_counts, scenario, knowledge.places, np.array([0, 2, 4])
    )
    case = make_case(
        knowledge, scenario, coverage=coverage, score=score, classes=classes
    )
    return knowledge, case

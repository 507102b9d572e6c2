"""Three kecamatan in a row with a police post in the first, for the plans of people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from plan.evaluate import Result
from plan.recruiting import Recruiting
from risk.scenario import Scenario
from tests.builders import (
    desa_code,
    hand_knowledge,
    hand_score,
    kecamatan_code,
    study_area,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plan.knowledge import Knowledge
    from tests.builders import PostRow

NOTHING: Any = None  # parts of a result that these plans do not look at
MINUTES = np.array([[0.0, 20.0, 61.0], [20.0, 0.0, 50.0], [61.0, 50.0, 0.0]])
POLSEK: tuple[PostRow, ...] = (("P1", "polsek", desa_code(1), ()),)
VOTERS = {desa_code(1): 2, desa_code(2): 2, desa_code(3): 1}  # hundreds


def known(
    posts: Sequence[PostRow] = POLSEK,
    minutes: np.ndarray = MINUTES,
    *,
    tps: Mapping[str, int] = VOTERS,
    roadless: Sequence[str] = (),
    wet_factor: float = 1.0,
) -> Knowledge:
    """200, 200 and 100 voters; minutes as given, in the rain times the factor."""
    area = study_area(3, posts=posts, tps=tps, roadless=roadless)
    made = hand_knowledge(area, minutes, wet_factor=wet_factor)
    between = {
        key: found * (wet_factor if key[1] == "wet" else 1.0)
        for key, found in made.access.between.items()
    }
    return made.with_access(replace(made.access, between=between))


def result_of(knowledge: Knowledge, **choices: Any) -> Result:  # noqa: ANN401 - any choice
    """A result that holds nothing but data, scenario and scores."""
    return Result(
        knowledge=knowledge,
        scenario=Scenario(**choices),
        table=NOTHING,
        score=hand_score(knowledge.area, [50, 40, 30]),
        flags=(),
        coverage=NOTHING,
        coverage_table=NOTHING,
        gaps=(),
        candidates=(),
        tps_classes=NOTHING,
    )


def asked(
    per: int = 50,
    within: float = 20,
    strength: int = 5,
    local: Mapping[int, int] | None = None,
) -> Recruiting:
    """One officer per so many voters; each polsek sends so many; local by number."""
    pairs = tuple((kecamatan_code(k), n) for k, n in (local or {}).items())
    return Recruiting(per, within, (("polsek", strength),), pairs)

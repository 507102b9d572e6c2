"""Police and army side by side: whom each reaches in time, once and twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import SERVICES, cover
from geo.coverage_sums import sum_coverage
from risk.tps_classes import VULNERABLE, classes_reported

if TYPE_CHECKING:
    import pandas as pd

    from geo.units import Floats
    from plan.knowledge import Knowledge
    from risk.scenario import Scenario


def side_by_side(knowledge: Knowledge, scenario: Scenario) -> dict[str, pd.DataFrame]:
    """Sums of what each service reaches: service -> `geo.coverage_sums` table.

    Threshold, season, mode and what else counts are the scenario's; its post type does
    not matter. Vulnerable are the TPS that reports say are, by the scenario's cut-offs.

    Raises `MethodError` as `geo.coverage.cover`.
    """
    vulnerable = reported_vulnerable(knowledge, scenario)
    return {
        service: sum_coverage(
            knowledge.places,
            cover(
                knowledge.places,
                knowledge.reach,
                post_type=service,
                threshold=scenario.threshold,
                season=scenario.season,
                mode=scenario.mode,
                counted=scenario.counted,
            ),
            vulnerable,
        )
        for service in SERVICES
    }


def reported_vulnerable(knowledge: Knowledge, scenario: Scenario) -> Floats:
    """Whether reports say a TPS is vulnerable: (tps,), nan where none speaks of it."""
    classes = classes_reported(knowledge.tps_counts, scenario.tps_cuts)
    return np.where(classes < 0, np.nan, (classes >= VULNERABLE).astype(float))

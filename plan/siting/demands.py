"""What every siting model asks of its numbers before it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.errors import MethodError, Problem

if TYPE_CHECKING:
    from plan.siting.problem import Siting


def require_asked(
    siting: Siting, threshold: float | None = None, p: int | None = None
) -> None:
    """Refuse, naming every fault: no demand, a threshold or number out of range.

    `threshold` above 0 and finite; `p` from 0 to the number of candidates. None is
    not asked for.
    """
    problems = [
        *([] if siting.demand else [Problem.of("siting_no_demand")]),
        *([] if siting.sites else [Problem.of("siting_no_sites")]),
        *threshold_problems(threshold),
        *_number_problems(siting, p),
    ]
    if problems:
        raise MethodError(problems)


def require_share(share: float) -> None:
    """Refuse a wanted share that is not above 0 and at most 1."""
    if not 0 < share <= 1:
        raise MethodError([Problem.of("siting_share_range", value=str(share))])


def threshold_problems(threshold: float | None) -> list[Problem]:
    """A threshold is above 0 and finite."""
    if threshold is None or (threshold > 0 and np.isfinite(threshold)):
        return []
    return [Problem.of("siting_threshold", value=str(threshold))]


def _number_problems(siting: Siting, p: int | None) -> list[Problem]:
    most = len(siting.candidates)
    if p is None or 0 <= p <= most:
        return []
    return [Problem.of("siting_p", p=p, most=most)]

"""Where along each single weight something tips: for means that are no sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.units import Bools, Floats

STEPS = 200
HALVINGS = 40


def along_each_part(shares: Floats, met: Callable[[Floats], Bools]) -> Iterator[Floats]:
    """For each part and way the least change that tips: m shares, at most 2 m answers.

    One part gains or loses weight, from or to all others in proportion, in `STEPS`
    steps to 1 and to 0; where `met`, (m, g) -> (g,), is first true the step is halved
    until it is a rounding. What tips and tips back within a step is not seen, nor is
    any change of two parts against each other.
    """
    for part in range(len(shares)):
        for end in (0.0, 1.0):
            found = _along(shares, part, end, met)
            if found is not None:
                yield found


def _along(
    shares: Floats, part: int, end: float, met: Callable[[Floats], Bools]
) -> Floats | None:
    steps = np.linspace(0.0, 1.0, STEPS + 1)[1:]
    tipped = np.flatnonzero(met(_moved(shares, part, end, steps)))
    if not len(tipped):
        return None
    low, high = tipped[0] / STEPS, steps[tipped[0]]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if met(_moved(shares, part, end, np.array([middle])))[0]:
            high = middle
        else:
            low = middle
    return np.asarray(_moved(shares, part, end, np.array([high]))[:, 0])


def _moved(shares: Floats, part: int, end: float, steps: Floats) -> Floats:
    """The shares a step, 0 to 1, of the way to `end` in one part: (g,) -> (m, g)."""
    others = shares.copy()
    others[part] = 0.0
    if others.sum() == 0:
        others[:] = 1.0
        others[part] = 0.0
    others /= others.sum() or 1.0
    weight = shares[part] + steps * (end - shares[part])
    found = others[:, None] * (1 - weight)
    found[part] = weight
    return np.asarray(found)

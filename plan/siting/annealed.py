"""A very good set of sites for maximal covering, by cooling: compiled loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.compiled import kernel
from plan.siting.kernels import sums

if TYPE_CHECKING:
    from geo.units import Bools, Floats, Ints
    from plan.siting.kernels import Lists

FAR = 10.0  # temperatures below the best: never drawn, e to the -10


@kernel
def following(state: int) -> int:
    """Numbers by chance of 31 bits, the same everywhere: a linear congruence."""
    return (state * 1103515245 + 12345) % 2147483648


@kernel
def _drawn(gain: Floats, inside: Bools, warmth: float, chance: float) -> int:
    """One site, the likelier the more it adds: e to the gain over the warmth."""
    top, last = -1.0, 0
    for site in range(gain.size):
        if gain[site] > top and not inside[site]:
            top = gain[site]
            last = site
    shares = np.empty(gain.size)
    total = 0.0
    for site in range(gain.size):
        if gain[site] >= top - FAR * warmth and not inside[site]:
            total += np.exp((gain[site] - top) / warmth)
        shares[site] = total
    for site in range(gain.size):
        if shares[site] > chance * total:
            return site
    return last


@kernel
def _moved(  # noqa: PLR0913, PLR0917 - compiled loops take bare arrays
    lists: Lists,
    weight: Floats,
    gain: Floats,
    times: Ints,
    site: int,
    step: int,
) -> float:
    """Open (step 1) or close (-1) a site: weight won or lost; gains follow."""
    starts, rows = lists[0]
    row_starts, sites = lists[1]
    won = 0.0
    for at in range(starts[site], starts[site + 1]):
        row = rows[at]
        if times[row] + min(step, 0) == 0:
            change = step * weight[row]
            won += change
            for other in range(row_starts[row], row_starts[row + 1]):
                gain[sites[other]] -= change
        times[row] += step
    return won


@kernel
def annealed(
    lists: Lists, weight: Floats, chosen: Ints, cooling: tuple[float, float, int]
) -> tuple[float, Ints]:
    """Close one site by chance, open one by heat bath, ever colder: value, sites.

    `cooling`: the warmth at first and at last, and in how many steps. Ends early
    where everything is covered. Same numbers, same sites. Source: Geman & Geman
    (1984), doi:10.1109/TPAMI.1984.4767596.
    """
    first, final, steps = cooling
    times = np.zeros(weight.size, np.int64)
    inside = np.zeros(lists[0][0].size - 1, np.bool_)
    gain = sums(lists[0][0], lists[0][1], weight)
    chosen = chosen.copy()
    value, total = 0.0, weight.sum()
    for site in chosen:
        value += _moved(lists, weight, gain, times, site, 1)
        inside[site] = True
    best, found = value, chosen.copy()
    warmth, state = first, 12345
    shrink = (final / first) ** (1.0 / steps)
    for _ in range(steps):
        if best >= total * (1 - 1e-12):
            break
        state = following(state)
        place = (state >> 8) % chosen.size
        out = chosen[place]
        value += _moved(lists, weight, gain, times, out, -1)
        inside[out] = False
        state = following(state)
        into = _drawn(gain, inside, warmth, state / 2147483648.0)
        value += _moved(lists, weight, gain, times, into, 1)
        inside[into] = True
        chosen[place] = into
        if value > best * (1 + 1e-12):
            best = value
            found[:] = chosen
        warmth *= shrink
    return best, found

"""Why a group of TPS lacks people: codes, for the page to make sentences of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from plan.personnel.posting import reach, there_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.units import Bools
    from plan.personnel.posting import Asked, Posted
    from plan.personnel.supply import Source


def reasons(
    before: Sequence[Source],
    kept: Sequence[Source],
    asked: Asked,
    posted: Sequence[Posted],
) -> dict[int, str]:
    """Why each group that lacks people does: row of the group -> code.

    `before` and `kept` are the same people, before and after a reserve is held back.
    no_route: nobody's way leads there. too_far: no journey is short enough. no_own:
    others could come, but none of the Polres' own is there to stand with them. held:
    somebody held back could come. no_people: all who could come are elsewhere.
    """
    there = there_by(posted, len(asked.groups))
    alone = asked.unled(there)
    lacking = np.flatnonzero(asked.wanted > there).tolist()
    kinds = {row: (asked.groups[row].desa, bool(alone[row])) for row in lacking}
    of_kind = {kind: row for row, kind in kinds.items()}
    rows = [n for n, one in enumerate(before) if one.people]
    sources = [before[n] for n in rows]
    left = {one: one.people for one in kept}
    for one in posted:
        left[one.source] -= one.people
    idle = np.array([left[kept[n]] > 0 for n in rows], dtype=bool)
    held = np.array([before[n].people > kept[n].people for n in rows], dtype=bool)
    own = np.array([one.own for one in sources], dtype=bool)
    minutes = reach(sources, [asked.groups[row] for row in of_kind.values()])
    found = {}
    for column, (desa, is_alone) in enumerate(of_kind):
        near = minutes[:, column] <= asked.longest
        if rows and not near.any():
            is_cut = np.isinf(minutes[:, column]).all()
            found[desa, is_alone] = "no_route" if is_cut else "too_far"
        else:
            can = own if is_alone else np.ones_like(own)
            found[desa, is_alone] = _who(near & idle, near & held, can)
    return {row: found[kind] for row, kind in kinds.items()}


def _who(idle: Bools, held: Bools, can: Bools) -> str:
    """Who is near and not sent: `can` are those who may stand there first."""
    if (held & can).any():
        return "held"
    return "no_own" if (idle | held).any() else "no_people"

"""Proposed sites as plain records: what `cli.py site --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from plan.siting.assess import ROUNDING
from views import siting_tables
from views.records import known, proposal_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plan.evaluate import Result
    from plan.siting.answer import Answer, Assessed
    from plan.siting.problem import Siting
    from plan.siting.solve import Ask
    from plan.siting.tables import OwnFiles, OwnSiting

Record = dict[str, Any]


def site_record(siting: Siting, ask: Ask, answer: Answer, assessed: Assessed) -> Record:
    """A set of new sites, what it does, how sure it is, and whom each site serves.

    Ids stand in ascending order; `p` counts the new sites, `fixed` those that stand
    already. What cannot be told is None, never 0: shares without a threshold, a gap
    without a bound, the cost of a demand point without a route. `left_out`: demand
    without a route or, where a threshold decides, in reach of no site.
    """
    return {
        "objective": ask.objective,
        "p": len(answer.sites),
        "objective_value": known(answer.value),
        "optimal": bool(answer.optimal),
        "gap": known(answer.gap),
        **_assessed_record(ask, assessed),
        "sites": _ids(siting, answer.sites),
        "fixed": _ids(siting, siting.standing),
        "open": open_rows(siting, answer, assessed),
        "equally_good": equally_good_record(siting, answer),
        "left_out": [siting.demand[row] for row in answer.unmet],
        "assignment": assignment_rows(siting, assessed),
    }


def area_record(result: Result, ask: Ask) -> Record:
    """The answer on the study area: ids are codes of desa and posts.

    `by_hand` where the places are the reader's own: nothing is proven of them, and
    `best_value` is that of the best set of as many. `proposals` are the places in
    order of what they add, with reasons in both languages.
    """
    sited = result.placed
    told = site_record(sited.case.siting, ask, sited.answer, sited.after)
    return told | {
        "scenario": result.scenario.to_dict(),
        "data_version": result.area.data_version,
        "by_hand": sited.by_hand,
        "best_value": known(sited.best.value),
        "covered_share_before": known(sited.before.covered_share),
        "stability": {
            place.candidate.desa_code: sited.stability[place.candidate.desa_code]
            for place in sited.proposals
            if place.candidate.desa_code in sited.stability
        },
        "proposals": [
            proposal_row(proposal, rank)
            for rank, proposal in enumerate(sited.proposals, start=1)
        ],
        "gains": siting_tables.gain_rows(result, sited),
    }


def tables_record(own: OwnSiting, files: OwnFiles) -> Record:
    """What was taken for granted when the tables were read."""
    return {
        "costs": "straight" if files.straight else "matrix",
        "absent_pairs": own.absent,
        "ignored_capacity": own.ignored_capacity,
    }


def open_rows(siting: Siting, answer: Answer, assessed: Assessed) -> list[Record]:
    """Every open site, the new ones first: how much demand it serves, how far.

    `demand_rows` it serves whole or in part; `farthest` is None where it serves nobody.
    """
    columns = [*answer.sites.tolist(), *siting.standing.tolist()]
    parts = assessed.parts
    weight = siting.weight[parts.rows] * parts.shares
    return [
        {
            "site_id": siting.sites[column],
            "is_new": place < len(answer.sites),
            "demand_rows": int(served.sum()),
            "weight": float(weight[served].sum()),
            "farthest": float(parts.cost[served].max()) if served.any() else None,
        }
        for place, column in enumerate(columns)
        for served in [parts.columns == column]
    ]


def _assessed_record(ask: Ask, assessed: Assessed) -> Record:
    """Shares and costs; without a threshold nothing is covered or not."""
    counts = ask.threshold is not None
    return {
        "covered_share": known(assessed.covered_share) if counts else None,
        "covered_rows": int(assessed.covered_rows) if counts else None,
        "backup_share": known(assessed.backup_share) if counts else None,
        "mean_cost": known(assessed.mean_cost),
        "max_cost": known(assessed.max_cost),
    }


def equally_good_record(siting: Siting, answer: Answer) -> Record:
    """Sets of new sites as good as the answer's, its own first.

    Where nobody counted there is the answer's own, and perhaps more.
    """
    found = answer.equally_good
    if found is None:
        own = [_ids(siting, answer.sites)]
        return {"count": 1, "complete": False, "sets": own}
    return {
        "count": int(found.count),
        "complete": bool(found.complete),
        "sets": [_ids(siting, one) for one in found.sets],
    }


def assignment_rows(siting: Siting, assessed: Assessed) -> list[Record]:
    """The sites that serve each demand point, a row for each part it is split into.

    The parts of a demand point sum to 1; the part that nobody serves has no site.
    """
    parts = assessed.parts
    served = zip(parts.columns.tolist(), parts.shares, parts.cost, strict=True)
    rows: list[list[Record]] = [[] for _ in siting.demand]
    rest = np.ones(len(siting.demand))
    for row, (column, share, cost) in zip(parts.rows.tolist(), served, strict=True):
        rows[row].append(_part(siting.demand[row], siting.sites[column], share, cost))
        rest[row] -= share
    for row in np.flatnonzero(rest > ROUNDING).tolist():
        rows[row].append(_part(siting.demand[row], None, rest[row], np.nan))
    return [part for each in rows for part in each]


def _part(demand: str, site: str | None, share: float, cost: float) -> Record:
    told = {"demand_id": demand, "site_id": site, "cost": known(cost)}
    return {**told, "share": float(share)}


def _ids(siting: Siting, columns: Iterable[int]) -> list[str]:
    return [siting.sites[column] for column in columns]

"""Tables of the page of proposals: who gains, how many posts, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from plan.before_after import changes
from views import wording
from views.records import known
from views.tables import Column

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.proposals import Sited
    from plan.siting_depth import Depth
    from views.tables import Row


def gain_rows(result: Result, sited: Sited) -> list[Row]:
    """One row per kecamatan, most voters gained first, then most minutes saved."""
    names = result.area.kecamatan["kecamatan"]
    found = changes(result.knowledge, sited, result.scenario.threshold)[:-1]
    rows = [
        {
            "kecamatan_code": one.code,
            "kecamatan": str(names[one.code]),
            "gained": one.gained,
            "tps_gained": one.tps_after - one.tps_before,
            "share_before": one.covered_before / one.voters if one.voters else None,
            "share_after": one.covered_after / one.voters if one.voters else None,
            "minutes_before": known(one.minutes_before),
            "minutes_after": known(one.minutes_after),
            "nearer": one.nearer,
            "saved": known(one.saved),
            "no_route": one.no_route_after,
        }
        for one in found
    ]
    return sorted(
        rows, key=lambda row: (-row["gained"], -row["nearer"], row["kecamatan_code"])
    )


def gain_table(
    result: Result, sited: Sited, lang: str
) -> tuple[list[Row], list[Column]]:
    """Who gains by the new posts, for the page."""
    columns = [
        Column("kecamatan", wording.text("word.kecamatan", lang), width=136),
        Column("gained", _head("gained", lang), "integer"),
        Column("tps_gained", _head("tps_gained", lang), "integer"),
        Column("share_before", _head("share_before", lang), "share"),
        Column("share_after", _head("share_after", lang), "share"),
        Column("minutes_before", _head("minutes_before", lang), "minutes"),
        Column("minutes_after", _head("minutes_after", lang), "minutes"),
        Column("nearer", _head("nearer", lang), "integer"),
        Column("saved", _head("saved", lang), "saving"),
        Column("no_route", _head("no_route", lang), "integer"),
    ]
    return gain_rows(result, sited), columns


def _head(name: str, lang: str) -> str:
    return wording.text(f"siting.column.{name}", lang)


def curve_table(depth: Depth, lang: str) -> tuple[list[Row], list[Column]]:
    """Weight reached by 0 posts and more: the best, one more, and step by step."""
    more = [0.0, *np.diff(depth.best).tolist()]
    rows = [
        {"posts": posts, "best": best, "more": added, "step": step}
        for posts, (best, added, step) in enumerate(
            zip(depth.best.tolist(), more, depth.step.tolist(), strict=True)
        )
    ]
    columns = [
        Column("posts", _head("posts", lang), "integer"),
        Column("best", _head("best", lang), "share"),
        Column("more", _head("more", lang), "share"),
        Column("step", _head("step", lang), "share"),
    ]
    return rows, columns

"""The marginal curve: weight reached against the number of new posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from views import palette, wording

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.siting_depth import Depth

HEIGHT = 300


def curve_chart(
    result: Result, depth: Depth, lang: str
) -> alt.LayerChart | alt.FacetChart:
    """The best of every number of posts, the step-by-step way, and today's choice.

    Shares of the whole weight, in per cent; numbers alone reach the chart's data.
    """
    best, step = (
        wording.text(f"siting.curve.{name}", lang) for name in ("best", "step")
    )
    rows = pd.DataFrame(
        [
            {"posts": posts, "share": 100 * float(share), "way": way}
            for way, shares in ((best, depth.best), (step, depth.step))
            for posts, share in enumerate(shares)
        ]
    )
    accent, quiet = palette.THEMES["light"].accent, "#b26a00"
    x = alt.X(
        "posts:Q",
        title=wording.text("siting.curve.posts", lang),
        axis=alt.Axis(tickMinStep=1, format="d"),
    )
    y = alt.Y(
        "share:Q",
        title=wording.text(f"siting.curve.share.{result.scenario.demand_weight}", lang),
        scale=alt.Scale(zero=False, nice=True),
    )
    colour = alt.Color(
        "way:N",
        title=None,
        scale=alt.Scale(domain=[best, step], range=[accent, quiet]),
        legend=alt.Legend(orient="top"),
    )
    lines = (
        alt.Chart(rows)
        .mark_line(point=True, strokeWidth=2.5)
        .encode(x=x, y=y, color=colour, strokeDash=alt.StrokeDash("way:N", legend=None))
    )
    chosen = (
        alt.Chart(pd.DataFrame({"posts": [result.scenario.new_posts]}))
        .mark_rule(color=accent, strokeDash=[4, 4])
        .encode(x="posts:Q")
    )
    return alt.layer(lines, chosen).properties(height=HEIGHT)

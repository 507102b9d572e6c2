"""The timeline of the logistics: a bar for each kecamatan, from loading to its end."""

from __future__ import annotations

from datetime import timedelta
from math import isfinite
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from geo.lateness import MINUTES_PER_DAY
from plan.logistics.timeline import pieces
from views import palette, wording
from views.logistics_tables import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from plan.logistics.ship import Shipment
    from views.logistics_words import Plans

ROW, TOP = 21, 70  # pixels
_NIGHT, _SEA, _HANDLING = "#ddd8cd", "#8fb8c4", "#b3a283"
_LAST = "#5d4a1f"
KINDS = ("handling", "road", "sea", "way", "last")


def timeline_chart(found: Plans, lang: str) -> alt.LayerChart | alt.FacetChart:
    """Bars in order of departure over nights, with a line at each midnight and limit.

    Names reach the chart as data, never as a part of its specification.
    """
    plan = found.here
    bars = pd.DataFrame(list(_bars(plan, lang)), columns=["name", "kind", "from", "to"])
    names = [wording.plain(o.name) for o in in_order(plan) if isfinite(o.load)]
    words = {kind: wording.text(f"logistics.piece.{kind}", lang) for kind in KINDS}
    present = [words[kind] for kind in KINDS if words[kind] in set(bars["kind"])]
    accent = palette.THEMES["light"].accent
    colours = dict(
        zip(words.values(), (_HANDLING, accent, _SEA, accent, _LAST), strict=True)
    )
    start, end = _span(plan)
    x = alt.X(
        "from:T",
        title=None,
        scale=alt.Scale(domain=[_iso(start), _iso(end)]),
        axis=alt.Axis(
            labelExpr=_day_labels(plan), tickCount={"interval": "day", "step": 1},
            grid=True, gridColor="#7a6a5a", gridOpacity=0.55, labelAlign="left",
            labelOffset=3, orient="top",
        ),
    )  # fmt: skip
    y = alt.Y(
        "name:N",
        sort=names,
        title=None,
        axis=alt.Axis(labelLimit=160, labelOverlap=False, labelFlush=False),
    )
    nights = (
        alt.Chart(pd.DataFrame(list(_nights(plan)), columns=["from", "to"]))
        .mark_rect(color=_NIGHT, opacity=0.6)
        .encode(x=x, x2="to:T")
    )
    pieces_of = (
        alt.Chart(bars)
        .mark_bar(height=13, strokeWidth=1.4)
        .encode(
            x=x,
            x2="to:T",
            y=y,
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=present, range=[colours[k] for k in present]),
                legend=alt.Legend(orient="bottom", symbolType="square", columns=2),
            ),
            stroke=alt.condition(
                alt.datum.kind == words["sea"], alt.value(accent), alt.value(None)
            ),
            strokeDash=alt.condition(
                alt.datum.kind == words["sea"], alt.value([4, 3]), alt.value([1, 0])
            ),
        )
    )
    limits = (
        alt.Chart(pd.DataFrame({"from": [_iso(plan.at(t)) for t in _limits(plan)]}))
        .mark_rule(color="#b30000", strokeWidth=1.6)
        .encode(x=x)
    )
    return alt.layer(nights, pieces_of, limits).properties(
        height=max(3, len(names)) * ROW + TOP
    )


def _limits(plan: Shipment) -> tuple[float, float]:
    """The first departure that there may be, and the deadline."""
    return plan.shipping.first, plan.shipping.deadline


def _bars(plan: Shipment, lang: str) -> Iterator[tuple[str, str, str, str]]:
    for one in in_order(plan):
        for piece in pieces(one, plan.shipping):
            kind = wording.text(f"logistics.piece.{piece.kind}", lang)
            ends = _iso(plan.at(piece.start)), _iso(plan.at(piece.end))
            yield wording.plain(one.name), kind, *ends


def _span(plan: Shipment) -> tuple[datetime | None, datetime | None]:
    """From the midnight before all that is shown to the one after."""
    first = min(plan.shipping.first, *(_loads(plan) or [plan.shipping.first]))
    days = first // MINUTES_PER_DAY
    ends = plan.shipping.deadline // MINUTES_PER_DAY + 1
    return plan.at(days * MINUTES_PER_DAY), plan.at(ends * MINUTES_PER_DAY)


def _loads(plan: Shipment) -> list[float]:
    return [one.load for one in plan.deliveries if isfinite(one.load)]


def _nights(plan: Shipment) -> Iterator[tuple[str, str]]:
    """The hours of each day in which nothing moves."""
    day = plan.shipping.day
    rest = timedelta(minutes=MINUTES_PER_DAY - day.length)
    start, end = _span(plan)
    if start is None or end is None or not rest:
        return
    at = start - timedelta(minutes=MINUTES_PER_DAY - day.starts - day.length)
    while at < end:
        yield _iso(max(at, start)), _iso(min(at + rest, end))
        at += timedelta(days=1)


def _day_labels(plan: Shipment) -> str:
    """An expression that writes H-3, H-2, H-1, H for the midnight a day begins with."""
    polling = plan.polling_date
    day = f"datetime({polling.year}, {polling.month - 1}, {polling.day})"
    days = f"round(({day} - datum.value) / 86400000)"
    return f"{days} > 0 ? 'H-' + {days} : {days} < 0 ? 'H+' + (-{days}) : 'H'"


def _iso(at: datetime | None) -> str:
    """A time as the chart reads it: local, without a zone."""
    return "" if at is None else at.isoformat(timespec="seconds")

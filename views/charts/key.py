"""The legend of the two-way map: three by three colours, and what they mean."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from plan.readiness import CLASSES
from views import palette, readiness_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan.evaluate import Result
    from views.readiness_words import Corner

STYLE = """<style>
.pr-key{flex:1 1 100%;display:flex;flex-wrap:wrap;gap:.5rem 1.4rem;align-items:center}
.pr-key table{border-collapse:collapse;flex:none}
.pr-key td,.pr-key th{padding:0 .35rem;font-weight:400;font-size:.85rem;
  text-align:center;white-space:nowrap;border:0}
.pr-key th[scope=row]{text-align:right}
.pr-key td.pr-cell{width:3.4rem;height:1.6rem;padding:0;border:1px solid #7a6a5a}
.pr-key caption{caption-side:top;text-align:left;font-size:.85rem;padding:0 0 .2rem}
.pr-key tfoot td{font-size:.85rem;text-align:right;padding-top:.1rem;white-space:normal}
.pr-key ul{list-style:none;margin:0;padding:0;flex:1 1 13rem}
.pr-legend .pr-key li{margin:0 0 .25rem;padding:0;display:flex;gap:.6rem;
  align-items:center}
.pr-legend .pr-key li i{width:.85rem;height:.85rem;flex:none;margin:0}
.pr-legend .pr-key li>span{display:grid;grid-template-columns:.85rem .85rem;gap:0;
  width:1.7rem;flex:none}
.pr-legend .pr-key li p{margin:0;white-space:normal;line-height:1.25}
.pr-legend .pr-key li em{display:block}
.pr-legend .pr-key li b{color:inherit;padding:0;font-size:inherit}
</style>"""


def two_way_key(result: Result, lang: str) -> str:
    """Return the legend as HTML; every text in it is escaped."""
    corners = "".join(map(_corner, readiness_words.corners(result, lang)))
    return f'<div class="pr-key">{_grid(result, lang)}<ul>{corners}</ul></div>'


def _grid(result: Result, lang: str) -> str:
    """The nine colours as a table: vulnerability upwards, coverage to the right."""
    up = readiness_words.vulnerability_axis(result, lang)
    across = readiness_words.coverage_axis(result, lang)
    rows = "".join(
        f'<tr><th scope="row">{escape(up.bounds[v])}</th>{"".join(_cells(v))}</tr>'
        for v in reversed(range(CLASSES))
    )
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in across.bounds)
    return (
        f"<table><caption>↑ {escape(up.short)}</caption><tbody>{rows}"
        f"<tr><td></td>{heads}</tr></tbody>"
        f'<tfoot><tr><td colspan="4">{escape(across.title)} →</td></tr></tfoot></table>'
    )


def _cells(v: int) -> Iterator[str]:
    for c in range(CLASSES):
        fill = palette.class_colour("readiness", CLASSES * v + c)
        yield f'<td class="pr-cell" style="background:{fill}"></td>'


def _corner(corner: Corner) -> str:
    """One quadrant: its colours as they lie, its name, what to do, and its rule."""
    lying = sorted(corner.cells, key=lambda cell: (-(cell // CLASSES), cell % CLASSES))
    swatches = "".join(
        f'<i style="background:{palette.class_colour("readiness", cell)}"></i>'
        for cell in lying
    )
    return (
        f"<li><span>{swatches}</span><p><b>{escape(corner.name)}</b>: "
        f"{escape(corner.act)}<em>{escape(corner.rule)}</em></p></li>"
    )

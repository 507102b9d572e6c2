"""Write the table of modelled against reported times into docs/method.md."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geo.impedance.surface.comparison import (  # noqa: E402 - needs the path above
    network_deviation,
    report_table,
)
from geo.impedance.surface.grid import default_grid  # noqa: E402 - likewise
from plan.knowledge import Knowledge, load_knowledge  # noqa: E402 - likewise
from views import data_tables, wording  # noqa: E402

GRID_BEGIN, GRID_END = "<!-- grid: begin (make method) -->", "<!-- grid: end -->"
PAGE = ROOT / "docs" / "method.md"
BEGIN, END = "<!-- fit: begin (make method) -->", "<!-- fit: end -->"


def with_fit(page: str) -> str:
    """Return the page with the table between its two marks made anew."""
    known = load_knowledge(ROOT / "data" / "kutai_timur")
    rows, columns = data_tables.fit_rows(known, "en")
    shown = ["from", "to", "mode", "season"]
    heads = [column.header for column in columns]
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for row in rows:
        minutes = [wording.minutes(row[key], "en") for key in ("reported", "modelled")]
        ratio = wording.number(row["ratio"], "en", 2)
        lines.append(f"| {' | '.join([*(row[k] for k in shown), *minutes, ratio])} |")
    fitted = data_tables.speeds_sentence(known, "en")
    told = [fitted, "", *lines]
    return _put(_put(page, BEGIN, END, told), GRID_BEGIN, GRID_END, _grid_lines(known))


def _put(page: str, begin: str, end: str, lines: list[str]) -> str:
    before, _, rest = page.partition(begin)
    after = rest.partition(end)[2]
    return "\n".join((f"{before}{begin}", *lines, f"{end}{after}"))


def _grid_lines(known: Knowledge) -> list[str]:
    """Reported minutes beside those over the grid, and how far it is from both."""
    area, network = known.area, known.access.network
    grid = default_grid(area, network)
    table = report_table(area, network, grid)
    lines = ["| From | To | By | Season | Reported | Grid | Grid / reported |"]
    lines.append("|" + "---|" * 7)
    for row in table.to_dict("records"):
        ends = (row["from_desa"], row["to_desa"], row["mode"], row["season"])
        minutes = [wording.minutes(row[key], "en") for key in ("reported", "grid")]
        ratio = wording.number(row["ratio"], "en", 2)
        lines.append(f"| {' | '.join([*map(str, ends), *minutes, ratio])} |")
    off = float((table["ratio"] - 1).abs().median())
    posts = known.access.rows(sorted(set(area.posts["desa_code"])))
    dry, wet = (network_deviation(network, grid, s, posts) for s in ("dry", "wet"))
    said = (
        f"Median deviation from the reports {off:.1%}; from the network, from the desa"
        f" with posts to all others, {dry:.0%} dry and {wet:.0%} wet."
    )
    return [*lines, "", said]


if __name__ == "__main__":
    PAGE.write_text(with_fit(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

"""Write the table of modelled against reported times into docs/method.md."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from plan.knowledge import load_knowledge  # noqa: E402 - needs the path above
from views import data_tables, wording  # noqa: E402

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
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    table = "\n".join(lines)
    return f"{before}{BEGIN}\n{fitted}\n\n{table}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_fit(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

"""What the reader has tried in this sitting: choices beside the result they gave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from views.exports.provenance import weights_text
from views.records import score_rows
from views.tables import Column
from views.wording import text

if TYPE_CHECKING:
    from plan.evaluate import Result
    from risk.scenario import Scenario
    from views.tables import Row

_TRIED = "tried"
MOST = 30


def remember(result: Result) -> None:
    """Keep the choices just looked at and who came out on top, the latest last."""
    tried: dict[Scenario, tuple[str, ...]] = st.session_state.setdefault(_TRIED, {})
    top = [row["kecamatan_code"] for row in score_rows(result) if row["rank"]]
    tried.pop(result.scenario, None)
    tried[result.scenario] = tuple(top[: result.scenario.top])
    while len(tried) > MOST:
        del tried[next(iter(tried))]


def tried_table(result: Result, lang: str) -> tuple[list[Row], list[Column]]:
    """All that was tried in this sitting, the latest first."""
    names = result.area.kecamatan["kecamatan"]
    tried: dict[Scenario, tuple[str, ...]] = st.session_state.get(_TRIED, {})
    rows: list[Row] = [
        {
            "number": len(tried) - place,
            "top": ", ".join(str(names[code]) for code in top),
            "choices": weights_text(replace(result, scenario=scenario), lang),
        }
        for place, (scenario, top) in enumerate(reversed(tried.items()))
    ]
    columns = [
        Column("number", text("word.rank_short", lang), "integer", 50),
        Column("top", text("tried.top", lang), width=330),
        Column("choices", text("tried.choices", lang), width=900),
    ]
    return rows, columns

"""A row of squares with reports on its TPS, so that a test says only what matters."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import TYPE_CHECKING

import pandas as pd

from geo.tps_reports import COLUMNS
from tests.builders import study_area

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.area import StudyArea

Said = tuple[str, str, bool]  # desa or TPS, indicator, whether it is present


def indicators(*codes: str) -> pd.DataFrame:
    """Return a list of indicators, each called by its code."""
    words = ("variable", "variable_id", "variable_en", "name_id", "name_en", "seen_in")
    table = {name: list(codes) for name in ("indicator", *words)}
    frame = pd.DataFrame(table).set_index("indicator")
    return frame.assign(number=range(1, len(codes) + 1), kaltim_tps=nan)


def reports(said: Sequence[Said], source: str = "Panwascam") -> pd.DataFrame:
    """Return reports as a tps_reports.csv holds them; a place with a dash is a TPS."""
    rows = [
        (
            place.partition("-")[0],
            place if "-" in place else "",
            code,
            present,
            source,
            "2024-11",
        )
        for place, code, present in said
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def reported_area(
    said: Sequence[Said],
    tps: Mapping[str, int] | None = None,
    codes: Sequence[str] = ("a", "b", "c"),
    squares: int = 2,
) -> StudyArea:
    """Return squares with this many TPS per desa, and what was said of them."""
    area = study_area(squares, tps=tps or {})
    return replace(area, tps_indicators=indicators(*codes)).with_tps_reports(
        reports(said)
    )

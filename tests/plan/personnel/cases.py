"""Small areas with people and patterns, so that a test says only what matters to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from geo.impedance.access import MODES, Access
from geo.impedance.reach import build_reach
from plan.evaluate import Result
from plan.personnel.book import PERSONNEL, read_book
from risk.scenario import Scenario
from tests.builders import desa_code, hand_knowledge, hand_score, study_area

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.errors import PetaRawanError
    from geo.units import Floats
    from plan.personnel.book import Book

HIGH, MEDIUM, LOW, UNKNOWN = 4, 2, 0, -1  # classes of a kecamatan
NAME = 'name = { id = "Nama", en = "Name" }\n'
POOL = f"""
[[pool]]
code = "polres"
force = "police"
own = true
number = 4
home = "P1"
{NAME}source = "koran"
date = "2024-11-10"
"""
BKO = POOL.replace('"polres"', '"polda"').replace("own = true", "own = false")
TNI = """
[[pool]]
code = "tni"
force = "tni"
own = false
home = "P2"
name = { id = "TNI", en = "Armed forces" }
"""
LINMAS = TNI.replace('"tni"', '"linmas"').replace("own = false", "own = true")
RULES = 'rules = { sangat_rawan = "2-1-2", rawan = "2-2-4", kurang_rawan = "0-1-2" }\n'
PRESET = f"""
[[preset]]
code = "first"
{NAME}source = "rapat"
date = "2024"
{RULES}"""
OPENS = 'opens = "07:00"\nopens_note = { id = "lazim", en = "usual" }\n'
TEXT = OPENS + POOL + BKO + TNI + LINMAS + PRESET
POSTS = (
    ("P1", "polres", desa_code(1), ()),
    ("P2", "polsek", desa_code(2), ()),
)


def book(text: str = TEXT) -> Book:
    """Read a book of people whose homes are P1 and P2."""
    return read_book(text.encode(), PERSONNEL, ("P1", "P2"))


def line(places: int, step: float = 10.0) -> Floats:
    """Minutes between places along one road, `step` from each to the next."""
    row = np.arange(places)
    return np.abs(row[:, None] - row[None, :]) * step


def result(
    classes: Sequence[int],
    minutes: Floats,
    *,
    desa: int = 1,
    tps: Mapping[str, int] | None = None,
    wet: Floats | None = None,
    scenario: Scenario | None = None,
    facts: Mapping[str, str] | None = None,
    text: str = TEXT,
) -> Result:
    """Return squares of these risk classes, scored 10 for each class above the lowest.

    `minutes` between desa; `wet` those of the rain, else the same.
    """
    area = study_area(len(classes), desa, posts=POSTS, tps=tps, facts=facts)
    known = hand_knowledge(area, minutes)
    rain = minutes if wet is None else wet
    between = {(m, s): rain if s == "wet" else minutes for m in MODES for s in SEASONS}
    access = Access(known.access.network, between)
    known = replace(
        known, access=access, reach=build_reach(area, access), book=book(text)
    )
    points = [10.0 * kind if kind >= 0 else float("nan") for kind in classes]
    score = replace(hand_score(area, points), risk_class=np.array(classes))
    nothing = cast("Any", None)
    return Result(
        knowledge=known,
        scenario=scenario or Scenario(),
        table=nothing,
        score=score,
        flags=(),
        coverage=nothing,
        coverage_table=nothing,
        gaps=(),
        candidates=(),
        tps_classes=nothing,
    )


SEASONS = ("dry", "wet")


def told(error: PetaRawanError) -> list[tuple[str, dict[str, object]]]:
    """Say every fault: its code and its values by name."""
    return [(problem.code, dict(problem.values)) for problem in error.problems]

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
SEASONS = ("dry", "wet")
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
MINIMUM = """
minimum = { sangat_rawan = 2 }
minimum_source = "rapat"
minimum_date = "2024-10-30"
"""
TEXT = OPENS + POOL + BKO + TNI + LINMAS + PRESET


def book(text: str = TEXT) -> Book:
    """Read a book of people whose homes are P1 and P2."""
    return read_book(text.encode(), PERSONNEL, ("P1", "P2"))


def line(places: int, step: float = 10.0) -> Floats:
    """Minutes between places along one road, `step` from each to the next."""
    row = np.arange(places)
    return np.asarray(np.abs(row[:, None] - row[None, :]) * step, dtype=float)


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

    P1 stands in the first, P2 in the second. `minutes` between desa; `wet` those of
    the rain, else the same.
    """
    second = desa_code(min(2, len(classes)))
    posts = [("P1", "polres", desa_code(1), ()), ("P2", "polsek", second, ())]
    area = study_area(len(classes), desa, posts=posts, tps=tps, facts=facts)
    known = replace(hand_knowledge(area, minutes), book=book(text))
    nothing = cast("Any", None)
    found = Result(
        knowledge=known,
        scenario=scenario or Scenario(),
        table=nothing,
        score=nothing,
        flags=(),
        coverage=nothing,
        coverage_table=nothing,
        gaps=(),
        candidates=(),
        tps_classes=nothing,
    )
    return changed(found, classes, minutes, minutes if wet is None else wet)


def changed(found: Result, classes: Sequence[int], dry: Floats, wet: Floats) -> Result:
    """Return the same squares with other risk classes and minutes."""
    known = found.knowledge
    between = {(m, s): wet if s == "wet" else dry for m in MODES for s in SEASONS}
    access = Access(known.access.network, between)
    known = replace(known, access=access, reach=build_reach(known.area, access))
    points = [10.0 * kind if kind >= 0 else float("nan") for kind in classes]
    score = replace(hand_score(known.area, points), risk_class=np.array(classes))
    return replace(found, knowledge=known, score=score)


def told(error: PetaRawanError) -> list[tuple[str, dict[str, object]]]:
    """Say every fault: its code and its values by name."""
    return [(problem.code, dict(problem.values)) for problem in error.problems]

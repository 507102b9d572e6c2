"""Own points and excluded zones on six desa, counted by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.errors import MethodError, OwnTablesError
from geo.impedance.distance import geodesic_km
from plan.own_points import Candidates, own_siting, read_candidates
from plan.siting.solve import Ask, solve
from risk.scenario import Scenario
from tests.builders import desa_code, hand_knowledge
from tests.plan.proposal_cases import MINUTES, made

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from plan.siting.problem import Siting

# At the point of 2-1, 0.01 degree north of it, and at the point of 3-1.
POINTS = "id,lon,lat\nnear,116.15,0.01\nat,116.15,0\nthird,116.25,0\n"
WIDE = [[116.14, -0.005], [116.2, -0.005], [116.2, 0.005], [116.14, 0.005]]
SQUARE = [[116.15, -0.005], [116.2, -0.005], [116.2, 0.005], [116.15, 0.005]]


def zone(corners: list[list[float]], kind: str = "Polygon") -> dict[str, object]:
    """Return a feature; the ring is closed."""
    ring = [[*corners, corners[0]]]
    geometry = {"type": kind, "coordinates": ring if kind == "Polygon" else corners}
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def read(
    folder: Path, points: str | None = POINTS, zones: Sequence[object] | None = None
) -> Candidates:
    """Return the candidates of these files."""
    known, _ = made([10, 40, 50], Scenario())
    table, polygons = folder / "points.csv", folder / "zones.geojson"
    table.write_text(points or "", encoding="utf-8")
    document = {"type": "FeatureCollection", "features": zones}
    polygons.write_text(json.dumps(document), encoding="utf-8")
    return read_candidates(
        known,
        None if points is None else table,
        None if zones is None else polygons,
    )


def siting(candidates: Candidates, season: str = "dry") -> Siting:
    """Return the model with these candidates; in the wet season times two."""
    scenario = Scenario(season=season)
    known, case = made([10, 40, 50], scenario)
    wet = hand_knowledge(known.area, MINUTES, wet_factor=2.0)
    return own_siting(wet, scenario, case, candidates)


def test_a_point_is_joined_to_the_nearest_desa(tmp_path: Path) -> None:
    """At 60 km/h as many minutes as km; in order of id, none where it is the point."""
    found = read(tmp_path)
    km = float(
        geodesic_km(np.array([[116.15, 0.01]]), np.array([[116.15, 0.0]])).item()
    )
    assert found.ids == ("at", "near", "third")
    assert found.desa.tolist() == [2, 2, 4]
    assert found.to_desa == pytest.approx([0, km, 0], abs=1e-9)
    assert (found.excluded, found.are_points) == ((), True)
    dry, wet = siting(found), siting(found, "wet")
    for model, factor in ((dry, 1), (wet, 2)):
        column = model.sites.index("near")
        assert model.cost[3, column] == pytest.approx(10 + factor * km)
        assert model.cost[2, column] == pytest.approx(factor * km)


def test_the_best_of_the_points(tmp_path: Path) -> None:
    """2-1 with 2-2 is 360; `third` reaches 3-2 in exactly 60: 250; P1 stands: 10."""
    model = siting(read(tmp_path))
    assert sorted(model.sites) == ["P1", "at", "near", "third"]
    answer = solve(model, Ask("mclp", p=2, threshold=60))
    assert answer.value == pytest.approx(620)
    assert "third" in [model.sites[column] for column in answer.sites]
    off = "id,lon,lat\nthird,116.25,0.001\n"
    far = solve(siting(read(tmp_path, off)), Ask("mclp", p=1, threshold=60))
    assert far.value == pytest.approx(10 + 100)  # 3-2 is now a little beyond 60


def test_a_zone_leaves_out_what_lies_in_it_or_on_its_border(tmp_path: Path) -> None:
    """`at` stands on the western border, `near` 0.005 degree outside."""
    found = read(tmp_path, zones=[zone(SQUARE)])
    assert (found.ids, found.excluded) == (("near", "third"), ("at",))


def test_a_zone_leaves_out_desa_too(tmp_path: Path) -> None:
    """Without points the desa are candidates: the square holds that of 2-1 alone."""
    found = read(tmp_path, None, [zone(WIDE)])
    assert found.excluded == (desa_code(2),)
    assert len(found.ids) == 5
    assert not found.to_desa.any()
    assert not found.are_points
    model = siting(found)
    assert solve(model, Ask("mclp", p=1, threshold=60)).value == pytest.approx(370)
    assert read(tmp_path, None).ids == tuple(
        desa_code(k, d) for k in (1, 2, 3) for d in (1, 2)
    )


def test_every_fault_of_both_files_is_named(tmp_path: Path) -> None:
    """A latitude that is none, an id twice, and a zone that is a point."""
    points = "id,lon,lat\na,116,x\na,116,0\n"
    zones = [zone(SQUARE), zone([116.0, 0.0], "Point")]  # type: ignore[list-item]
    with pytest.raises(OwnTablesError) as refused:
        read(tmp_path, points, zones)
    codes = {problem.code for problem in refused.value.problems}
    assert codes == {"number_invalid", "code_duplicate", "geometry_type"}
    wrong = next(p for p in refused.value.problems if p.code == "geometry_type")
    assert dict(wrong.values)["rows"] == ("#2",)


def test_points_far_from_the_area_are_named(tmp_path: Path) -> None:
    """Exchanged axes, another island, and no zone at all: each once."""
    points = "id,lon,lat\na,0,116.1\nb,0.01,116.1\nc,100,0\nd,116,0\n"
    with pytest.raises(OwnTablesError) as refused:
        read(tmp_path, points, [])
    told = {p.code: dict(p.values).get("rows") for p in refused.value.problems}
    assert told == {"axes_swapped": ("a", "b"), "point_far": ("c",), "zones_none": None}


def test_the_id_of_a_post_is_taken(tmp_path: Path) -> None:
    """P1 stands: a point of that name would be another P1."""
    found = read(tmp_path, "id,lon,lat\nP1,116.1,0\n")
    with pytest.raises(MethodError, match="siting_id_repeated"):
        siting(found)

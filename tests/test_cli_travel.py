"""Travel over open country, along ways and by a table: from the terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from typer.testing import CliRunner

import cli
from geo.impedance.access import Travel, build_access
from geo.impedance.reach import build_reach
from plan.evaluate import evaluate
from plan.knowledge import load_knowledge
from risk.scenario import Scenario
from tests.builders import desa_code, hand_knowledge, road, study_area
from views import data_options, travel_words

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from geo.units import Floats
    from plan.knowledge import Knowledge

ISLANDS = {"64.08.05.2016": "Benua Baru Ulu", "64.08.05.2018": "Pulau Miang"}
SEAT, WAREHOUSE = "64.08.05.2006", "64.08.04.2001"


@pytest.fixture(autouse=True)
def _load_once(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> None:
    """Commands use what the tests have loaded already."""
    monkeypatch.setattr(data_options, "load_knowledge", lambda *_: knowledge)


def call(*words: object) -> Result:
    """Run a command inside this process."""
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def told(*words: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What a command prints as JSON."""
    done = call(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def table(path: Path, knowledge: Knowledge, lost: tuple[str, ...] = ()) -> Path:
    """A table of 30 minutes between any two desa; those lost have blanks."""
    rows = ["from_id,to_id,minutes_dry"]
    rows += [
        f"{a},{b},{'' if {a, b} & set(lost) else 30}"
        for a, b in permutations(knowledge.access.network.nodes, 2)
    ]
    file = path / "mine.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def roads(path: Path, knowledge: Knowledge, kind: str = "primary") -> Path:
    """A straight road from the warehouse to Sangkulirang's seat, and a goat way."""
    ends = (
        knowledge.area.desa.loc[[WAREHOUSE, SEAT], ["lon", "lat"]].to_numpy().tolist()
    )
    features = [
        {
            "type": "Feature",
            "properties": {"class": name},
            "geometry": {"type": "LineString", "coordinates": ends},
        }
        for name in (kind, "goat")
    ]
    file = path / "roads.geojson"
    document = {"type": "FeatureCollection", "features": features}
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


# ------------------------------------------------------------------- the own table


def test_a_matrix_answers_and_says_so(tmp_path: Path, knowledge: Knowledge) -> None:
    """30 minutes to everybody; what is blank has no route and is named."""
    file = table(tmp_path, knowledge, tuple(ISLANDS))
    words = ("cover", "--mode", "matrix", "--matrix", file, "--threshold", "30")
    record = told(*words)
    travel = record["travel"]
    assert (travel["mode"], travel["quality"]) == ("matrix", "reported")
    assert (travel["file"], len(travel["digest"])) == ("mine.csv", 12)
    assert [each["desa_code"] for each in record["no_route"]] == sorted(ISLANDS)
    total = sum(area["tps_covered"] for area in record["areas"])
    lost = knowledge.area.tps["desa_code"].isin(list(ISLANDS)).sum()
    assert total == 701 - lost
    text = call(*words, "--tps").stdout
    assert "tabel waktu sendiri, dari mine.csv; mutu: dilaporkan" in text
    assert "Tanpa rute dari pos mana pun: Benua Baru Ulu, Pulau Miang." in text
    assert told(*words, "--season", "wet")["travel"]["quality"] == "assumed"


def test_a_matrix_that_nobody_gave_is_asked_for() -> None:
    """The sentence says how to give one, in both languages."""
    done = call("score", "--mode", "matrix")
    assert done.exit_code == 1
    assert "--matrix berkas.csv" in done.output
    assert "--matrix file.csv" in done.output


def test_a_file_that_nothing_uses_is_refused(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    """Not passed over: the reader believes it counts."""
    done = call("cover", "--matrix", table(tmp_path, knowledge))
    assert done.exit_code == 1
    assert "Tambahkan --mode matrix" in done.output
    done = call("cover", "--mode", "straight", "--roads", roads(tmp_path, knowledge))
    assert done.exit_code == 1
    assert "--mode network" in done.output


def test_faults_of_a_matrix_are_told(tmp_path: Path) -> None:
    """By row and column."""
    file = tmp_path / "bad.csv"
    file.write_text("from_id,to_id,minutes_dry\n64.08.99.2001,x,1", encoding="utf-8")
    done = call("gaps", "--mode", "matrix", "--matrix", file)
    assert done.exit_code == 1
    assert "bad.csv" in done.output
    assert "64.08.99.2001" in done.output


# ------------------------------------------------------------------------ own ways


def test_own_ways_take_the_place_of_the_network(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    """Mode and file are told; classes without a speed are counted on the side."""
    file = roads(tmp_path, knowledge)
    done = call("cover", "--roads", file, "--json")
    assert done.exit_code == 0, done.output
    travel = json.loads(done.stdout)["travel"]
    assert (travel["mode"], travel["file"]) == ("network", "roads.geojson")
    assert (travel["quality"], travel["left_out"]) == ("assumed", {"goat": 1})
    assert "goat (1)" in done.stderr
    assert ISLANDS.keys() <= {
        e["desa_code"] for e in json.loads(done.stdout)["no_route"]
    }


def test_own_speeds_count(tmp_path: Path, knowledge: Knowledge) -> None:
    """Twice as quick halves the road; with every class given, it is an estimate."""
    file = roads(tmp_path, knowledge, kind="highway_of_ours")
    speeds = tmp_path / "s.toml"
    km = 0.0
    for kmh in (30, 60):
        text = f"[highway_of_ours]\ndry = {kmh}\nwet = 10\n[goat]\ndry = 1\nwet = 1\n"
        speeds.write_text(text, encoding="utf-8")
        known = knowledge.with_ways(file, speeds)
        a, b = known.access.rows([WAREHOUSE, SEAT])
        minutes = known.access.minutes("network", "dry")[a, b]
        km = km or minutes * 30 / 60
        assert minutes == pytest.approx(km / kmh * 60)
        assert known.access.travel("network").quality("dry") == "estimate"
        assert not known.access.travel("network").left_out
    done = call("cover", "--speeds", speeds)
    assert done.exit_code == 1
    assert "--roads" in done.output


def test_reasons_call_nothing_reported_on_own_ways(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    """A reported time of the product's own network is none of theirs."""
    known = knowledge.with_ways(roads(tmp_path, knowledge))
    result = evaluate(known, Scenario(threshold=600))
    codes = {reason.code for gap in result.gaps for reason in gap.reasons}
    assert not any("reported" in code for code in codes)
    assert known.with_matrix(None) is known
    assert knowledge.with_ways(None) is knowledge


# -------------------------------------------------------------------- open country


def test_the_surface_is_made_when_it_is_first_asked_for() -> None:
    """Once per season, kept when only posts change; never at the start."""
    area = study_area(
        2, links=[road(1, 2, dry=0.5)], posts=[("P1", "polsek", desa_code(1), ())]
    )
    known = hand_knowledge(area, np.zeros((2, 2)))
    asked: list[str] = []

    def make(season: str) -> Floats:
        asked.append(season)
        return np.full((2, 2), 7.0)

    access = known.access.with_mode("surface", Travel(), make)
    known = replace(known, access=access, reach=build_reach(area, access))
    assert asked == []
    assert known.reach.between["surface", "dry"].tolist() == [[7, 7]]
    moved = replace(known, reach=build_reach(area, known.access))
    assert moved.access.minutes("surface", "dry") is access.minutes("surface", "dry")
    assert asked == ["dry"]


def test_no_slow_package_is_loaded_at_the_start() -> None:
    """Neither numba nor rasterio nor osmium, until somebody needs them."""
    code = (
        "import sys; from pathlib import Path;"
        "from plan.knowledge import load_knowledge;"
        "load_knowledge(Path('data/kutai_timur'));"
        "print([m for m in ('numba', 'rasterio', 'osmium') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


# ---------------------------------------------------------- an island without boats


def test_an_island_without_boats_has_no_route_and_is_named(area_path: Path) -> None:
    """With the voyage taken away, over the network and over open country."""
    whole = load_knowledge(area_path)
    area = replace(whole.area, catalogue=replace(whole.area.catalogue, voyage=None))
    known = replace(whole, area=area).with_access(build_access(area))
    for mode in ("network", "surface"):
        result = evaluate(known, Scenario(mode=mode))
        lost = {
            each["desa_code"]: each["desa"] for each in travel_words.no_route(result)
        }
        assert ISLANDS.items() <= lost.items()
        sentence = travel_words.no_route_sentence(result, "id")
        assert sentence is not None
        assert "Pulau Miang" in sentence
    everyone = evaluate(known, Scenario(mode="straight"))
    assert travel_words.no_route_sentence(everyone, "id") is None


# ---------------------------------------------------------------------- isochrones


def test_isochrones_as_a_file(tmp_path: Path) -> None:
    """Nested polygons and one table per limit; the text names the same land."""
    out = tmp_path / "iso.geojson"
    words = ("isochrones", "--minutes", "120,60", "--out", out)
    record = told(*words)
    assert [each["minutes"] for each in record["isochrones"]] == [60, 120]
    assert (record["mode"], record["quality"]) == ("surface", "estimate")
    small, large = (each["area_km2"] for each in record["isochrones"])
    assert 0 < small < large
    covered = [
        row["area_covered_km2"] for row in record["areas"] if row["minutes"] == 60
    ]
    assert len(covered) == 18
    assert sum(covered) == pytest.approx(small)
    document = json.loads(out.read_text("utf-8"))
    assert [f["properties"]["minutes"] for f in document["features"]] == [60, 120]
    text = call(*words, "--lang", "en", "--season", "wet", "--post-type", "koramil")
    assert text.exit_code == 0
    assert "Busang" in text.stdout


def test_isochrones_of_each_post(tmp_path: Path) -> None:
    """Eleven of the police: ten polsek and the polres."""
    out = tmp_path / "iso.geojson"
    record = told("isochrones", "--minutes", "60", "--out", out, "--per-post")
    assert [each["post_ids"] for each in record["isochrones"]] == [
        [f"P{number:02d}"] for number in range(2, 13)
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--minutes", "30,soon"), "soon"),
        (("--minutes", "0"), "0"),
        (("--minutes", "60", "--season", "windy"), "windy"),
    ],
)
def test_faulty_limits_are_refused(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    """Named, and no file is written."""
    out = tmp_path / "iso.geojson"
    done = call("isochrones", "--out", out, *words)
    assert done.exit_code == 1
    assert said in done.output
    assert not out.exists()

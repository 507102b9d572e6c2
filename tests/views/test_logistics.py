"""The logistics on the map, in the chart, in words and in files."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from openpyxl import load_workbook

from geo.impedance.access import Access
from plan.evaluate import evaluate
from risk.scenario import Scenario
from views import logistics_figures, logistics_tables, logistics_words, palette
from views.charts.timeline import timeline_chart
from views.exports import convoys
from views.logistics_records import logistics_record
from views.maps.logistics import compose_logistics, day_class
from views.maps.payload import LAYERS, MapPayload
from views.maps.places import label_points
from views.wording import LANGUAGES

if TYPE_CHECKING:
    from plan.knowledge import Knowledge
    from views.logistics_words import Plans

HOSTILE = "=1+1 {{7*7}} ${x} <img src=x onerror=alert(1)>"


def plans(
    known: Knowledge, season: str = "dry", mode: str = "network", **ship: float
) -> Plans:
    """Return both plans of what is known."""
    assert known.logistics is not None
    result = evaluate(known, Scenario(draws=0, season=season, mode=mode))
    return logistics_words.plans(result, known.logistics.shipping.changed(ship))


@pytest.fixture(scope="module")
def dry(knowledge: Knowledge) -> Plans:
    """Return the plan of the embedded area, dry first."""
    return plans(knowledge)


@pytest.fixture(scope="module")
def late(knowledge: Knowledge) -> Plans:
    """Return a plan in the wet season with few hours a day: some come too late."""
    return plans(knowledge, "wet", hours_a_day=7)


@pytest.fixture(scope="module")
def lost(knowledge: Knowledge) -> Plans:
    """Return a plan in which nobody is reached but the warehouse's own desa."""
    n = len(knowledge.places.desa)
    minutes = np.full((n, n), np.inf)
    np.fill_diagonal(minutes, 0.0)
    between = {("straight", season): minutes for season in ("dry", "wet")}
    network = knowledge.access.network
    rest = {
        ("network", season): knowledge.access.minutes("network", season)
        for season in ("dry", "wet")
    }
    access = Access(network, between | rest)
    return plans(replace(knowledge, access=access), "wet", "straight")


def shown(found: Plans, lang: str = "id") -> MapPayload:
    """Return what the map shows."""
    labels = label_points(found.result.area.kecamatan)
    return compose_logistics(
        found, (labels, {}), lang=lang, selected=None, layers=LAYERS, theme="light"
    )


def test_classes_are_days_of_departure(dry: Plans, late: Plans, lost: Plans) -> None:
    """H-1 0, H-2 1, H-3 2; late the darkest; without a route grey and hatched."""
    by_name = {one.name: day_class(dry.here, one) for one in dry.here.deliveries}
    assert by_name["Muara Wahau"] == 0
    assert by_name["Busang"] == 1
    assert {day_class(dry.there, one) for one in dry.there.deliveries} == {0, 1, 2}
    classes = {area.name: area.risk_class for area in shown(late).areas}
    assert classes["Sandaran"] == 4
    gone = [area for area in shown(lost).areas if area.name != "Sangatta Utara"]
    assert {(area.risk_class, area.gap) for area in gone} == {(-1, True)}


def test_lines_are_the_tree_of_ways(dry: Plans, late: Plans) -> None:
    """Each leg once, by boat told apart; late where all that travels on it is."""
    routes = {line.code: line for line in shown(dry).routes}
    legs = {leg.b for one in dry.here.deliveries for leg in one.route.legs}
    assert set(routes) == legs
    assert {line.mode for line in routes.values()} == {"road", "sea"}
    assert not any(line.late for line in routes.values())
    of_late = {line.code: line.late for line in shown(late).routes}
    assert of_late["64.08.11.2004"]  # on to Sandaran alone
    assert not of_late["64.08.05.2006"]  # Sangkulirang is in time
    assert MapPayload.from_json(shown(dry).to_json()) == shown(dry)


def test_stations_are_told_in_time_late_or_lost(late: Plans, lost: Plans) -> None:
    """A desa of a late kecamatan may itself be in time."""
    assert {mark.reached for mark in shown(late).tps} == {"in", "out"}
    assert {mark.reached for mark in shown(lost).tps} == {"in", "no_route"}


def test_the_darkest_class_is_late() -> None:
    """Five steps, each darker than the one before."""
    assert len(palette.scheme_colours("logistics")) == 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_headline_says_what_matters(
    dry: Plans, late: Plans, lost: Plans, lang: str
) -> None:
    """In time; late and who; no way and whom; and what leaves first."""
    assert "H-2" in logistics_words.headline(dry, lang)
    assert "Busang" in logistics_words.headline(dry, lang)
    said = logistics_words.headline(late, lang)
    assert said.startswith("21 TPS")
    assert "Sandaran" in said
    assert "H-4" in said
    gone = logistics_words.headline(lost, lang)
    assert "(+13)" in gone
    assert logistics_figures.figures(late, lang)[0].value == "21 / 0"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_is_told_where_nothing_can_go(lost: Plans, lang: str) -> None:
    """Tables, words and the chart have an answer, and no number is made up."""
    rows, _ = logistics_tables.stage_table(lost, lang)
    assert rows[0]["status"] != rows[-1]["status"]
    rows, _ = logistics_tables.season_table(lost, lang)
    assert sum(np.isnan(row["share_wet"]) for row in rows) == 17
    named = dict(logistics_words.urgent(lost, lang))
    assert len(named) == 18
    assert timeline_chart(lost, lang).to_dict()["layer"]
    assert logistics_words.back_sentence(lost, lang)
    record = logistics_record(lost)
    assert record["areas"][0]["load_at"] is None
    assert record["areas"][0]["share_of_time"] is None


def test_times_by_hand(dry: Plans) -> None:
    """Before, on and after polling day; in both ways of writing a clock."""
    plan = dry.here
    assert logistics_words.when(plan, -1440 + 905, "id") == "H-1, 15.05"
    assert logistics_words.when(plan, 905.9, "en") == "H, 15:05"
    assert logistics_words.when(plan, 1440 + 5, "en") == "H+1, 00:05"
    assert logistics_words.when(plan, np.nan, "id") == "belum diketahui"
    assert logistics_words.when(plan, -np.inf, "id") == "tanpa rute"


def test_changed_numbers_say_what_they_were(knowledge: Knowledge) -> None:
    """Each number with its quality; the one that was changed with its start."""
    told = list(logistics_words.numbers(plans(knowledge, escort=9).here, "en"))
    (escort,) = (line for line in told if line.startswith("Police escort"))
    assert "9 (changed; was 4, assumption)" in escort
    assert len(told) == 17


def test_sea_legs_are_named(dry: Plans) -> None:
    """By landings and desa: Sangkulirang to Susuk Luar, and from Kenyamukan alone."""
    rows, columns = logistics_tables.sea_table(dry, "id")
    by_name = {row["for"]: row for row in rows}
    assert {"Pulau Miang", "Benua Baru Ulu", "Susuk Luar"} <= by_name.keys()
    way = by_name["Sandaran"]["way"]
    assert "Sangkulirang (Benua Baru Ilir) \N{EN DASH} Susuk Luar" in way
    assert "Kenyamukan" in columns[-1].header
    legs, _ = logistics_tables.leg_table(dry, "id")
    assert legs[0]["from"] == "gudang (Sangatta Utara)"


# ----------------------------------------------------------------------- the chart


def test_the_timeline_has_a_row_for_each(dry: Plans) -> None:
    """In order of departure; by boat with a rim; both limits in red."""
    spec = timeline_chart(dry, "id").to_dict()
    bars = spec["datasets"][spec["layer"][1]["data"]["name"]]
    assert len({bar["name"] for bar in bars}) == 18
    assert bars[0]["name"] == "Busang"
    assert {bar["kind"] for bar in bars} >= {"darat", "laut"}
    limits = spec["datasets"][spec["layer"][2]["data"]["name"]]
    assert [one["from"] for one in limits] == [
        "2024-11-24T06:00:00",
        "2024-11-26T18:00:00",
    ]


def test_a_hostile_name_reaches_the_chart_as_data_only(knowledge: Knowledge) -> None:
    """It stands in a row of data, and nowhere in what the chart is told to do."""
    places = knowledge.places
    first = replace(places.kecamatan[0], name=HOSTILE)
    kecamatan = (first, *places.kecamatan[1:])
    known = replace(knowledge, places=replace(places, kecamatan=kecamatan))
    spec = timeline_chart(plans(known), "id").to_dict()
    data = spec.pop("datasets")
    assert HOSTILE in str(data)
    plain = [
        layer["encoding"].get("y", {}).pop("sort", None) for layer in spec["layer"]
    ]
    assert HOSTILE in str(plain)  # the order of rows: a list of values
    assert "onerror" not in str(spec)


def test_round_the_clock_has_no_nights(knowledge: Knowledge) -> None:
    """Nothing is grey where nothing rests."""
    spec = timeline_chart(plans(knowledge, hours_a_day=24), "en").to_dict()
    nights = spec["layer"][0]["data"]
    assert spec["datasets"].get(nights.get("name"), []) == []


# ----------------------------------------------------------------------- the files


def test_the_csv_is_for_machines(late: Plans) -> None:
    """A row for each convoy, and for each kecamatan in each season."""
    read = list(
        csv.DictReader(
            io.StringIO(convoys.export(late, "csv", "id").decode("utf-8-sig"))
        )
    )
    assert [row["record"] for row in read].count("kecamatan") == 36
    carried = sum(int(row["tps"]) for row in read if row["record"] == "convoy")
    assert carried == 701
    assert convoys.export(late, "csv", "en") == convoys.export(late, "csv", "id")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_is_for_people(dry: Plans, lang: str) -> None:
    """Convoys first, with filters and a header that stays; nothing is a formula."""
    book = load_workbook(io.BytesIO(convoys.export(dry, "xlsx", lang)))
    assert len(book.sheetnames) == 7
    first = book.worksheets[0]
    assert first.freeze_panes == "A2"
    assert first.auto_filter.ref
    assert first.max_row == len(dry.here.convoys) + 1
    kinds = {c.data_type for s in book.worksheets for row in s.iter_rows() for c in row}
    assert "f" not in kinds


def test_a_name_never_acts_in_a_file(knowledge: Knowledge) -> None:
    """A formula for a name stays a name, in both kinds of file."""
    places = knowledge.places
    first = replace(places.kecamatan[0], name=HOSTILE)
    kecamatan = (first, *places.kecamatan[1:])
    known = replace(knowledge, places=replace(places, kecamatan=kecamatan))
    found = plans(known)
    assert f"'{HOSTILE}" in convoys.export(found, "csv", "id").decode("utf-8-sig")
    book = load_workbook(io.BytesIO(convoys.export(found, "xlsx", "id")))
    cells = [c for s in book.worksheets for row in s.iter_rows() for c in row]
    assert {c.data_type for c in cells if c.value == HOSTILE} == {"s"}

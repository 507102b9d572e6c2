"""The page Cakupan in depth: lines of travel time, both services, land and access."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plan.evaluate import evaluate
from risk.scenario import Scenario
from tests.pages.support import map_state, opened, table, told
from views.wording import text

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from plan.knowledge import Knowledge


def with_lines(app: AppTest) -> AppTest:
    """Switch the lines of travel time on."""
    app.toggle(key="isolines").set_value(True).run()
    assert not app.exception, app.exception
    return app


def test_lines_are_drawn_only_when_asked_for() -> None:
    """Off at first; then half the threshold, the threshold and twice as long."""
    app = opened("coverage")
    assert map_state(app)["isolines"] == []
    lines = map_state(with_lines(app))["isolines"]
    assert [line["label"] for line in lines] == ["30 menit", "60 menit", "2 jam"]
    assert [line["rank"] for line in lines] == [0, 1, 2]
    assert all(line["rings"] for line in lines)
    app.toggle(key="isolines").set_value(False).run()
    assert map_state(app)["isolines"] == []


def test_lines_follow_the_threshold_and_the_season() -> None:
    """Other minutes; and rain draws them closer: less land is reached."""
    app = with_lines(opened("coverage", threshold="90"))
    lines = map_state(app)["isolines"]
    assert [line["minutes"] for line in lines] == [45, 90, 180]
    dry = table(app, "area_covered")["area_covered"].sum()
    app.segmented_control(key="season").set_value("wet").run()
    assert table(app, "area_covered")["area_covered"].sum() < dry


def test_the_table_of_land_is_what_the_terminal_says(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Kilometres of land within the threshold, kecamatan by kecamatan."""
    app = with_lines(opened("coverage"))
    out = tmp_path_factory.mktemp("iso") / "iso.geojson"
    record = told("isochrones", "--minutes", "60", "--out", str(out))
    land = {r["kecamatan_code"]: r["area_covered_km2"] for r in record["areas"]}
    page = table(app, "area_covered")
    assert sorted(page["area_covered"]) == pytest.approx(sorted(land.values()))


def test_both_services_stand_side_by_side(knowledge: Knowledge) -> None:
    """18 kecamatan and the sum; without reports nobody knows the vulnerable TPS."""
    app = opened("coverage")
    both = table(app, "polsek_once")
    assert len(both) == 19
    assert both["vulnerable"].isna().all()
    assert (both["polsek_twice"] <= both["polsek_once"]).all()
    assert (both["koramil_once"] <= 1).all()
    whole = both.iloc[-1]
    cover = told("cover")["areas"]
    share = sum(a["voters_covered"] for a in cover) / sum(a["voters"] for a in cover)
    assert whole["polsek_once"] == pytest.approx(share)
    result = evaluate(knowledge, Scenario())
    voters = result.knowledge.places.tps_voters
    twice = voters[result.coverage.backed_up].sum() / voters.sum()
    assert whole["polsek_twice"] == pytest.approx(twice)
    assert whole["polsek_twice"] < whole["polsek_once"]


def test_access_is_what_the_terminal_says() -> None:
    """Posts for 10,000 voters by E2SFCA, the least served first."""
    app = opened("coverage")
    page = table(app, "access")["access"]
    record = told("catchment", "--method", "e2sfca")
    assert page.tolist() == sorted(page)
    assert page.tolist() == pytest.approx(
        sorted(area["per_10000"] for area in record["areas"])
    )
    assert text("reach.access.title", "id") in [one.label for one in app.expander]

"""A link opens the same view for anyone; a bad one is answered and does no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.errors import ScenarioError
from risk.scenario import Scenario
from tests.pages.support import (
    choose_row,
    link,
    map_classes,
    map_state,
    opened,
    reopened,
    shown,
    table,
    texts,
    told,
)
from views import wording
from views.pages import PAGES

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

EVERYTHING = {
    "preset": "rakor_2024_flat",
    "w_teknis": "2.5",
    "w_sea_only": "0",
    "phase": "polling",
    "treat": "winsorise",
    "normalise": "rank",
    "classes": "quantiles",
    "draws": "200",
    "spread": "0.5",
    "top": "5",
    "aggregate": "scaled_geometric",
    "cuts": "12.5,25,50,75",
    "min_known": "0.5",
    "post_type": "koramil",
    "threshold": "90",
    "season": "wet",
    "mode": "straight",
    "standard": "0.75",
    "counted": "polsubsektor,pospol",
    "tps_cuts": "2,7",
    "tps_assumption": "kecamatan",
    "objective": "pmedian",
    "new_posts": "2",
    "demand_weight": "tps",
    "sites": "64.08.01.2001,64.08.01.2002",
    "kec": "64.08.06",
    "hide": "hatch,tps",
}
FAULTY: dict[str, dict[str, str]] = {
    "no number": {"threshold": "abc"},
    "zero minutes": {"threshold": "0"},
    "not a number": {"threshold": "nan"},
    "weight below 0": {"w_teknis": "-1"},
    "weight without end": {"w_teknis": "inf"},
    "weight of nothing": {"w_nope": "1"},
    "weights all zero": {"w_teknis": "0", "w_logistik": "0", "w_sosial_budaya": "0"},
    "unknown preset": {"preset": "nope"},
    "unknown season": {"season": "<script>alert(1)</script>"},
    "unknown posts": {"counted": "pos,${alert(1)}"},
    "unknown kecamatan": {"kec": "<img src=x onerror=alert(1)>"},
    "unknown language": {"lang": "![x](http://192.0.2.1/x.png)"},
    "unknown layer": {"hide": "{{7*7}}"},
    "three bounds": {"cuts": "1,2,3"},
    "bounds out of order": {"cuts": "80,60,40,20"},
    "TPS bounds out of order": {"tps_cuts": "4,1"},
    "TPS bound below 1": {"tps_cuts": "1,-4"},
    "no TPS bounds": {"tps_cuts": "1,x"},
    "unknown assumption": {"tps_assumption": "=1+1"},
    "unknown aim": {"objective": "best"},
    "fewer posts than none": {"new_posts": "-1"},
    "share above 1": {"standard": "2"},
    "three faults": {"threshold": "abc", "season": "rain", "kec": "64.08.99"},
}
WITHOUT_QUOTE = {
    "weights all zero",
    "weight of nothing",
    "three bounds",
    "bounds out of order",
    "TPS bounds out of order",
    "no TPS bounds",
}
"""Faults that are no single value, so that none is quoted."""
EXTREME: dict[str, dict[str, str]] = {
    "an instant": {"threshold": "0.001"},
    "longer than the slider": {"threshold": "400"},
    "between two steps": {"threshold": "61.7"},
    "a whiff of weight": {"w_teknis": "1e-300"},
    "fractions": {"min_known": "0.123456", "standard": "0.987654321"},
    "bounds as fine as can be": {"cuts": "33.333333333333336,34,35,99.99999999999"},
    "hidden entirely": {"hide": "candidates,context,hatch,labels,posts,tps"},
}


def headlines(app: AppTest) -> list[str]:
    """Return the lines above the faults."""
    return [shown(error.value) for error in app.error]


def listed(app: AppTest) -> list[str]:
    """Return the items of the lists on a page."""
    items = [shown(one.value) for one in app.main.markdown]
    return [item for item in items if item.startswith("- ")]


def headlines_of_choices(first: str) -> list[str]:
    """Return those lines as they ought to be, one in each language."""
    languages = sorted(wording.LANGUAGES, key=lambda lang: lang != first)
    return [wording.headline(ScenarioError([]), lang) for lang in languages]


@pytest.mark.parametrize(
    "page", ["summary", "risk", "coverage", "readiness", "logistics"]
)
def test_a_link_opens_the_same_view_for_anyone(page: str) -> None:
    """Map, tables and address are the same in a new session, in either language."""
    app = opened(page, **EVERYTHING)
    other = reopened(app, page)
    english = reopened(app, page, lang="en")
    assert link(app) == link(other) == EVERYTHING
    assert link(english) == EVERYTHING | {"lang": "en"}
    assert map_state(app) == map_state(other)
    assert map_classes(app) == map_classes(english)
    assert texts(app) == texts(other) != texts(english)
    for first, second in zip(app.dataframe, english.dataframe, strict=True):
        numbers = first.value.select_dtypes("number")
        np.testing.assert_array_equal(numbers, second.value[numbers.columns])


def test_every_choice_of_a_scenario_can_stand_in_a_link() -> None:
    """The link of this test leaves none out: a new choice must be added here."""
    fields = set(Scenario().to_dict()) - {"weights"}
    assert fields <= set(EVERYTHING)
    assert Scenario.from_query(EVERYTHING).to_query().keys() >= fields


def test_the_link_is_what_the_terminal_is_asked() -> None:
    """The page of a link shows the numbers of the same options in the terminal."""
    app = opened("risk", **EVERYTHING)
    options = ["--preset", "rakor_2024_flat", "--weight", "teknis=2.5"]
    options += ["--weight", "sea_only=0", "--normalise", "rank", "--min-known", "0.5"]
    options += ["--aggregate", "scaled_geometric", "--cuts", "12.5,25,50,75"]
    options += ["--post-type", "koramil", "--threshold", "90", "--season", "wet"]
    options += ["--mode", "straight", "--standard", "0.75"]
    options += ["--phase", "polling", "--treat", "winsorise", "--draws", "200"]
    options += ["--classes", "quantiles", "--spread", "0.5", "--top", "5"]
    options += ["--count", "polsubsektor", "--count", "pospol"]
    options += ["--tps-cuts", "2,7", "--tps-assumption", "kecamatan"]
    options += ["--objective", "pmedian", "--p", "2", "--demand-weight", "tps"]
    options += ["--at", "64.08.01.2001", "--at", "64.08.01.2002"]
    record = told("score", *options)
    assert record["scenario"] == Scenario.from_query(EVERYTHING).to_dict()
    scores = [row["score"] for row in record["areas"]]
    assert table(app, "weight_known")["score"].tolist() == scores


def test_the_plain_view_has_a_plain_address() -> None:
    """Only what differs from the defaults stands in the link."""
    for page in PAGES:
        assert link(opened(page)) == {}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_link_is_answered_once_in_both_languages(fault: str) -> None:
    """What is wrong is said as written; the page shows its defaults and works on."""
    app, plain = opened("summary", **FAULTY[fault]), opened("summary")
    assert headlines(app) == headlines_of_choices("id")
    said, usual = listed(app), listed(plain)
    faults = {"three faults": 3, "unknown posts": 2}.get(fault, 1)
    assert len(said) == 2 * faults + len(usual)
    assert said[2 * faults :] == usual
    if fault not in WITHOUT_QUOTE:
        wrong = list(FAULTY[fault].values())[-1].split(",")[-1]
        assert sum(f'"{wrong}' in sentence for sentence in said) == 2
    assert map_state(app) == map_state(plain)
    assert link(app) == {}
    app.segmented_control(key="season").set_value("wet").run()
    assert not app.exception
    assert not app.error
    assert link(app) == {"season": "wet"}


@pytest.mark.parametrize("page", ["risk", "coverage", "data"])
def test_a_faulty_link_is_answered_on_every_page(page: str) -> None:
    """In the language of the link first."""
    app = opened(page, threshold="abc", lang="en")
    assert headlines(app) == headlines_of_choices("en")
    assert "abc" in texts(app)


def test_a_half_good_link_keeps_its_good_half() -> None:
    """An unknown kecamatan takes nothing away from the scenario of the link."""
    app = opened("risk", w_teknis="2", kec="64.08.99")
    assert link(app) == {"w_teknis": "2"}
    assert len(app.error) == 2


@pytest.mark.parametrize("case", EXTREME)
@pytest.mark.parametrize("page", ["summary", "coverage"])
def test_an_extreme_link_is_taken_as_it_is(case: str, page: str) -> None:
    """No value that is allowed is clipped to what a slider would offer."""
    app = opened(page, **EXTREME[case])
    assert not app.error
    wanted = Scenario.from_query(EXTREME[case])
    assert Scenario.from_query(link(app)) == wanted
    assert link(app).get("hide") == EXTREME[case].get("hide")


def test_a_link_to_a_method_that_fails_leaves_the_controls() -> None:
    """There is no last good map yet; the reader can choose another method."""
    app = opened("risk", aggregate="geometric")
    assert len(app.error) == 2
    assert "Sangatta Utara" in texts(app)
    app.selectbox(key="aggregate").set_value("harmonic").run()
    assert not app.exception


def test_the_link_names_the_kecamatan_that_is_looked_at() -> None:
    """A link that a colleague sends opens on the same row and profile."""
    app = choose_row(opened("risk"), "weight_known", 4)
    code = link(app)["kec"]
    other = reopened(app, "risk", lang="en")
    assert map_state(other)["selected"] == code
    assert other.subheader[0].value == app.subheader[0].value

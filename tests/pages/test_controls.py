"""Every control is moved, and what the page then says is what the terminal says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from risk.scenario import Scenario
from tests.pages.support import (
    go,
    link,
    map_classes,
    map_script,
    map_state,
    opened,
    shown,
    table,
    texts,
    told,
)
from views.wording import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    Move = Callable[[AppTest], Any]


def weight(code: str, value: float) -> Move:
    """Move a weight."""
    return lambda app: app.select_slider(key=f"w_{code}").set_value(value).run()


def slide(key: str, value: float) -> Move:
    """Move a slider."""
    return lambda app: app.slider(key=key).set_value(value).run()


def pick(key: str, value: str) -> Move:
    """Choose from a drop-down list."""
    return lambda app: app.selectbox(key=key).set_value(value).run()


def press(key: str, value: str) -> Move:
    """Press one of a row of buttons."""
    return lambda app: app.segmented_control(key=key).set_value(value).run()


def write_cuts(app: AppTest) -> None:
    """Write other class bounds."""
    app.text_input(key="cuts").set_value("10, 25, 45, 70").run()


def count(app: AppTest) -> None:
    """Count the polsubsektor as well."""
    app.pills(key="counted").set_value(["polsubsektor"]).run()


MOVES_THE_RISK: dict[str, tuple[Move, list[str], dict[str, str]]] = {
    "teknis": (weight("teknis", 3.0), ["--weight", "teknis=3"], {"w_teknis": "3"}),
    "logistik": (
        weight("logistik", 0.5),
        ["--weight", "logistik=0.5"],
        {"w_logistik": "0.5"},
    ),
    "sosial_budaya": (
        weight("sosial_budaya", 0.0),
        ["--weight", "sosial_budaya=0"],
        {"w_sosial_budaya": "0"},
    ),
    "an indicator": (
        weight("sea_only", 5.0),
        ["--weight", "sea_only=5"],
        {"w_sea_only": "5"},
    ),
    "an indicator left out": (
        weight("named_vulnerable_2020", 0.0),
        ["--weight", "named_vulnerable_2020=0"],
        {"w_named_vulnerable_2020": "0"},
    ),
    "preset": (
        pick("preset", "rakor_2024_flat"),
        ["--preset", "rakor_2024_flat"],
        {"preset": "rakor_2024_flat"},
    ),
    "phase": (pick("phase", "polling"), ["--phase", "polling"], {"phase": "polling"}),
    "classes": (
        pick("classes", "quantiles"),
        ["--classes", "quantiles"],
        {"classes": "quantiles"},
    ),
    "treat": (
        pick("treat", "winsorise"),
        ["--treat", "winsorise"],
        {"treat": "winsorise"},
    ),
    "z-score": (
        pick("normalise", "zscore"),
        ["--normalise", "zscore"],
        {"normalise": "zscore"},
    ),
    "goalposts": (
        pick("normalise", "goalposts"),
        ["--normalise", "goalposts"],
        {"normalise": "goalposts"},
    ),
    "spread": (slide("spread", 60.0), ["--spread", "0.6"], {"spread": "0.6"}),
    "top": (slide("top", 5), ["--top", "5"], {"top": "5"}),
    "draws": (slide("draws", 400), ["--draws", "400"], {"draws": "400"}),
    "aggregate": (
        pick("aggregate", "scaled_geometric"),
        ["--aggregate", "scaled_geometric"],
        {"aggregate": "scaled_geometric"},
    ),
    "normalise": (
        pick("normalise", "rank"),
        ["--normalise", "rank"],
        {"normalise": "rank"},
    ),
    "cuts": (write_cuts, ["--cuts", "10,25,45,70"], {"cuts": "10,25,45,70"}),
    "min_known": (slide("min_known", 100.0), ["--min-known", "1"], {"min_known": "1"}),
    "threshold": (
        slide("threshold", 120.0),
        ["--threshold", "120"],
        {"threshold": "120"},
    ),
    "season": (press("season", "wet"), ["--season", "wet"], {"season": "wet"}),
    "mode": (press("mode", "straight"), ["--mode", "straight"], {"mode": "straight"}),
    "counted": (count, ["--count", "polsubsektor"], {"counted": "polsubsektor"}),
}

MOVES_THE_COVERAGE: dict[str, tuple[Move, list[str], dict[str, str]]] = {
    "threshold": MOVES_THE_RISK["threshold"],
    "season": MOVES_THE_RISK["season"],
    "mode": MOVES_THE_RISK["mode"],
    "counted": MOVES_THE_RISK["counted"],
    "post_type": (
        press("post_type", "koramil"),
        ["--post-type", "koramil"],
        {"post_type": "koramil"},
    ),
}


def ranked(app: AppTest) -> list[dict[str, Any]]:
    """Return the ranked table with the terminal's names; unknown is None."""
    names = ["kecamatan", "score", "rank", "weight_known", "share_top_k"]
    dimensions = ["teknis", "logistik", "sosial_budaya"]
    shown = table(app, "weight_known").rename(columns={"share_top": "share_top_k"})
    rows = shown[names + dimensions].to_dict("records")
    return [
        {str(name): None if value != value else value for name, value in row.items()}  # noqa: PLR0124 - nan
        for row in rows
    ]


def ranked_by_terminal(*options: str) -> list[dict[str, Any]]:
    """Return the same rows as the terminal prints them."""
    names = ["kecamatan", "score", "rank", "weight_known", "share_top_k"]
    return [
        {name: row[name] for name in names} | row["dimensions"]
        for row in told("score", *options)["areas"]
    ]


def served(app: AppTest) -> list[tuple[Any, ...]]:
    """Return the coverage table: who is reached, in order of the name."""
    names = ["kecamatan", "tps_backup", "voters_beyond", "minutes_median"]
    rows = table(app, "tps_text").sort_values("kecamatan")[names]
    return [tuple(row) for row in rows.itertuples(index=False)]


def served_by_terminal(*options: str) -> list[tuple[Any, ...]]:
    """Return the same rows as the terminal prints them."""
    return sorted(
        (
            row["kecamatan"],
            row["tps_backup"],
            row["voters"] - row["voters_covered"],
            np.nan if row["minutes_median"] is None else row["minutes_median"],
        )
        for row in told("cover", *options)["areas"]
    )


@pytest.mark.parametrize("moved", MOVES_THE_RISK)
def test_a_choice_moves_the_risk(moved: str) -> None:
    """Table, map and link follow, as the terminal says; the map stays in place."""
    move, options, written = MOVES_THE_RISK[moved]
    app = opened("risk")
    before, classes, script = ranked(app), map_classes(app), map_script(app)
    assert before == ranked_by_terminal()
    move(app)
    expected = told("score", *options)["areas"]
    assert ranked(app) == ranked_by_terminal(*options)
    assert map_classes(app) == {
        row["kecamatan_code"]: -1 if row["risk_class"] is None else row["risk_class"]
        for row in expected
    }
    assert (ranked(app), map_classes(app)) != (before, classes)
    assert link(app) == written
    assert map_script(app) == script


@pytest.mark.parametrize("moved", MOVES_THE_COVERAGE)
def test_a_choice_moves_the_coverage(moved: str) -> None:
    """So do the minutes, the people out of reach and the gaps with their reasons."""
    move, options, written = MOVES_THE_COVERAGE[moved]
    app = opened("coverage")
    before = served(app)
    assert before == served_by_terminal()
    move(app)
    np.testing.assert_equal(served(app), served_by_terminal(*options))
    assert served(app) != before
    assert link(app) == written
    for gap in told("gaps", "--post-type", "polsek", *options)["gaps"]:
        assert f"**{gap['kecamatan']}**: {'; '.join(gap['reasons']['id'])}" in texts(
            app
        )


def test_a_lower_standard_leaves_fewer_kecamatan_below_it() -> None:
    """The standard moves the gaps, not the score."""
    app = opened("coverage")

    def below() -> set[str]:
        rows = table(app, "tps_text")
        return set(
            rows[rows["status"].str.contains(text("status.below_standard"))][
                "kecamatan"
            ]
        )

    def below_by_terminal(*options: str) -> set[str]:
        gaps = told("gaps", "--post-type", "polsek", *options)["gaps"]
        return {gap["kecamatan"] for gap in gaps if "below_standard" in gap["statuses"]}

    first = below()
    assert first == below_by_terminal()
    app.slider(key="standard").set_value(25.0).run()
    assert below() == below_by_terminal("--standard", "0.25")
    assert below() < first
    assert link(app) == {"standard": "0.25"}


def test_what_is_seen_is_rounded_for_the_reader() -> None:
    """A comma in Indonesian, a point in English; the value beneath is the same."""
    app = opened("summary")
    first = told("score")["areas"][0]
    highest = app.metric[3]
    assert highest.value == first["kecamatan"]
    assert f"{first['score']:.1f}".replace(".", ",") in shown(highest.delta)
    app.segmented_control(key="lang").set_value("en").run()
    assert f"{first['score']:.1f}" in shown(app.metric[3].delta)


def test_another_language_changes_words_and_no_number() -> None:
    """The reader's words, the same answer, the same map."""
    app = opened("risk")
    numbers, heading = ranked(app), app.header[0].value
    script, name = map_script(app), map_state(app)["texts"]
    app.segmented_control(key="lang").set_value("en").run()
    assert ranked(app) == numbers
    assert app.header[0].value != heading
    assert map_script(app) == script
    assert map_state(app)["texts"] != name
    assert link(app) == {"lang": "en"}


@pytest.mark.parametrize("layer", ["labels", "posts", "candidates", "hatch", "tps"])
def test_a_layer_switches_off_and_on(layer: str) -> None:
    """The map hears of it, and the link."""
    app = opened("coverage")
    everything = map_state(app)["layers"]
    app.pills(key="layers").set_value([x for x in everything if x != layer]).run()
    assert set(everything) - set(map_state(app)["layers"]) == {layer}
    assert link(app) == {"hide": layer}
    app.pills(key="layers").set_value(everything).run()
    assert map_state(app)["layers"] == everything
    assert link(app) == {}


def test_reset_puts_every_choice_back() -> None:
    """Scenario and widgets; not the language, nor the kecamatan looked at."""
    app = opened(
        "risk",
        preset="rakor_2024_flat",
        w_teknis="2",
        cuts="10,20,30,40",
        season="wet",
        counted="pospol",
        threshold="90",
        standard="0.5",
        lang="en",
        kec="64.08.06",
    )
    (again,) = [b for b in app.button if shown(b.label) == text("control.reset", "en")]
    again.click().run()
    assert link(app) == {"lang": "en", "kec": "64.08.06"}
    assert ranked(app) == ranked_by_terminal()
    assert app.selectbox(key="preset").value == Scenario().preset
    assert app.text_input(key="cuts").value == "20, 40, 60, 80"
    assert app.pills(key="counted").value == []


def test_a_preset_brings_its_own_weights() -> None:
    """Weights moved by hand give way to those of the preset that is chosen."""
    app = opened("risk")
    app.select_slider(key="w_teknis").set_value(2.5).run()
    preset = "Rakor Kutim 2024"
    assert text("story.weights_changed", preset=preset) in texts(app)
    app.selectbox(key="preset").set_value("rakor_2024_flat").run()
    assert app.select_slider(key="w_teknis").value == 4.0
    assert link(app) == {"preset": "rakor_2024_flat"}
    assert text("story.weights_changed", preset=preset) not in texts(app)


def test_choices_stay_when_the_page_changes() -> None:
    """All four pages speak of the same scenario."""
    app = opened("coverage")
    app.segmented_control(key="season").set_value("wet").run()
    app.select_slider(key="w_logistik").set_value(2.0).run()
    for page in ("risk", "data", "summary", "coverage"):
        go(app, page)
        assert link(app) == {"season": "wet", "w_logistik": "2"}
        assert app.segmented_control(key="season").value == "wet"
    assert served(app) == served_by_terminal("--season", "wet")

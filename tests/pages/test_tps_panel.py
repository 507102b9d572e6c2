"""TPS vulnerability on the Data page: ticked, checked, used, downloaded, restored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from risk.tps_classes import CLASSES
from tests.pages.support import edit_rows, go, link, opened, table, texts, told
from tests.pages.test_posts_editor import a_polsek, change, press, version
from views import tps_records, wording

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from geo.area import StudyArea

KECAMATAN, DESA = "64.08.06", "64.08.06.2003"  # Busang, Long Lees
HOSTILE = "{{7*7}} <img src=x onerror=alert(1)> :red[x] $x$ ![x](http://192.0.2.1/x)"
Ticks = dict[str, dict[str, Any]]


def at(app: AppTest, tps: str = "") -> AppTest:
    """Turn to Long Lees, or to one of its TPS."""
    app.selectbox(key="tps_kecamatan").set_value(KECAMATAN).run()
    app.selectbox(key=f"tps_desa_{KECAMATAN}").set_value(DESA).run()
    app.selectbox(key=f"tps_at_{DESA}").set_value(tps and f"{DESA}-{tps}").run()
    assert not app.exception, app.exception
    return app


def tick(app: AppTest, ticks: Ticks, source: str = "Panwascam") -> AppTest:
    """Change rows by the code of their indicator, then use them."""
    codes = table(app, "tps_indicator")["tps_indicator"].tolist()
    app.text_input(key="tps_source").set_value(source)
    app.text_input(key="tps_date").set_value("2024-11-20")
    rows = {str(codes.index(code)): cells for code, cells in ticks.items()}
    return press(edit_rows(app, {"edited_rows": rows}, "tps_indicator"), "tps_use")


def busang(app: AppTest) -> dict[str, Any]:
    """Return the row of Busang in the table of classes."""
    rows = table(app, "known_rawan").set_index("kecamatan")
    return {str(name): value for name, value in rows.loc["Busang"].items()}


def area_of(app: AppTest) -> StudyArea:
    """Return the study area as this session has corrected it."""
    area: StudyArea = app.session_state["corrected_knowledge"].area
    return area


def ticked(app: AppTest) -> set[str]:
    """Return the indicators that stand as present at the place turned to."""
    rows = table(app, "tps_indicator")
    return set(rows.loc[rows["present"], "tps_indicator"])


def test_before_any_report_everything_is_unknown() -> None:
    """And said so: no report does not mean less vulnerable."""
    app = opened("data")
    row = busang(app)
    assert [row[f"known_{name}"] for name in CLASSES] == [None, None, None]
    assert row["unknown"] == row["tps"] == 10
    assert wording.text("data.tps.none") in texts(app)
    assert wording.text("data.tps.assumed") not in texts(app)


def test_ticks_are_used_at_once_and_the_terminal_agrees(tmp_path: Path) -> None:
    """A desa's report holds for its TPS; the downloaded file gives the same numbers."""
    app = at(opened("data"))
    first = version(app)
    tick(app, {"dptb": {"present": True}, "dpk": {"absent": True}})
    assert not app.error, texts(app)
    assert version(app) != first
    assert ticked(app) == {"dptb"}
    row = busang(app)
    stands = sum(area_of(app).tps["desa_code"] == DESA)
    assert (row["known_rawan"], row["unknown"]) == (stands, 10 - stands)
    assert wording.text("data.tps.none") not in texts(app)
    path = tmp_path / "tps_reports.csv"
    path.write_bytes(tps_records.reports_file(area_of(app)))
    record = told("tps", "--tps-reports", str(path))
    assert record["data_version"] == area_of(app).data_version
    shown = table(app, "known_rawan")
    by_name = shown.set_index("kecamatan")["known_rawan"].dropna()
    assert by_name.to_dict() == {
        r["kecamatan"]: r["classes"]["rawan"] for r in record["areas"] if r["reported"]
    }
    assert wording.text("data.tps.in_use") in texts(go(app, "risk"))
    assert wording.text("data.tps.in_use") not in texts(opened("risk"))


def test_a_report_keeps_its_source_until_it_is_ticked_anew() -> None:
    """The field above is for new ticks; cells of a row can be changed one by one."""
    app = tick(at(opened("data")), {"dptb": {"present": True}}, source="Satu")
    tick(app, {"dpk": {"present": True}}, source="Dua")
    tick(app, {"dptb": {"report_source": "Satu dan tiga"}}, source="Tiga")
    reports = area_of(app).tps_reports.set_index("indicator")
    assert reports["source"].to_dict() == {"dptb": "Satu dan tiga", "dpk": "Dua"}
    tick(app, {"dpk": {"present": False, "absent": True}}, source="Empat")
    reports = area_of(app).tps_reports.set_index("indicator")
    assert reports["source"]["dpk"] == "Empat"
    assert not reports["present"]["dpk"]
    tick(app, {"dpk": {"absent": False}})
    assert area_of(app).tps_reports["indicator"].tolist() == ["dptb"]


def test_a_tps_has_reports_of_its_own() -> None:
    """They come before those of its desa, and stay when the desa's are changed."""
    app = tick(at(opened("data")), {"dptb": {"present": True}})
    app = tick(at(app, "001"), {"dptb": {"absent": True}})
    assert busang(app)["known_kurang_rawan"] == 1
    app = tick(at(app), {"dptb": {"present": False}})
    assert area_of(app).tps_reports["tps_id"].tolist() == [f"{DESA}-001"]
    assert busang(app)["unknown"] == 9


def test_hostile_texts_stand_as_written() -> None:
    """On the page they are only letters."""
    app = tick(at(opened("data")), {"dptb": {"present": True}}, source=HOSTILE)
    rows = table(app, "tps_indicator").set_index("tps_indicator")
    assert rows["report_source"]["dptb"] == HOSTILE
    assert HOSTILE not in texts(app)


@pytest.mark.parametrize(
    ("ticks", "source", "said"),
    [
        ({"dpk": {"present": True, "absent": True}}, "x", "dpk"),
        ({"dpk": {"present": True}}, "", "dpk"),
        ({"dpk": {"present": True}}, "  ", "dpk"),
    ],
)
def test_a_faulty_report_is_refused_and_what_was_stored_stays(
    ticks: Ticks, source: str, said: str
) -> None:
    """Both answers at once, or no source: said in both languages."""
    app = tick(at(opened("data")), {"dptb": {"present": True}})
    before = version(app)
    tick(app, ticks, source=source)
    assert len(app.error) == 2, texts(app)
    assert texts(app).count(f"{DESA} {said}") == 2
    assert version(app) == before
    assert area_of(app).tps_reports["indicator"].tolist() == ["dptb"]


def test_restored_reports_are_the_shipped_ones() -> None:
    """The button rests until there is something to take back."""
    app = at(opened("data"))
    first = version(app)
    (restore,) = [one for one in app.button if one.key == "tps_restore"]
    assert restore.disabled
    press(tick(app, {"dptb": {"present": True}}), "tps_restore")
    assert version(app) == first
    assert wording.text("data.tps.none") in texts(app)


def test_posts_and_reports_do_not_lose_each_other() -> None:
    """Correcting one keeps the other; so does taking one back."""
    app = tick(at(opened("data")), {"dptb": {"present": True}})
    post_id = a_polsek(app)
    change(app, post_id, name="Polsek Baru")
    assert len(area_of(app).tps_reports) == 1
    tick(app, {"dpk": {"present": True}})
    assert area_of(app).posts["name"][post_id] == "Polsek Baru"
    press(app, "tps_restore")
    assert area_of(app).tps_reports.empty
    assert area_of(app).posts["name"][post_id] == "Polsek Baru"
    tick(app, {"dpk": {"present": True}})
    press(app, "posts_restore")
    assert area_of(app).posts["name"][post_id] != "Polsek Baru"
    assert len(area_of(app).tps_reports) == 1
    press(app, "tps_restore")
    assert "corrected_knowledge" not in app.session_state


def test_bounds_move_classes_and_stand_in_the_link() -> None:
    """Two present: rawan from 2, and fewer than rawan asks for from 3."""
    ticks: Ticks = {"dptb": {"present": True}, "dpk": {"present": True}}
    app = tick(at(opened("data")), ticks)
    app.number_input(key="tps_very_from").set_value(2).run()
    assert busang(app)["known_sangat_rawan"] > 0
    app.number_input(key="tps_very_from").set_value(5).run()
    app.number_input(key="tps_rawan_from").set_value(3).run()
    assert busang(app)["known_kurang_rawan"] > 0
    assert link(app) == {"tps_cuts": "3,5"}
    assert link(go(app, "summary")) == {"tps_cuts": "3,5"}
    assert app.session_state["tps_rawan_from"] == 3


def test_bounds_out_of_order_are_refused_and_can_be_mended() -> None:
    """Also where no answer was given yet: the fields stay in sight."""
    app = opened("data")
    app.number_input(key="tps_rawan_from").set_value(9).run()
    assert not app.exception
    assert len(app.error) == 2, texts(app)
    app.number_input(key="tps_very_from").set_value(10).run()
    assert not app.error
    assert link(app) == {"tps_cuts": "9,10"}


def test_the_assumption_is_marked_wherever_it_shows() -> None:
    """Columns of its own with the mark, a warning, and the choice in the link."""
    app = opened("data")
    columns = set(table(app, "known_rawan").columns)
    assert not any(name.startswith("assumed_") for name in columns)
    app.segmented_control(key="tps_assumption").set_value("kecamatan").run()
    assert not app.exception
    row = busang(app)  # a risk class of high or very high
    assert (row["assumed_sangat_rawan"], row["known_sangat_rawan"]) == (10, None)
    assert row["unknown"] == 0
    warned = [one.value for one in app.warning]
    assert len(warned) == 1
    assert link(app) == {"tps_assumption": "kecamatan"}
    other = opened("data", tps_assumption="kecamatan", lang="en")
    assert busang(other)["assumed_sangat_rawan"] == 10


def test_the_panel_speaks_both_languages() -> None:
    """Indicators by Bawaslu's own words, and by ours in English."""
    indonesian = table(opened("data"), "tps_indicator")["tps_name"].tolist()
    english = table(opened("data", lang="en"), "tps_indicator")["tps_name"].tolist()
    assert indonesian[1] == "Pemilih pindahan (DPTb)"
    assert english[1] == "Voters who vote away from home (DPTb)"
    assert len(indonesian) == len(english) == 26

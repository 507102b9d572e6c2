"""The page of recommendations: every control moves the answer, text can be changed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

import cli
from tests.pages.support import (
    edit_rows,
    go,
    link,
    map_state,
    opened,
    reopened,
    table,
    texts,
    told,
)
from views.wording import text

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

BUSANG, SANDARAN = "64.08.06", "64.08.11"
HOSTILE = "Catatan: ![x](http://192.0.2.1/x) :red[a] {{7*7}} $x$ <b>"


def figure(app: AppTest, key: str) -> str:
    """Return the value of a large figure by the key of its label."""
    (found,) = [one for one in app.metric if one.label == text(key, "id")]
    return str(found.value)


def block(app: AppTest) -> Any:  # noqa: ANN401 - AppTest's own type
    """Return the one text that can be changed."""
    (found,) = app.text_area
    return found


def test_the_first_three_and_what_to_do() -> None:
    """Where first, in the order that the terminal tells."""
    app = opened("recommend")
    said = texts(app)
    for area in told("recommend")["areas"][:3]:
        assert f"{area['priority']} · {area['kecamatan']} — " in said
        assert area["text"]["id"][0]["text"] in said
    assert figure(app, "recommend.figure.first") == "Sandaran"
    assert len(map_state(app)["areas"]) == 18


def test_everybody_is_listed_with_what_to_do() -> None:
    """By quadrant, all eighteen."""
    said = texts(opened("recommend", lang="en"))
    for area in told("recommend")["areas"]:
        assert f"{area['kecamatan']} — " in said
    assert "Vulnerable and not yet reached: act here first" in said


def test_the_block_follows_the_choice() -> None:
    """From the list, from the link, and in both directions."""
    app = opened("recommend")
    where = f"sheet_where_{SANDARAN}"
    app.selectbox(key=where).set_value(BUSANG).run()
    assert link(app)["kec"] == BUSANG
    assert "Dirikan polsek di Long Lees" in block(app).value
    assert map_state(app)["selected"] == BUSANG
    assert (
        "Pos yang diusulkan: 3 · Long Lees" in block(reopened(app, "recommend")).value
    )


def test_text_is_changed_kept_and_restored() -> None:
    """Kept for its kecamatan and language, over a change of page; restored by a button.

    What is changed is shown as it was written.
    """
    app = opened("recommend")
    base = block(app).value
    block(app).set_value(HOSTILE).run()
    assert block(app).value == HOSTILE
    go(app, "summary")
    assert block(go(app, "recommend")).value == HOSTILE
    app.selectbox(key=f"sheet_where_{SANDARAN}").set_value(BUSANG).run()
    assert HOSTILE not in block(app).value
    app.selectbox(key=f"sheet_where_{BUSANG}").set_value(SANDARAN).run()
    assert block(app).value == HOSTILE
    app.button(key="sheet_restore").click().run()
    assert block(app).value == base
    block(app).set_value(HOSTILE).run()
    block(app).set_value(base).run()
    assert app.button(key="sheet_restore").disabled


def test_a_changed_text_is_called_stale_when_plans_change() -> None:
    """It stays as it was written, and the page says to look again."""
    app = opened("recommend")
    block(app).set_value("Sendiri").run()
    assert not app.warning
    app.slider(key="people_voters_per_officer").set_value(500).run()
    assert block(app).value == "Sendiri"
    assert text("recommend.stale", "id") in str(app.warning[0].value)


def test_what_the_file_holds() -> None:
    """All, or the kecamatan at hand; as PDF and DOCX."""
    app = opened("recommend", kec=BUSANG)
    which: Any = app.get("button_group")
    buttons: Any = app.get("download_button")
    labels = [one.label for one in buttons]
    assert text("recommend.download.pdf", "id") in labels
    assert text("recommend.download.docx", "id") in labels
    (chosen,) = [one for one in which if one.key == f"sheet_which_{BUSANG}"]
    chosen.set_value(BUSANG).run()
    assert not app.exception


@pytest.mark.parametrize(
    ("key", "value", "options", "query"),
    [
        ("voters_per_officer", 500, ["--voters-per-officer", "500"], "officer_voters"),
        ("within", 120.0, ["--within", "120"], "officer_minutes"),
    ],
)
def test_the_standard(key: str, value: float, options: list[str], query: str) -> None:
    """Moved, it gives what the terminal gives, and stands in the link."""
    app = opened("recommend")
    app.slider(key=f"people_{key}").set_value(value).run()
    recruits = told("recommend", *options)["recruitment"]["recruits"]
    assert figure(app, "recruitment.figure.recruits") == str(recruits)
    assert link(app)[query] == f"{value:g}"
    again = reopened(app, "recommend")
    assert again.slider(key=f"people_{key}").value == value
    assert figure(again, "recruitment.figure.recruits") == str(recruits)


@pytest.mark.parametrize("kind", ["polres", "polsek", "polsubsektor", "pospol"])
def test_the_strength_of_posts(kind: str) -> None:
    """Each type by itself."""
    app = opened("recommend", counted="polsubsektor,pospol")
    app.number_input(key=f"people_strength_{kind}").set_value(40).run()
    options = [
        "--strength",
        f"{kind}=40",
        "--count",
        "polsubsektor",
        "--count",
        "pospol",
    ]
    found = told("recommend", *options)["recruitment"]
    assert figure(app, "recruitment.figure.recruits") == str(found["recruits"])
    assert f"{kind}:40" in link(app)["strength"]


def test_local_officers() -> None:
    """Added where one looks: fewer are lacking, more are reached, and it is told."""
    app = opened("recommend", kec=BUSANG)
    assert app.selectbox(key=f"people_where_{BUSANG}").value == BUSANG
    app.number_input(key=f"people_local_{BUSANG}").set_value(5).run()
    assert link(app)["local"] == f"{BUSANG}:5"
    assert figure(app, "recruitment.figure.recruits") == "94"
    assert figure(app, "recruitment.figure.local") == "5"
    assert "petugas yang kurang 5 → 0" in texts(app)
    rows = table(app, "outside").set_index("kecamatan")
    assert rows.loc["Busang", "local_officers"] == 5
    assert str(rows.loc["Busang", "reached"]).startswith("0 % →")
    app.selectbox(key=f"people_where_{BUSANG}").set_value(SANDARAN).run()
    app.number_input(key=f"people_local_{SANDARAN}").set_value(2).run()
    assert link(app)["local"] == f"{BUSANG}:5,{SANDARAN}:2"
    go(go(app, "data"), "recommend")
    assert figure(app, "recruitment.figure.recruits") == "92"


def test_the_target() -> None:
    """Moved, more are to be brought; the link keeps it."""
    app = opened("recommend")
    app.slider(key="people_target").set_value(80.0).run()
    found = told("recommend", "--target", "0.8")["participation"]
    shown = figure(app, "participation.figure.mobilise")
    assert shown == f"≈ {found['to_mobilise']:,}".replace(",", ".")
    assert link(app)["target"] == "0.8"
    assert reopened(app, "recommend").slider(key="people_target").value == 80.0


def test_the_base_election() -> None:
    """Another level to start from."""
    app = opened("recommend")
    app.selectbox(key="people_base").set_value("pilkada_2020").run()
    assert figure(app, "participation.figure.base") == "66,5 %"
    assert link(app)["turnout_base"] == "pilkada_2020"


def test_the_order_of_the_list() -> None:
    """By voters or by gap."""
    app = opened("recommend")
    assert table(app, "to_mobilise")["kecamatan"].iloc[0] == "Sangatta Utara"
    groups: Any = app.get("button_group")
    (order,) = [one for one in groups if one.key == "people_order"]
    order.set_value("gap").run()
    assert table(app, "to_mobilise")["kecamatan"].iloc[0] == "Muara Wahau"
    assert link(app)["turnout_order"] == "gap"


def use_log(app: AppTest, *rows: dict[str, object]) -> None:
    """Fill in rows of the log and use it."""
    edit_rows(app, {"added_rows": list(rows)}, "topic")
    app.button(key="education_use").click().run()
    assert not app.exception, app.exception


def test_the_log_is_filled_in_and_used() -> None:
    """Counted for its kecamatan, for this session; names are shown as written."""
    app = opened("recommend")
    assert text("participation.log.session", "id") in texts(app)
    event = {"date": "2024-10-28", "kecamatan_code": BUSANG, "people": 30}
    use_log(app, event | {"topic": HOSTILE})
    assert figure(app, "participation.figure.reached") == "30"
    assert table(app, "topic")["topic"].tolist() == [HOSTILE]
    assert "1 kegiatan pendidikan pemilih" in block(opened_at(app, BUSANG)).value


def opened_at(app: AppTest, code: str) -> AppTest:
    """Choose a kecamatan on the page at hand."""
    app.selectbox(key=f"sheet_where_{SANDARAN}").set_value(code).run()
    return app


def test_a_faulty_log_is_refused() -> None:
    """Every fault in both languages; the log in use stays; a good one mends it."""
    app = opened("recommend")
    event: dict[str, object] = {"kecamatan_code": BUSANG, "topic": "a", "people": 30}
    use_log(app, event | {"date": "2024-10-28"})
    use_log(app, event | {"date": "2025-01-01", "people": -1})
    said = texts(app)
    for lang in ("id", "en"):
        assert (
            text("error.LayerError", lang, layer=text("layer.education", lang)) in said
        )
    assert "2025-01-01" in said
    assert figure(app, "participation.figure.reached") == "30"


def test_back_to_the_defaults() -> None:
    """One button for all choices, those of this page too."""
    app = opened("recommend", officer_voters="500", target="0.9", local=f"{BUSANG}:3")
    assert app.slider(key="people_target").value == 90.0
    reset = text("control.reset", "id")
    next(one for one in app.button if one.label == reset).click().run()
    assert not {"officer_voters", "target", "local"} & set(link(app))
    assert app.slider(key="people_target").value == 75.0
    assert app.slider(key="people_voters_per_officer").value == 1000


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"local": "64.08.99:3"}, "64.08.99"),
        ({"officer_voters": "banyak"}, "banyak"),
        ({"officer_minutes": "0"}, "menit di atas 0"),
        ({"strength": "koramil:3"}, "koramil"),
        ({"target": "1.5"}, "1.5"),
        ({"turnout_base": "pemilu"}, "pemilu"),
    ],
)
def test_faulty_links_are_told(query: dict[str, str], said: str) -> None:
    """In both languages; what is faulty stays at its default."""
    app = opened("recommend", **query)
    assert said in texts(app)
    assert figure(app, "recruitment.figure.recruits") == "99"
    assert figure(app, "participation.figure.base") == "68,0 %"


def test_odd_values_of_a_link_are_kept() -> None:
    """Beside the steps of the sliders and beyond their ends."""
    app = opened(
        "recommend", officer_voters="123", officer_minutes="7.5", target="0.333"
    )
    assert app.slider(key="people_voters_per_officer").value == 123
    assert app.slider(key="people_within").value == 7.5
    assert app.slider(key="people_target").value == 33.3


def test_an_area_without_the_files(
    tmp_path: Path, area_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One clear answer on each tab; the sheet itself is still there."""
    source = tmp_path / "tables"
    shutil.copytree(area_path, source)
    for name in ("recruitment.toml", "participation.toml"):
        (source / name).unlink()
    made = CliRunner().invoke(
        cli.app, ["build", "--source", str(source), "--area", str(tmp_path / "area")]
    )
    assert made.exit_code == 0, made.output
    monkeypatch.setenv("PETARAWAN_AREA", str(tmp_path / "area"))
    app = opened("recommend")
    said = texts(app)
    assert text("recruitment.no_file", "id") in said
    assert text("participation.no_file", "id") in said
    assert "Belum dihitung." in block(app).value

"""How sure the ranks are, said on the page Kerawanan and worked out on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages.support import link, opened, table, texts, told
from views.wording import LANGUAGES, text

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

SANDARAN, BUSANG = "64.08.11", "64.08.06"


def unfold(app: AppTest, section: str) -> None:
    """Open a section that is drawn only once it is open."""
    app.session_state[section] = True
    app.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_profile_says_what_drives_and_how_sure(lang: str) -> None:
    """Two indicators and one sentence: who has never seen an index can say it."""
    shown = texts(opened("risk", lang=lang, kec=SANDARAN))
    first = {"id": "Disebut rawan 2020", "en": "Named vulnerable 2020"}[lang]
    second = {"id": "Kecamatan per polsek", "en": "Kecamatan per polsek"}[lang]
    assert f"{first} (" in shown
    assert f"{second} (" in shown
    assert {"id": "Peringkat ini kokoh", "en": "This rank is firm"}[lang] in shown


def test_the_table_says_the_ranks_of_nine_draws_in_ten() -> None:
    """What the terminal says, row by row."""
    areas = told("score")["areas"]
    rows = table(opened("risk"), "weight_known")
    for row, area in zip(rows.to_dict("records"), areas, strict=True):
        low, high = area["rank_p05"], area["rank_p95"]
        assert row["range"] == (f"{low}" if low == high else f"{low}\N{EN DASH}{high}")
        assert row["share_top"] == area["share_top_k"]


def test_without_draws_nothing_is_claimed() -> None:
    """Neither a range nor a sentence that a rank is firm."""
    app = opened("risk", draws="0")
    assert table(app, "weight_known")["range"].isna().all()
    assert text("certainty.none") in texts(app)


def test_what_would_change_a_rank_is_worked_out_when_asked() -> None:
    """The least change, the choice that decides most, and each indicator left out."""
    app = opened("risk", kec=BUSANG)
    assert not [one for one in app.dataframe if "shift" in one.value]
    unfold(app, "certainty_section")
    shown = texts(app)
    assert "Busang keluar dari 3 teratas bila 22,4 % bobot berpindah" in shown
    assert text("tipping.exact") in shown
    choices = table(app, "total_text")
    assert set(choices["choice"]) >= {
        text("control.normalise"),
        "Bobot di dalam Teknis",
    }
    assert choices["total_text"].str.endswith("%").all()
    assert len(table(app, "shift")) == 11


@pytest.mark.parametrize(
    ("kecamatan", "query", "begins"),
    [
        (SANDARAN, {}, "Sandaran tetap di 3 teratas"),
        ("64.08.18", {}, "Long Mesangat masuk 3 teratas"),
        ("64.08.13", {}, "Teluk Pandan tidak masuk 3 teratas"),
        ("64.08.18", {"min_known": "1"}, "Long Mesangat belum punya skor"),
        (BUSANG, {"aggregate": "harmonic", "normalise": "rank"}, "Busang"),
    ],
)
def test_every_way_a_rank_can_tip_has_its_sentence(
    kecamatan: str, query: dict[str, str], begins: str
) -> None:
    """It leaves, stays, enters, never enters, or has no score."""
    app = opened("risk", kec=kecamatan, **query)
    unfold(app, "certainty_section")
    assert begins in texts(app)


def test_what_was_tried_stays_beside_what_it_gave() -> None:
    """The latest first; going back to a choice lists it once."""
    app = opened("risk")
    for weight in (3.0, 0.5, 1.0):
        app.select_slider(key="w_teknis").set_value(weight).run()
    assert not [one for one in app.dataframe if "choices" in one.value]
    unfold(app, "tried_section")
    tried = table(app, "choices")
    assert tried["number"].tolist() == [3, 2, 1]
    assert "Teknis" not in tried["choices"].iloc[0]
    assert "Teknis 0,5" in tried["choices"].iloc[1]
    assert tried["top"].iloc[0].split(", ")[0] == "Sandaran"


def test_a_preset_that_knows_little_says_so() -> None:
    """IKP style has data for five of twelve sub-dimensions: partial, not grey."""
    app = opened("risk", preset="ikp_2024")
    share = {"share": "37 %"}
    assert text("certainty.partial", **share) in texts(app)
    assert table(app, "weight_known")["score"].notna().all()
    assert text("certainty.partial", **share) not in texts(opened("risk"))
    assert app.text_input(key="cuts").value == "13.47, 49.33"


def test_a_phase_says_what_it_changes_and_why() -> None:
    """All of it assumed, and the sliders show it; one click changes it."""
    app = opened("risk", phase="polling")
    assert app.select_slider(key="w_teknis").value == 2.0
    side = "\n".join(caption.value for caption in app.sidebar.caption)
    assert "Asumsi: Teknis \N{MULTIPLICATION SIGN} 2" in side
    assert "bantuan harus datang dalam hitungan menit" in side
    app.select_slider(key="w_teknis").set_value(1.5).run()
    assert link(app) == {"phase": "polling", "w_teknis": "1.5"}
    app.selectbox(key="phase").set_value("all").run()
    assert app.select_slider(key="w_teknis").value == 1.0
    assert link(app) == {}

"""Posts corrected on the page: checked, used in this session, downloaded, restored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.pages.support import (
    edit_rows,
    go,
    link,
    map_state,
    opened,
    table,
    texts,
    told,
)
from views import post_rows, wording

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

HOSTILE = "{{7*7}} <img src=x onerror=alert(1)> :red[x] $x$ ![x](http://192.0.2.1/x)"
BUSANG: dict[str, Any] = {
    "kecamatan_code": "64.08.06",
    "desa_code": "64.08.06.2003",
    "lat": 0.79365,
    "lon": 116.525305,
}
"""Where a polsek in Busang would stand: Long Lees, its seat."""


def press(app: AppTest, key: str) -> AppTest:
    """Press one of the buttons below the table."""
    (button,) = [one for one in app.button if one.key == key]
    button.click().run()
    assert not app.exception, app.exception
    return app


def change(app: AppTest, post_id: str, /, **cells: Any) -> AppTest:  # noqa: ANN401 - as in a cell
    """Change cells in the row of a post, then use the table."""
    row = table(app, "post_id")["post_id"].tolist().index(post_id)
    return press(edit_rows(app, {"edited_rows": {str(row): cells}}), "posts_use")


def version(app: AppTest) -> str:
    """Return the line with the version of the data."""
    return next(c.value for c in app.main.caption if "ersi data" in c.value)


def posts_on_map(app: AppTest) -> dict[str, dict[str, Any]]:
    """Return what the map shows of each post."""
    return {post["post_id"]: post for post in map_state(app)["posts"]}


def a_polsek(app: AppTest) -> str:
    """Return the id of the polsek in Muara Ancalong, which also serves Busang."""
    posts = table(app, "post_id")
    there = (posts["post_type"] == "polsek") & (posts["kecamatan_code"] == "64.08.01")
    (post_id,) = posts[there]["post_id"]
    return str(post_id)


def test_a_corrected_name_is_shown_everywhere_at_once() -> None:
    """As written, whatever it holds; another session does not see it."""
    app = opened("data")
    first, post_id = version(app), a_polsek(app)
    change(app, post_id, name=HOSTILE, source=HOSTILE)
    assert version(app) != first
    go(app, "coverage")
    assert posts_on_map(app)[post_id]["name"] == HOSTILE
    assert HOSTILE in table(app, "tps_text")["nearest"].tolist()
    assert wording.text("data.posts.in_use") in texts(app)
    other = opened("coverage")
    assert HOSTILE not in table(other, "tps_text")["nearest"].tolist()
    assert wording.text("data.posts.in_use") not in texts(other)


def test_a_moved_polsek_changes_who_is_reached(tmp_path: Path) -> None:
    """Page and `cli.py --posts` agree on the downloaded posts.csv."""
    app = opened("data")
    post_id = a_polsek(app)
    before = table(go(app, "coverage"), "tps_text")["share"].tolist()
    change(go(app, "data"), post_id, **BUSANG)
    posts = app.session_state["corrected_knowledge"].area
    (tmp_path / "posts.csv").write_bytes(post_rows.as_csv(posts))
    rows = table(go(app, "coverage"), "tps_text").sort_values("kecamatan")
    assert rows["share"].tolist() != before
    answer = told("cover", "--posts", str(tmp_path / "posts.csv"))
    assert answer["data_version"] == posts.data_version
    areas = sorted(answer["areas"], key=lambda row: str(row["kecamatan"]))
    assert rows["tps_backup"].tolist() == [row["tps_backup"] for row in areas]
    shares = [row["tps_covered"] / row["tps"] for row in areas]
    assert rows["share"].tolist() == shares


def test_restored_posts_are_the_shipped_ones() -> None:
    """Nothing of the correction is left; the button rests until there is one."""
    app = opened("data")
    (restore,) = [one for one in app.button if one.key == "posts_restore"]
    assert restore.disabled
    first, post_id = version(app), a_polsek(app)
    change(app, post_id, name="Polsek Baru")
    press(app, "posts_restore")
    assert version(app) == first
    go(app, "coverage")
    assert posts_on_map(app)[post_id]["name"] != "Polsek Baru"
    assert link(app) == {}


def test_a_refused_correction_can_be_taken_back() -> None:
    """The button is awake as soon as a cell differs, and the table forgets it."""
    app = opened("data")
    post_id = a_polsek(app)
    change(app, post_id, lon=999.0)
    assert app.error
    (restore,) = [one for one in app.button if one.key == "posts_restore"]
    assert not restore.disabled
    press(app, "posts_restore")
    assert not app.error
    (restore,) = [one for one in app.button if one.key == "posts_restore"]
    assert restore.disabled


FAULTS: dict[str, dict[str, Any]] = {
    "no name": {"name": ""},
    "a place at sea": {"lat": -3.0, "lon": 119.0},
    "no place on earth": {"lat": 95.0},
    "no latitude": {"lat": None},
    "an unknown kecamatan": {"kecamatan_code": "64.08.99"},
    "an unknown desa": {"desa_code": "64.08.07.9999"},
    "a kecamatan served that is none": {"covers_kecamatan": "64.08.01 Busang"},
    "no source": {"source": ""},
    "another's id": {"post_id": "P02"},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_correction_is_refused_and_the_posts_stay(fault: str) -> None:
    """Said in both languages; what is in use stays in use."""
    app = opened("data")
    first, post_id = version(app), a_polsek(app)
    change(app, post_id, **FAULTS[fault])
    assert len(app.error) == 2, texts(app)
    assert version(app) == first
    go(app, "coverage")
    assert not app.error
    assert wording.text("data.posts.in_use") not in texts(app)


def test_a_post_can_be_added_and_taken_away() -> None:
    """A new polsek in Busang closes its gap; an empty table is refused."""
    app = opened("data")
    row = {"post_id": "N01", "name": "Polsek Busang", "post_type": "polsek"}
    row |= {"covers_kecamatan": "64.08.06", "source": "rapat", "source_date": "2026-11"}
    row |= {"location_basis": "seat_read", "covers_basis": "read"}
    edit_rows(app, {"added_rows": [row | BUSANG]})
    press(app, "posts_use")
    assert not app.error, texts(app)
    assert posts_on_map(go(app, "coverage"))["N01"]["name"] == "Polsek Busang"
    status = table(app, "tps_text").set_index("kecamatan")["status"]["Busang"]
    assert wording.text("status.none.polsek") not in status
    app = opened("data")
    everyone = list(range(len(table(app, "post_id"))))
    press(edit_rows(app, {"deleted_rows": everyone}), "posts_use")
    assert not app.exception

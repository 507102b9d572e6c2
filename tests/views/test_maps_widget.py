"""A click is heard once; nothing but the click makes the page run again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from views import map_widget
from views.map_widget import Click
from views.maps.elements import Addresses
from views.maps.geometry import MapGeometry
from views.maps.payload import MapPayload
from views.maps.signs import MapTexts

BOX = (0.0, 116.0, 2.0, 119.0)
PUBLISHED = map_widget.Published(
    MapGeometry(Path("unused"), "k.json", "a.json", BOX, BOX),
    Addresses("../leaflet", "../static", "../geometry"),
)
PAYLOAD = MapPayload((), MapTexts("Peta", "U", "Semua", "+", "-", "Provinsi", "Maaf"))


class FakeMap:
    """Stands in for st_folium: notes what it was given, returns `state`."""

    def __init__(self) -> None:
        """Start without a click."""
        self.state: dict[str, Any] | None = None
        self.given: dict[str, Any] = {}

    def __call__(self, _page: object, **given: Any) -> dict[str, Any] | None:  # noqa: ANN401 - st_folium takes anything
        """Return the state the test has set."""
        self.given = given
        return self.state

    def click(self, lat: float, lng: float, at: int) -> None:
        """Pretend that the reader clicked, at a time in milliseconds."""
        self.state = {"last_clicked": {"lat": lat, "lng": lng, "at": at}}


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeMap:
    """Replace st_folium and the session with plain objects."""
    fake = FakeMap()
    monkeypatch.setattr(map_widget, "st_folium", fake)
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "html", lambda _: None)
    return fake


def show(key: str = "map") -> Click | None:
    """Run the page once."""
    return map_widget.risk_map(PAYLOAD, PUBLISHED, 500, key)


@pytest.mark.parametrize("state", [None, {}, {"last_clicked": None}])
def test_no_click_is_none(fake: FakeMap, state: dict[str, Any] | None) -> None:
    """Before the first click, and while the map is loading."""
    fake.state = state
    assert show() is None


def test_a_click_is_heard_once(fake: FakeMap) -> None:
    """A slider moved afterwards still carries the old click: it is not news."""
    fake.click(0.5, 117.5, at=1)
    assert show() == Click(0.5, 117.5)
    assert show() is None


def test_the_same_place_can_be_clicked_again(fake: FakeMap) -> None:
    """The time tells two clicks apart: select, choose in the table, select."""
    fake.click(0.5, 117.5, at=1)
    show()
    fake.click(0.5, 117.5, at=2)
    assert show() == Click(0.5, 117.5)


def test_two_maps_hear_their_own_clicks(fake: FakeMap) -> None:
    """A click handled on one page's map is still new to another's."""
    fake.click(0.5, 117.5, at=1)
    assert show("summary") == Click(0.5, 117.5)
    assert show("coverage") == Click(0.5, 117.5)
    assert show("summary") is None


def test_a_proposal_that_was_dropped_is_named(fake: FakeMap) -> None:
    """A drop is told as a click that names what was moved."""
    fake.click(0.5, 117.5, at=1)
    assert fake.state is not None
    fake.state["last_clicked"]["moved"] = "64.08.10.2001"
    assert show() == Click(0.5, 117.5, "64.08.10.2001")


def test_only_clicks_come_back(fake: FakeMap) -> None:
    """Pan and zoom must not run the page: nothing else is asked for."""
    show()
    assert fake.given["returned_objects"] == ["last_clicked"]
    assert "zoom" not in fake.given
    assert "center" not in fake.given

"""One map and the controls that change it; the browser tests drive it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from geo.area import load_area
from tests.journeys.apps.map_states import STATES, four_squares, plain_payload
from views import map_widget

REAL = "kutai_timur"
area = st.query_params.get("area", "four_squares")


@st.cache_resource
def published(area: str) -> map_widget.Published:
    """Publish the four squares, or the real area, once for all sessions."""
    real = area == REAL
    return map_widget.publish(
        load_area(Path("data") / REAL) if real else four_squares()
    )


state = st.radio("State", list(STATES), horizontal=True)
if st.button("Choose B in the table"):
    st.session_state["chosen"] = "B"

shown = plain_payload(load_area(Path("data") / REAL)) if area == REAL else STATES[state]
payload = replace(shown, selected=st.session_state.get("chosen"))
clicked = map_widget.risk_map(payload, published(area), height=420, key="map")
st.text(f"digest {payload.digest}")
st.text(f"chosen {payload.selected}")

if clicked is not None:
    lat, lon = clicked.lat, clicked.lon
    names = {(0, 1): "A", (1, 1): "B", (0, 0): "C", (1, 0): "D"}
    st.session_state["chosen"] = names.get((int(lon - 116), int(lat)))
    st.rerun()

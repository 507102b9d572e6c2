"""One map and the controls that change it; the browser tests drive it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from tests.journeys.apps.map_states import STATES, four_squares
from views import map_widget


@st.cache_resource
def published() -> map_widget.Published:
    """Publish the four squares once for all sessions."""
    return map_widget.publish(four_squares())


state = st.radio("State", list(STATES), horizontal=True)
if st.button("Choose B in the table"):
    st.session_state["chosen"] = "B"

payload = replace(STATES[state], selected=st.session_state.get("chosen"))
clicked = map_widget.risk_map(payload, published(), height=420, key="map")
st.text(f"digest {payload.digest}")
st.text(f"chosen {payload.selected}")

if clicked is not None:
    lat, lon = clicked
    names = {(0, 1): "A", (1, 1): "B", (0, 0): "C", (1, 0): "D"}
    st.session_state["chosen"] = names.get((int(lon - 116), int(lat)))
    st.rerun()

"""Page: for analysts, weights in hand and the map answering."""

import streamlit as st

from views import cache, certainty_panel, panels, state, tables, widgets
from views.state import word

result = cache.result()
widgets.head(result, "risk")
left, right = st.columns([1.1, 1], gap="medium")
with left:
    widgets.map_with_legend(result, "risk", key="map_risk")
with right:
    panels.profile(result)
st.subheader(word("page.risk.ranked"), anchor=False)
widgets.table(*tables.risk_table(result, state.lang()), key="scores", height="content")
panels.downloads(result, "risk", key="risk")
certainty_panel.how_sure(result)
panels.notices(result)

"""Page: for leaders, the answer in one look."""

import streamlit as st

from plan.summary import summarise
from views import cache, headlines, panels, state, tables, widgets
from views.state import word

result = cache.result()
widgets.head(result, "risk")
widgets.figures(headlines.summary_figures(result, state.lang()))
left, right = st.columns([2.3, 1], gap="medium")
with left:
    widgets.map_with_legend(result, "risk", key="map_summary")
    panels.certainty(result)
    panels.downloads(result, "risk", key="summary")
with right:
    panels.shortlist(summarise(result).shortlist, result)
    st.subheader(word("page.summary.ranked"), anchor=False)
    widgets.table(*tables.short_risk_table(result, state.lang()), key="ranked")

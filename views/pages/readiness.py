"""Page: who is vulnerable, who is reached, and who is neither."""

import streamlit as st

from views import cache, panels, readiness_panel, readiness_tables, state, widgets
from views.state import word

result = cache.result()
widgets.head(result, "readiness")
readiness_panel.readiness(result, key="readiness")
st.subheader(word("page.readiness.table"), anchor=False)
widgets.table(
    *readiness_tables.readiness_table(result, state.lang()),
    key="apart",
    height="content",
)
panels.downloads(result, "readiness", key="readiness")

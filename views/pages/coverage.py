"""Page: who is reached in time, by whom, and where a post is missing."""

import streamlit as st

from views import cache, coverage_panel, panels, state, tables, widgets
from views.state import word

result = cache.result(needs_index=False)
widgets.head(result, "coverage")
left, right = st.columns([1.7, 1], gap="medium")
with left:
    found = coverage_panel.reach_map(result)
with right:
    panels.gaps(result)
st.subheader(word("page.coverage.table"), anchor=False)
widgets.table(
    *tables.coverage_table(result, state.lang()), key="reach", height="content"
)
panels.downloads(result, "coverage", key="coverage")
coverage_panel.depth(result, found)
st.subheader(word("page.coverage.candidates"), anchor=False)
panels.candidates(result)
with st.expander(word("page.coverage.desa")):
    widgets.plain_table(*tables.desa_table(result, state.lang()), key="desa")

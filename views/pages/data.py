"""Page: where every number is from, of when, how good; posts can be corrected."""

import streamlit as st

from views import cache, data_panels, data_tables, editor, state, tps_panel
from views.state import word

known = cache.knowledge()
st.header(word("page.data.heading"), anchor=False)
st.caption(word("page.data.version", **data_tables.version(known, state.lang())))
names = ("sources", "posts", "tps", "conflicts", "assumptions", "indicators", "fit")
tabs = st.tabs([word(f"page.data.{name}") for name in names])
with tabs[0]:
    data_panels.sources(known)
with tabs[1]:
    data_panels.completeness(known)
    editor.posts_editor()
with tabs[2]:
    tps_panel.tps_panel()
with tabs[3]:
    data_panels.conflicts(known)
with tabs[4]:
    data_panels.assumptions(known)
with tabs[5]:
    data_panels.indicators(known)
with tabs[6]:
    data_panels.fit(known)

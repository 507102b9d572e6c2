"""Page: which kecamatan come first and what to do there; who is to be recruited."""

import streamlit as st

from views import (
    cache,
    participation_panel,
    recommend_panel,
    recruitment_panel,
    widgets,
)
from views.state import word

result = cache.result()
widgets.head(result, "recommend")
sheet = recommend_panel.sheet_of(result)
names = ("sheet", "recruitment", "participation")
tabs = st.tabs([word(f"recommend.tab.{name}") for name in names])
with tabs[0]:
    recommend_panel.answer(sheet)
    recommend_panel.priorities(sheet)
    recommend_panel.block_editor(sheet)
    recommend_panel.downloads(sheet)
with tabs[1]:
    recruitment_panel.recruitment(sheet)
with tabs[2]:
    participation_panel.participation(sheet)

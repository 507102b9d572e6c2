"""Page: enough people for every TPS or not, where they are needed, from where."""

import streamlit as st

from views import cache, personnel_panel, widgets

result = cache.result(needs_index=False)
widgets.head(result, "personnel")
plan = personnel_panel.found(result)
held = personnel_panel.waiting(plan)
personnel_panel.answer(plan)
left, right = st.columns([1.4, 1], gap="medium")
with left:
    personnel_panel.people_map(plan, held)
with right:
    personnel_panel.areas(plan)
personnel_panel.unmet(plan)
personnel_panel.readings(plan)
personnel_panel.reserve(plan, held)
personnel_panel.pools(plan)
personnel_panel.orders(plan)
personnel_panel.basis(plan)
personnel_panel.downloads(plan)

"""Page: supplies from the warehouse to every TPS in time, and the boxes back."""

import streamlit as st

from views import cache, logistics_panel, widgets

result = cache.result(needs_index=False)
widgets.head(result, "logistics")
found = logistics_panel.found(result)
logistics_panel.answer(found)
left, right = st.columns([1.7, 1], gap="medium")
with left:
    logistics_panel.routes_map(found)
with right:
    logistics_panel.urgent(found)
logistics_panel.timeline(found)
logistics_panel.convoys(found)
logistics_panel.depth(found)
logistics_panel.downloads(found)

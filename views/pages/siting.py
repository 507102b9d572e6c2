"""Page: where the next post should stand, what it changes, how sure."""

import streamlit as st

from views import cache, further_panel, siting_panel, siting_tables, state, widgets
from views.state import word

result = cache.result()
found = siting_panel.found(result)
top = st.container()
left, right = st.columns([1.7, 1], gap="medium")
with left:  # first of all, though it stands lower: it takes longest to paint
    siting_panel.proposals_map(found.result)
with top:
    widgets.head(result, "siting")
    siting_panel.answer(found)
with right:
    siting_panel.proposals(found)
st.subheader(word("siting.gains"), anchor=False)
widgets.table(
    *siting_tables.gain_table(found.result, found.sited, state.lang()),
    key="gains",
    height="content",
)
siting_panel.depth(found)
further_panel.further(found.result, found.sited.case)
siting_panel.downloads(found)

"""Front door for the browser: page list, controls, the one place that shows errors."""

import sys

import streamlit as st

from geo.errors import PetaRawanError
from views import cache, sidebar, state, widgets, wording
from views.pages import PAGES

TURN_SECONDS = 0.0005
"""How long Python works on a page before what is ready may be sent to the browser.

Each message of a page needs two turns; at Python's own 5 ms the map would wait until
everything below it is worked out.
"""


def main() -> None:
    """Show the chosen page, or one clear answer why it cannot be shown."""
    sys.setswitchinterval(TURN_SECONDS)
    st.set_page_config(page_title="PetaRawan", layout="wide")
    widgets.style()
    try:
        known = cache.knowledge()
        state.open_link(known)
        page = st.navigation(
            [
                st.Page(
                    f"views/pages/{name}.py",
                    title=wording.text(f"page.{name}.title", state.lang()),
                    url_path=name,
                    default=name == PAGES[0],
                )
                for name in PAGES
            ],
            position="top",
        )
        sidebar.controls(known, page.url_path)
        state.write_link(known)
        if (refused := state.refused_link()) is not None:
            widgets.refusal(refused)
        page.run()
    except PetaRawanError as error:
        widgets.refusal(error)


main()

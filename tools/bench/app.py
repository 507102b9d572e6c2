"""The product's own pages with another map: `streamlit run tools/bench/app.py text`.

Only this process is changed; the product knows nothing of it.
"""

import runpy
import sys
from typing import Any

import streamlit as st
from streamlit.navigation.page import Page, StreamlitPage

from plan.evaluate import Result
from tools.bench.ways import WAYS
from tools.browser import ROOT
from views import map_widget, widgets


def _as_it_is(result: Result, *_: object, **_choices: object) -> Result:
    """Hand the answer over without the product's own payload, which costs time."""
    return result


def _page_of_the_product(path: str, **choices: Any) -> StreamlitPage:  # noqa: ANN401 - passed on to Streamlit as they are
    """Find a page from the product's folder, not from this script's."""
    return Page(ROOT / path, **choices)


vars(widgets)["compose"] = _as_it_is
vars(map_widget)["risk_map"] = WAYS[sys.argv[1]]
vars(st)["Page"] = _page_of_the_product
runpy.run_path(str(ROOT / "dashboard.py"))

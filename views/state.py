"""The reader's choices: in the widgets, in the link, and as one scenario.

The link is written by ourselves: a bound widget would put its translated label
there, and a link sent by an Indonesian reader must open for an English one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import ScenarioError
from risk.scenario import WEIGHT_KEY, Scenario
from risk.weights import check_scenario
from views import wording
from views.maps.payload import LAYERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from risk.presets import Preset

LANGUAGES = ("id", "en")
PLAIN = ("preset", "normalise", "aggregate", "post_type", "season", "mode")
NUMBERS = ("threshold",)
SHARES = ("standard", "min_known")  # shown in per cent
_LANG, _SELECTED, _HIDDEN = "lang", "kec", "hide"
_OPENED, _REFUSED = "opened", "link_refused"
PER_CENT = 100


def lang() -> str:
    """Language of the page, ``id`` unless the reader chose ``en``."""
    chosen = st.session_state.get(_LANG) or LANGUAGES[0]
    return str(chosen)


def open_link(presets: Mapping[str, Preset]) -> None:
    """Take the choices from the link, once per session; refuse a faulty one.

    A refused link leaves the defaults, and `refused_link` says why.
    """
    if _OPENED in st.session_state:
        return
    query = st.query_params.to_dict()
    scenario = Scenario()
    try:
        wanted = Scenario.from_query(query)
        check_scenario(wanted, presets)
        scenario = wanted
    except ScenarioError as error:
        st.session_state[_REFUSED] = error
    st.session_state[_OPENED] = True
    _choose(scenario, presets)
    asked = query.get(_LANG, LANGUAGES[0])
    st.session_state[_LANG] = asked if asked in LANGUAGES else LANGUAGES[0]
    st.session_state[_SELECTED] = query.get(_SELECTED)
    hidden = set(query.get(_HIDDEN, "").split(","))
    st.session_state["layers"] = sorted(LAYERS - hidden)


def refused_link() -> ScenarioError | None:
    """Why the link was not taken as it was, None if it was."""
    error: ScenarioError | None = st.session_state.get(_REFUSED)
    return error


def _choose(scenario: Scenario, presets: Mapping[str, Preset]) -> None:
    """Put a scenario into the widgets."""
    for name in (*PLAIN, *NUMBERS):
        st.session_state[name] = getattr(scenario, name)
    for name in SHARES:
        st.session_state[name] = round(getattr(scenario, name) * PER_CENT, 9)
    st.session_state["cuts"] = ", ".join(f"{cut:g}" for cut in scenario.cuts)
    st.session_state["counted"] = list(scenario.counted)
    weights = presets[scenario.preset].weights | dict(scenario.weights)
    for code, weight in weights.items():
        st.session_state[WEIGHT_KEY + code] = float(weight)


def take_preset(presets: Mapping[str, Preset]) -> None:
    """Put the weights of the chosen preset into the sliders."""
    for code, weight in presets[st.session_state["preset"]].weights.items():
        st.session_state[WEIGHT_KEY + code] = float(weight)


def reset(presets: Mapping[str, Preset]) -> None:
    """Put every choice back to the default."""
    _choose(Scenario(), presets)


def scenario(presets: Mapping[str, Preset]) -> Scenario:
    """All choices in the widgets as one scenario.

    Raises `ScenarioError` naming every fault.
    """
    state = st.session_state
    query = {name: str(state[name]) for name in (*PLAIN, *NUMBERS)}
    query |= {name: str(round(state[name] / PER_CENT, 12)) for name in SHARES}
    query["cuts"] = str(state["cuts"]).replace(" ", "")
    query["counted"] = ",".join(state["counted"])
    query |= {
        WEIGHT_KEY + code: str(state[WEIGHT_KEY + code])
        for code, weight in presets[state["preset"]].weights.items()
        if state[WEIGHT_KEY + code] != weight
    }
    return Scenario.from_query(query)


def layers() -> frozenset[str]:
    """Map layers that are switched on."""
    return frozenset(st.session_state["layers"])


def selected() -> str | None:
    """Code of the chosen kecamatan, None if none is."""
    code: str | None = st.session_state.get(_SELECTED)
    return code


def select(code: str | None) -> None:
    """Choose a kecamatan, on the map or in a table."""
    st.session_state[_SELECTED] = code


def write_link(presets: Mapping[str, Preset]) -> None:
    """Put the view into the address, so that the link reopens it.

    Choices that are refused stay out of the link: it always opens.
    """
    try:
        query = scenario(presets).to_query()
    except ScenarioError:
        return
    if lang() != LANGUAGES[0]:
        query[_LANG] = lang()
    if (code := selected()) is not None:
        query[_SELECTED] = code
    if hidden := LAYERS - layers():
        query[_HIDDEN] = ",".join(sorted(hidden))
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)


def word(key: str, **values: object) -> str:
    """Sentence in the page's language, safe where Streamlit reads Markdown."""
    return wording.escape_markdown(wording.text(key, lang(), **values))

"""The reader's choices: in the widgets, in the link, and as one scenario.

The link is written by ourselves: a bound widget would put its translated label
there, and a link sent by an Indonesian reader must open for an English one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import Problem, ScenarioError
from risk.scenario import WEIGHT_KEY, Scenario
from risk.weights import check_scenario
from views import logistics_state, people_state, personnel_state, wording
from views.maps.payload import LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plan.knowledge import Knowledge
    from risk.presets import Preset

LANGUAGES = ("id", "en")
PLAIN = (
    *("preset", "phase", "treat", "normalise", "aggregate", "classes"),
    *("post_type", "season", "mode", "tps_assumption"),
    *("objective", "demand_weight"),
)
TPS_CUTS = ("tps_rawan_from", "tps_very_from")  # the two bounds, each in a field
NUMBERS = ("threshold", "draws", "top", "new_posts")
LISTS = ("counted", "sites")
SHARES = ("standard", "min_known", "spread")  # shown in per cent
_LANG, _SELECTED, _HIDDEN = "lang", "kec", "hide"
_PLACED = "placed_sites"  # by hand on the map, to be taken before the next controls
_OPENED, _REFUSED, _SHOWN_AT = "opened", "link_refused", "link_refused_at"
PER_CENT = 100


def lang() -> str:
    """Language of the page, ``id`` unless the reader chose ``en``."""
    chosen = st.session_state.get(_LANG) or LANGUAGES[0]
    return str(chosen)


def open_link(known: Knowledge) -> None:
    """Take the choices from the link, once per session; refuse a faulty one.

    What is refused is left at its default, and `refused_link` says why.
    """
    if _OPENED in st.session_state:
        return
    st.session_state[_OPENED] = True
    query = st.query_params.to_dict()
    scenario, problems = _asked(query, known)
    problems += personnel_state.open_link(query, known)
    _choose(scenario, known.presets)
    problems += logistics_state.open_link(query, known)
    view = {_LANG: LANGUAGES, _SELECTED: tuple(known.area.kecamatan.index)}
    for key, words in view.items():
        asked = query.get(key)
        default = LANGUAGES[0] if key == _LANG else None
        st.session_state[key] = asked if asked in words else default
        problems += _unknown(key, () if asked is None else (asked,), words)
    hidden = tuple(name for name in query.get(_HIDDEN, "").split(",") if name)
    st.session_state["layers"] = sorted(LAYERS.difference(hidden))
    problems += _unknown(_HIDDEN, hidden, tuple(sorted(LAYERS)))
    problems += people_state.open_link(query, known)
    if problems:
        st.session_state[_REFUSED] = ScenarioError(problems)


def _asked(
    query: Mapping[str, str], known: Knowledge
) -> tuple[Scenario, list[Problem]]:
    """Read the scenario of a link: the default, with every fault, if it has any."""
    try:
        wanted = Scenario.from_query(query)
        check_scenario(wanted, known.presets)
    except ScenarioError as error:
        return Scenario(), list(error.problems)
    problems = list(_unknown("mode", (wanted.mode,), known.access.modes))
    return (Scenario() if problems else wanted), problems


def _unknown(
    key: str, asked: tuple[str, ...], known: tuple[str, ...]
) -> Iterator[Problem]:
    for word in asked:
        if word not in known:
            yield Problem.of("word_unknown", field=key, value=word, known=known)


def refused_link() -> ScenarioError | None:
    """Why the link was not taken as it was; None once the reader has moved on."""
    error: ScenarioError | None = st.session_state.get(_REFUSED)
    now = st.query_params.to_dict()
    if error is not None and st.session_state.setdefault(_SHOWN_AT, now) != now:
        del st.session_state[_REFUSED]
        return None
    return error


def _choose(scenario: Scenario, presets: Mapping[str, Preset]) -> None:
    """Put a scenario into the widgets, with what it leaves to its preset."""
    preset = presets[scenario.preset]
    scenario = preset.settle(scenario)
    for name in (*PLAIN, *NUMBERS):
        st.session_state[name] = getattr(scenario, name)
    for name in SHARES:
        st.session_state[name] = round(getattr(scenario, name) * PER_CENT, 9)
    st.session_state["cuts"] = _listed(scenario.cuts)
    for name in LISTS:
        st.session_state[name] = list(getattr(scenario, name))
    for name, cut in zip(TPS_CUTS, scenario.tps_cuts, strict=True):
        st.session_state[name] = cut
    weights = preset.weights_in(scenario.phase) | dict(scenario.weights)
    for code, weight in weights.items():
        st.session_state[WEIGHT_KEY + code] = float(weight)


def _listed(cuts: tuple[float, ...] | None) -> str:
    """Class bounds as they are typed: "20, 40, 60, 80"."""
    return ", ".join(str(float(cut)).removesuffix(".0") for cut in cuts or ())


def take_preset(presets: Mapping[str, Preset]) -> None:
    """Put what the chosen preset starts with into the controls."""
    preset = presets[st.session_state["preset"]]
    st.session_state["aggregate"] = preset.aggregate
    st.session_state["cuts"] = _listed(preset.cuts)
    st.session_state["min_known"] = round(preset.min_known * PER_CENT, 9)
    take_phase(presets)


def take_phase(presets: Mapping[str, Preset]) -> None:
    """Put the weights of the chosen preset and phase into the sliders."""
    preset = presets[st.session_state["preset"]]
    for code, weight in preset.weights_in(st.session_state["phase"]).items():
        st.session_state[WEIGHT_KEY + code] = float(weight)


def reset(known: Knowledge) -> None:
    """Put every choice back to the default."""
    _choose(Scenario(), known.presets)
    personnel_state.open_link({}, known)
    logistics_state.reset(known)
    people_state.reset()


def scenario(presets: Mapping[str, Preset]) -> Scenario:
    """All choices in the widgets as one scenario.

    Raises `ScenarioError` naming every fault.
    """
    state = st.session_state
    preset = presets[state["preset"]]
    query = {name: str(state[name]) for name in (*PLAIN, *NUMBERS)}
    query |= {name: str(round(state[name] / PER_CENT, 12)) for name in SHARES}
    query["cuts"] = str(state["cuts"]).replace(" ", "")
    query |= {name: ",".join(state[name]) for name in LISTS}
    query["tps_cuts"] = ",".join(str(state[name]) for name in TPS_CUTS)
    query |= {
        WEIGHT_KEY + code: str(state[WEIGHT_KEY + code])
        for code, weight in preset.weights_in(state["phase"]).items()
        if state[WEIGHT_KEY + code] != weight
    }
    return preset.leave(Scenario.from_query(query))


def place(sites: Sequence[str]) -> None:
    """Choose these desa for new posts, from the next run on; none: the best again.

    The control of these choices has been drawn in this run and cannot change in it.
    """
    st.session_state[_PLACED] = list(sites)


def take_placed() -> None:
    """Put what the map has chosen into its control, before that is drawn."""
    if _PLACED in st.session_state:
        st.session_state["sites"] = st.session_state.pop(_PLACED)


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


def write_link(known: Knowledge) -> None:
    """Put the view into the address, so that the link reopens it.

    Choices that are refused stay out of the link: it always opens.
    """
    try:
        query = scenario(known.presets).to_query()
    except ScenarioError:
        return
    query |= personnel_state.query(known)
    query |= people_state.to_query(known)
    if lang() != LANGUAGES[0]:
        query[_LANG] = lang()
    if (code := selected()) is not None:
        query[_SELECTED] = code
    if hidden := LAYERS - layers():
        query[_HIDDEN] = ",".join(sorted(hidden))
    query |= logistics_state.link(known)
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)


def word(key: str, **values: object) -> str:
    """Sentence in the page's language, safe where Streamlit reads Markdown."""
    return wording.escape_markdown(wording.text(key, lang(), **values))

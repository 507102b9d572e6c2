"""What is loaded once and shared, and the answer to the scenario at hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import MethodError, PetaRawanError, ScenarioError
from geo.reading import CATALOGUE
from plan.evaluate import Result, evaluate, evaluate_next
from plan.knowledge import DEFAULT_AREA, Knowledge, load_knowledge
from views import map_widget, state
from views.maps.places import context_points, label_points

if TYPE_CHECKING:
    import pandas as pd

    from risk.scenario import Scenario
    from views.maps.compose import Backdrop

AREA_VARIABLE = "PETARAWAN_AREA"
_CORRECTED = "corrected_knowledge"  # this session's own posts and reports on TPS
_ANSWER = "answer"
_REFUSED = "refused"


def area_folder() -> Path:
    """Folder of the study area shown: the environment's choice, else the default."""
    return Path(os.environ.get(AREA_VARIABLE, DEFAULT_AREA))


def _shipped() -> Knowledge:
    """The study area as its folder holds it now: a new build is read anew."""
    folder = area_folder()
    catalogue = folder / CATALOGUE
    built = catalogue.stat().st_mtime_ns if catalogue.exists() else 0
    return _loaded(folder, built)


@st.cache_resource(show_spinner=False, max_entries=2)
def _loaded(folder: Path, built: int) -> Knowledge:  # noqa: ARG001 - cache key
    return load_knowledge(folder)


def published() -> map_widget.Published:
    """Shapes of the study area, published once for all browsers."""
    return _published(_shipped().area.data_version)


@st.cache_resource(show_spinner=False, max_entries=2)
def _published(version: str) -> map_widget.Published:  # noqa: ARG001 - cache key
    return map_widget.publish(_shipped().area)


def backdrop() -> Backdrop:
    """Where names stand on the map of the study area."""
    return _backdrop(_shipped().area.data_version)


@st.cache_resource(show_spinner=False, max_entries=2)
def _backdrop(version: str) -> Backdrop:  # noqa: ARG001 - cache key
    area = _shipped().area
    return (
        label_points(area.kecamatan),
        context_points(area.context, area.kecamatan),
    )


def knowledge() -> Knowledge:
    """The study area, with posts and reports as this session has corrected them."""
    corrected = st.session_state.get(_CORRECTED)
    return corrected or _shipped()


def loaded() -> Knowledge | None:
    """The same where the data can be used, None where they are refused."""
    try:
        return knowledge()
    except PetaRawanError:
        return None


def has_corrected_posts() -> bool:
    """Whether this session looks at posts other than the shipped ones."""
    return _differs("posts.csv")


def has_own_reports() -> bool:
    """Whether this session looks at reports on TPS other than the shipped ones."""
    return _differs("tps_reports.csv")


def _differs(file: str) -> bool:
    """Whether a file in use is another than the shipped one."""
    used, shipped = knowledge().area.catalogue, _shipped().area.catalogue
    return used.hashes.get(file) != shipped.hashes.get(file)


def correct_posts(posts: pd.DataFrame) -> None:
    """Use corrected posts in this session, from the next answer on.

    Raises `LayerError` naming every fault; the posts in use then stay.
    """
    _use(knowledge().with_posts(posts))


def restore_posts() -> None:
    """Go back to the shipped posts."""
    shipped = _shipped()
    if has_own_reports():
        _use(shipped.with_tps_reports(knowledge().area.tps_reports))
    else:
        _use(shipped)


def report_tps(reports: pd.DataFrame) -> None:
    """Use these reports on TPS in this session, from the next answer on.

    Raises `LayerError` naming every fault; the reports in use then stay.
    """
    _use(knowledge().with_tps_reports(reports))


def restore_reports() -> None:
    """Go back to the shipped reports on TPS, if there are any."""
    shipped = _shipped()
    if has_corrected_posts():
        _use(shipped.with_posts(knowledge().area.posts))
    else:
        _use(shipped)


def _use(known: Knowledge) -> None:
    """Use this knowledge in this session; the shipped one where nothing differs."""
    if known.area.data_version == _shipped().area.data_version:
        st.session_state.pop(_CORRECTED, None)
    else:
        st.session_state[_CORRECTED] = known


def result(*, needs_index: bool = True) -> Result:
    """Answer to the choices at hand; kept, so that a click costs nothing.

    Where the index is refused, a page that does not need it still gets its
    coverage, and the others keep the last good answer in sight; `refused` says
    why. Raises what `evaluate` raises where there is no answer yet.
    """
    known, scenario = knowledge(), None
    st.session_state[_REFUSED] = None
    try:
        scenario = state.scenario(known.presets)
        return _kept(known, scenario)
    except (ScenarioError, MethodError) as error:
        if scenario is not None and not needs_index:
            st.session_state[_REFUSED] = (error, "page.no_index")
            return evaluate(known, scenario, needs_index=False)
        if _ANSWER not in st.session_state:
            raise
        st.session_state[_REFUSED] = (error, "page.last_good")
    answer: Result = st.session_state[_ANSWER][1]
    return answer


def refused() -> tuple[PetaRawanError, str] | None:
    """Why the choices have no index, and the key of what is shown instead."""
    told: tuple[PetaRawanError, str] | None = st.session_state.get(_REFUSED)
    return told


def _kept(known: Knowledge, scenario: Scenario) -> Result:
    asked = (known.area.data_version, scenario)
    kept = st.session_state.get(_ANSWER)
    if kept is None or kept[1].knowledge is not known:
        kept = (asked, evaluate(known, scenario))
    elif kept[0] != asked:
        kept = (asked, evaluate_next(kept[1], scenario))
    st.session_state[_ANSWER] = kept
    answer: Result = kept[1]
    return answer

"""What is loaded once and shared, and the answer to the scenario at hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import MethodError, PetaRawanError, ScenarioError
from plan.evaluate import Result, evaluate
from plan.knowledge import Knowledge, load_knowledge
from views import map_widget, state
from views.maps.places import context_points, label_points

if TYPE_CHECKING:
    import pandas as pd

    from risk.scenario import Scenario
    from views.maps.compose import Backdrop

AREA_VARIABLE = "PETARAWAN_AREA"
DEFAULT_AREA = Path(__file__).parents[1] / "data" / "kutai_timur"
_CORRECTED = "corrected_knowledge"  # this session's posts, as corrected on the page
_ANSWER = "answer"
_REFUSED = "refused"


def area_folder() -> Path:
    """Folder of the study area shown: the environment's choice, else the default."""
    return Path(os.environ.get(AREA_VARIABLE, DEFAULT_AREA))


@st.cache_resource(show_spinner=False)
def _loaded(folder: Path) -> Knowledge:
    return load_knowledge(folder)


@st.cache_resource(show_spinner=False)
def published(folder: Path) -> map_widget.Published:
    """Shapes of the study area, published once for all browsers."""
    return map_widget.publish(_loaded(folder).area)


@st.cache_resource(show_spinner=False)
def backdrop(folder: Path) -> Backdrop:
    """Where names stand on the map of the study area."""
    area = _loaded(folder).area
    return (
        label_points(area.kecamatan),
        context_points(area.context, area.kecamatan),
    )


def knowledge() -> Knowledge:
    """The study area, with the posts as this session has corrected them."""
    corrected = st.session_state.get(_CORRECTED)
    return corrected or _loaded(area_folder())


def loaded() -> Knowledge | None:
    """The same where the data can be used, None where they are refused."""
    try:
        return knowledge()
    except PetaRawanError:
        return None


def has_corrected_posts() -> bool:
    """Whether this session looks at posts other than the shipped ones."""
    return _CORRECTED in st.session_state


def correct_posts(posts: pd.DataFrame) -> None:
    """Use corrected posts in this session, from the next answer on.

    Raises `LayerError` naming every fault; the posts in use then stay.
    """
    st.session_state[_CORRECTED] = _loaded(area_folder()).with_posts(posts)


def restore_posts() -> None:
    """Go back to the shipped posts."""
    st.session_state.pop(_CORRECTED, None)


def result() -> Result:
    """Answer to the choices at hand; kept, so that a click costs nothing.

    Choices that are refused leave the last good answer in sight, and `refused`
    says why. Raises what `evaluate` raises where there is no answer yet.
    """
    known = knowledge()
    st.session_state[_REFUSED] = None
    try:
        scenario = state.scenario(known.presets)
        return _kept(known, scenario)
    except (ScenarioError, MethodError) as error:
        if _ANSWER not in st.session_state:
            raise
        st.session_state[_REFUSED] = error
    answer: Result = st.session_state[_ANSWER][1]
    return answer


def refused() -> PetaRawanError | None:
    """Why the choices at hand have no answer, None if they have one."""
    error: PetaRawanError | None = st.session_state.get(_REFUSED)
    return error


def _kept(known: Knowledge, scenario: Scenario) -> Result:
    asked = (known.area.data_version, scenario)
    kept = st.session_state.get(_ANSWER)
    if kept is None or kept[0] != asked:
        kept = (asked, evaluate(known, scenario))
        st.session_state[_ANSWER] = kept
    answer: Result = kept[1]
    return answer

"""Controls in working order: what, where, how weighted, how classed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from geo.coverage import OPTIONAL
from risk.scenario import ANY_PHASE, WEIGHT_KEY, WHOLE, WORDS
from views import logistics_controls, personnel_sidebar, state, story, wording
from views.state import word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plan.knowledge import Knowledge
    from risk.indicators import Indicator
    from risk.presets import Dimension, Preset

HEAVIEST = 5
MOST_NEW = 12  # of the slider of new posts; a link may ask for more
SHORTEST, LONGEST = 15.0, 360.0  # minutes; a link may ask for more or less
_KEPT: Literal["session"] = "session"
"""Browsers report only the controls they have drawn yet, not those in closed popovers;
without this a change of page would forget the others."""
_LAYERS = ("labels", "posts", "candidates", "hatch", "tps", "context")


def controls(knowledge: Knowledge, page: str) -> None:
    """Every control of the product, on every page, so that no choice is lost.

    What the `page` is about stands open.
    """
    state.take_placed()
    with st.sidebar:
        st.segmented_control(
            word("control.lang"),
            state.LANGUAGES,
            format_func=lambda code: wording.text(f"language.{code}", code),
            key="lang",
            persist_state=_KEPT,
            required=True,
            label_visibility="collapsed",
        )
        _service()
        if knowledge.book is not None and page == "personnel":
            personnel_sidebar.controls(knowledge.book)
        with st.expander(word("control.section.siting"), expanded=page == "siting"):
            _siting(knowledge)
        name = word("control.section.logistics")
        with st.expander(name, expanded=page == "logistics"):
            logistics_controls.controls(knowledge)
        with st.expander(word("control.section.weights"), expanded=page == "risk"):
            _weights(knowledge)
        with st.expander(word("control.section.method")):
            _method(knowledge)
        with st.expander(word("control.section.certainty")):
            _certainty()
        with st.expander(word("control.section.layers")):
            _layers()
        st.button(word("control.reset"), on_click=state.reset, args=(knowledge,))


def _service() -> None:
    """What is looked at, and when a place counts as reached."""
    _segments("post_type", WORDS["post_type"], "post_type")
    _segments("season", WORDS["season"], "season")
    st.slider(
        word("control.threshold"),
        min_value=min(SHORTEST, st.session_state["threshold"]),
        max_value=max(LONGEST, st.session_state["threshold"]),
        step=15.0,
        format=f"%d {wording.text('unit.minutes.name', state.lang())}",
        key="threshold",
        persist_state=_KEPT,
        help=word("control.threshold.help"),
    )


def _siting(knowledge: Knowledge) -> None:
    """How many new posts, what for, and places chosen by hand."""
    chosen = st.session_state["new_posts"]
    st.slider(
        word(f"control.new_posts.{st.session_state['post_type']}"),
        min_value=WHOLE["new_posts"][0],
        max_value=max(MOST_NEW, chosen),
        key="new_posts",
        persist_state=_KEPT,
        help=word("control.new_posts.help"),
    )
    _choice("objective", WORDS["objective"])
    _choice("demand_weight", WORDS["demand_weight"])
    names = {place.code: place.name for place in knowledge.places.kecamatan}
    told = {
        desa.code: f"{desa.name} ({names[desa.kecamatan_code]})"
        for desa in knowledge.places.desa
    }
    st.multiselect(
        word("control.sites"),
        list(dict.fromkeys([*told, *st.session_state["sites"]])),
        format_func=lambda code: told.get(code, code),
        key="sites",
        persist_state=_KEPT,
        placeholder=word("control.sites.placeholder"),
        help=word("control.sites.help"),
    )


def _weights(knowledge: Knowledge) -> None:
    lang, presets = state.lang(), knowledge.presets
    st.selectbox(
        word("control.preset"),
        list(presets),
        format_func=lambda code: presets[code].name[lang],
        key="preset",
        persist_state=_KEPT,
        on_change=state.take_preset,
        args=(presets,),
    )
    preset = presets[st.session_state["preset"]]
    st.caption(wording.escape_markdown(preset.note[lang]))
    if preset.phases:
        _phase(preset, presets, knowledge)
    known = {indicator.code: indicator for indicator in knowledge.indicators}
    for dimension in preset.dimensions:
        _weight(dimension.code, dimension.name[lang], "")
        members = sum(len(part.indicators) for part in dimension.walk())
        with st.popover(word("control.indicators", count=members), width="stretch"):
            _inside(dimension, known)


def _phase(preset: Preset, presets: Mapping[str, Preset], knowledge: Knowledge) -> None:
    """Phase of the election, with what it changes: all of it is assumed."""
    lang = state.lang()
    st.selectbox(
        word("control.phase"),
        [ANY_PHASE, *preset.phases],
        format_func=lambda code: (
            wording.text("phase.all", lang)
            if code == ANY_PHASE
            else preset.phases[code].name[lang]
        ),
        key="phase",
        persist_state=_KEPT,
        on_change=state.take_phase,
        args=(presets,),
        help=word("control.phase.help"),
    )
    for sentence in story.phase_changes(
        preset, st.session_state["phase"], knowledge, lang
    ):
        st.caption(wording.escape_markdown(sentence))


def _inside(part: Dimension, known: Mapping[str, Indicator]) -> None:
    """Weights of all that a part holds, level by level."""
    lang = state.lang()
    for code, _ in part.indicators:
        _weight(code, known[code].short[lang], known[code].explanation[lang])
    for inner in part.parts:
        reason = inner.unknown[lang] if inner.unknown else ""
        label = word("control.part_unknown", part=inner.name[lang]) if reason else ""
        _weight(inner.code, label or inner.name[lang], reason)
        _inside(inner, known)


def _weight(code: str, label: str, explanation: str) -> None:
    """A weight in halves; one that a link brought along is kept as it is."""
    key, lang = WEIGHT_KEY + code, state.lang()
    steps = {step / 2 for step in range(2 * HEAVIEST + 1)}
    st.select_slider(
        wording.escape_markdown(label),
        sorted(steps | {st.session_state[key]}),
        format_func=lambda weight: wording.general(weight, lang),
        key=key,
        persist_state=_KEPT,
        help=wording.escape_markdown(explanation) or None,
    )


def _method(knowledge: Knowledge) -> None:
    lang = state.lang()
    _choice("treat", WORDS["treat"])
    _choice("normalise", WORDS["normalise"])
    _choice("aggregate", WORDS["aggregate"])
    _choice("classes", WORDS["classes"])
    st.text_input(
        word("control.cuts"),
        key="cuts",
        persist_state=_KEPT,
        max_chars=60,
        help=word("control.cuts.help"),
    )
    _share("standard")
    _share("min_known")
    _segments("mode", knowledge.access.modes, "mode")
    st.pills(
        word("control.counted"),
        OPTIONAL["polsek"],
        selection_mode="multi",
        format_func=lambda kind: wording.text(f"post_type.{kind}", lang),
        key="counted",
        persist_state=_KEPT,
        help=word("control.counted.help"),
    )


def _certainty() -> None:
    """How far weights may be wrong, and who counts as being at the top."""
    _share("spread")
    for name, step, most in (("top", 1, 10), ("draws", 200, 5000)):
        chosen = st.session_state[name]
        st.slider(
            word(f"control.{name}"),
            min_value=WHOLE[name][0],
            max_value=max(most, chosen),
            step=step if chosen % step == 0 else 1,
            key=name,
            persist_state=_KEPT,
            help=word(f"control.{name}.help"),
        )


def _share(name: str) -> None:
    st.slider(
        word(f"control.{name}"),
        min_value=0.0,
        max_value=100.0,
        step=1.0,
        format="%g %%",
        key=name,
        persist_state=_KEPT,
        help=word(f"control.{name}.help"),
    )


def _layers() -> None:
    lang = state.lang()
    st.pills(
        word("control.layers"),
        _LAYERS,
        selection_mode="multi",
        format_func=lambda name: wording.text(f"map_layer.{name}", lang),
        key="layers",
        persist_state=_KEPT,
        label_visibility="collapsed",
    )


def _segments(name: str, known: Sequence[str], key: str) -> None:
    lang = state.lang()
    st.segmented_control(
        word(f"control.{name}"),
        known,
        format_func=lambda code: wording.text(f"{key}.{code}", lang),
        key=name,
        persist_state=_KEPT,
        required=True,
        help=word(f"control.{name}.help"),
        width="stretch",
    )


def _choice(name: str, known: Sequence[str]) -> None:
    lang = state.lang()
    st.selectbox(
        word(f"control.{name}"),
        known,
        format_func=lambda code: wording.text(f"{name}.{code}", lang),
        key=name,
        persist_state=_KEPT,
        help=word(f"control.{name}.help"),
    )

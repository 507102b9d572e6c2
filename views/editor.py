"""Posts corrected in a table: checked by the layer's own schema, used at once."""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import LayerError
from geo.schemas import COVERS_BASES, LOCATION_BASES, POST_TYPES
from views import cache, post_rows, state, widgets, wording
from views.state import word

if TYPE_CHECKING:
    import pandas as pd

_ROUND = "posts_round"
_CHOICES = {
    "post_type": ("post_type", POST_TYPES),
    "location_basis": ("location_basis", LOCATION_BASES),
    "covers_basis": ("covers_basis", COVERS_BASES),
}


def posts_editor() -> None:
    """Edit, check and use posts in this session; download them as posts.csv."""
    area = cache.knowledge().area
    st.caption(word("data.posts.help"))
    edited = st.data_editor(
        post_rows.editable(area),
        num_rows="dynamic",
        hide_index=True,
        column_config={name: _column(name) for name in post_rows.COLUMNS},
        key=(key := f"posts_{area.data_version}_{st.session_state.get(_ROUND, 0)}"),
    )
    use, restore, keep = st.columns(3)
    if use.button(
        word("data.posts.use"), key="posts_use", type="primary", width="stretch"
    ):
        _use(edited)
    if restore.button(
        word("data.posts.restore"),
        key="posts_restore",
        width="stretch",
        disabled=not (cache.has_corrected_posts() or _has_edits(key)),
    ):
        _restore()
    keep.download_button(
        word("data.posts.download"),
        data=partial(post_rows.as_csv, area),
        file_name="posts.csv",
        mime=f"text/csv; nonce={nonce()}",  # its address is made from this too
        on_click="ignore",
        width="stretch",
    )


def _has_edits(key: str) -> bool:
    """Whether cells of the table were changed, and not used yet or refused."""
    return any(st.session_state[key].values())


def _restore() -> None:
    """Show the shipped posts again, in a table that has forgotten its edits."""
    cache.restore_posts()
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def nonce() -> str:
    """Return this session's own secret: nobody else can guess the download."""
    nonce: str = st.session_state.setdefault("posts_nonce", secrets.token_hex(12))
    return nonce


def _use(edited: pd.DataFrame) -> None:
    """Use the edited posts, or name every fault and keep those in use."""
    try:
        cache.correct_posts(edited)
    except LayerError as error:
        widgets.refusal(error)
    else:
        st.rerun()


def _column(name: str) -> Any:  # noqa: ANN401 - Streamlit's own column types
    header = word(f"post_column.{name}")
    if name in _CHOICES:
        prefix, choices = _CHOICES[name]
        lang = state.lang()
        return st.column_config.SelectboxColumn(
            header,
            options=list(choices),
            format_func=lambda code: wording.text(f"{prefix}.{code}", lang),
        )
    if name in ("lon", "lat"):
        return st.column_config.NumberColumn(header, format="%.6f", step=1e-6)
    return st.column_config.TextColumn(header)

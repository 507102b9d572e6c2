"""Pools corrected in a table: how many of whom, and where they start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo.errors import PetaRawanError
from plan.personnel.staffing import Staffing, check
from views import personnel_state, state, widgets
from views.state import word

if TYPE_CHECKING:
    from plan.personnel.book import Book
    from plan.personnel.deploy import Deployment
    from plan.personnel.staffing import Home

_ROUND = "pools_round"
_COLUMNS = ("pool", "post", "people")


def editor(plan: Deployment) -> None:
    """Edit, check and use the pools in this session and its link."""
    book, known = plan.book, plan.result.knowledge
    posts = {post.post_id: post.name for post in known.reach.posts}
    st.caption(word("personnel.pools.help"))
    edited = st.data_editor(
        rows_of(plan.staffing, book),
        num_rows="dynamic",
        hide_index=True,
        column_config=_columns(book, posts),
        key=f"pools_{st.session_state.get(_ROUND, 0)}",
    )
    use, restore = st.columns(2)
    if use.button(
        word("personnel.pools.use"), key="pools_use", type="primary", width="stretch"
    ):
        _use(edited, book, posts)
    if restore.button(
        word("personnel.pools.restore"), key="pools_restore", width="stretch"
    ):
        _put(())


def rows_of(staffing: Staffing, book: Book) -> pd.DataFrame:
    """One row for each pool and place; a number nobody knows is blank."""
    homes = staffing.homes_of(book)
    rows: list[tuple[str, str, int | None]] = []
    for code, pool in book.pools.items():
        own = [row for row in homes if row[0] == code]
        rows.extend(own or [(code, pool.home, None)])
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype({"people": "Int64"})


def homes_of(edited: pd.DataFrame, book: Book) -> tuple[Home, ...]:
    """Rows as choices: only pools that differ from the book.

    A pool of the book without a row, or without a number, is there no more: 0.
    """
    filled = edited.dropna(subset=["people"])
    rows = [
        (str(pool), str(post), int(people))
        for pool, post, people in filled[list(_COLUMNS)].itertuples(index=False)
    ]
    listed = {pool for pool, _, _ in rows}
    kept = Staffing().homes_of(book)
    rows += [(pool, post, 0) for pool, post, _ in kept if pool not in listed]
    same = {
        code
        for code in book.pools
        if [r for r in rows if r[0] == code] == [r for r in kept if r[0] == code]
    }
    return tuple(row for row in rows if row[0] not in same)


def _use(edited: pd.DataFrame, book: Book, posts: dict[str, str]) -> None:
    """Use the edited pools, or name every fault and keep those in use."""
    try:
        homes = homes_of(edited, book)
        check(Staffing(homes=homes), book, posts)
    except PetaRawanError as error:
        widgets.refusal(error)
    else:
        _put(homes)


def _put(homes: tuple[Home, ...]) -> None:
    """Use these from the next run on, in a table that has forgotten its edits."""
    st.session_state[personnel_state.HOMES] = homes
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _columns(book: Book, posts: dict[str, str]) -> dict[str, Any]:
    lang = state.lang()
    return {
        "pool": st.column_config.SelectboxColumn(
            word("personnel.column.pool"),
            options=list(book.pools),
            format_func=lambda code: book.pools[str(code)].name[lang],
            required=True,
        ),
        "post": st.column_config.SelectboxColumn(
            word("personnel.column.home"),
            options=list(posts),
            format_func=lambda code: posts[str(code)],
            required=True,
        ),
        "people": st.column_config.NumberColumn(
            word("personnel.column.people"), min_value=0, step=1
        ),
    }

"""An index brought along as plain records: what `cli.py index --json` prints."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from risk.classify import UNRANKED
from views import wording
from views.records import LANGUAGES, known, sure_record

if TYPE_CHECKING:
    from geo.units import Floats
    from risk.flags import Flag
    from risk.own.index import OwnIndex
    from risk.sensitivity import Sensitivity
    from risk.treat import Treatment
    from risk.uncertainty import Summary

Record = dict[str, Any]

_SAID = {"sparse": "sparse_areas", "repeats_across": "repeats_groups"}
"""Remarks that speak of kecamatan and dimensions, and those that do not."""


def index_record(index: OwnIndex, sure: Summary | None = None) -> Record:
    """Every area, in order of rank, with its values at every node; what was done.

    `sure`: what many draws say of its rank, if they were made.
    """
    nodes = index.tree.nodes
    return {
        "areas": [
            {
                "code": index.tables.areas[row],
                "scores": {
                    node: known(float(value))
                    for node, value in zip(nodes, index.scores[row], strict=True)
                },
                "rank": rank_of(index, row),
                **(sure_record(sure, row) if sure else {}),
            }
            for row in rows_by_rank(index)
        ],
        "treated": [_treated_record(index, one) for one in index.treated],
        "flags": [_flag_record(index, flag) for flag in index.flags],
    }


def choices_record(shares: Sensitivity) -> Record:
    """Share of the variance of each choice; `low` to `high` is that of its total."""
    columns = {
        "first": shares.first,
        "first_low": shares.first_low,
        "first_high": shares.first_high,
        "total": shares.total,
        "low": shares.total_low,
        "high": shares.total_high,
    }
    return {
        "choices": [
            {"name": name, **{key: float(one[row]) for key, one in columns.items()}}
            for row, name in enumerate(shares.choices)
        ]
    }


def removed_record(index: OwnIndex, changes: Floats) -> Record:
    """How far the ranks move, on average, without each indicator."""
    pairs = zip(index.tree.leaves, changes, strict=True)
    return {
        "removed": [
            {"code": code, "mean_abs_rank_change": known(float(change))}
            for code, change in pairs
        ]
    }


def rows_by_rank(index: OwnIndex) -> list[int]:
    """Places of the areas, the highest index first; those without one last, by code."""
    ranks = [int(rank) for rank in index.rank]
    return sorted(
        range(len(ranks)), key=lambda row: (ranks[row] == UNRANKED, ranks[row])
    )


def rank_of(index: OwnIndex, row: int) -> int | None:
    """Rank of an area, None where it has no index."""
    return int(index.rank[row]) if index.rank[row] != UNRANKED else None


def treated_sentence(index: OwnIndex, one: Treatment, lang: str) -> str:
    """Say what was done to an indicator."""
    name = index.tables.names[index.tree.leaves[one.column]]
    return wording.treated(one.method, name, one.points, lang)


def flag_sentence(index: OwnIndex, flag: Flag, lang: str) -> str:
    """Say a remark, indicators by their names."""
    code = _SAID.get(flag.code, flag.code)
    return wording.flag(replace(flag, code=code), lang, index.tables.names)


def _treated_record(index: OwnIndex, one: Treatment) -> Record:
    code = index.tree.leaves[one.column]
    return {"code": code, "method": one.method, "points": one.points}


def _flag_record(index: OwnIndex, flag: Flag) -> Record:
    text = {lang: flag_sentence(index, flag, lang) for lang in LANGUAGES}
    return {"code": flag.code, **dict(flag.values), "text": text}

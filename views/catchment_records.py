"""Floating catchments as plain records: what `cli.py catchment --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plan.access import PER_VOTERS
from views.records import known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catchment import Access, Bands, Method
    from geo.own_catchment import CatchmentFiles, OwnCatchment
    from plan.access import AreaAccess
    from plan.knowledge import Knowledge
    from risk.scenario import Scenario

Record = dict[str, Any]


def own_record(
    found: OwnCatchment, files: CatchmentFiles, bands: Bands, method: Method
) -> Record:
    """Access of every demand point and ratio of every post, in order of id.

    A ratio is None where nobody is in reach of the post.
    """
    return {
        **_catchment(method, bands, found.demand, found.supply, found.found),
        "costs": "straight" if files.straight else "matrix",
        "absent_pairs": found.absent,
        "assumed": list(found.assumed),
    }


def area_record(found: AreaAccess, knowledge: Knowledge, scenario: Scenario) -> Record:
    """Access of every desa and kecamatan to one service, ratio of every post.

    `supply_per` is assumed, and so is all that follows from it (`quality`).
    """
    ids = [post.post_id for post in found.posts]
    chosen = ("post_type", "season", "mode", "counted")
    told = scenario.to_dict()
    return {
        **_catchment(found.method, found.bands, found.desa, ids, found.found),
        "scenario": {name: told[name] for name in chosen},
        "data_version": knowledge.area.data_version,
        "supply_per": dict(found.assumed),
        "quality": "assumed",
        "per_voters": PER_VOTERS,
        "mean": known(found.mean),
        "areas": area_rows(found, knowledge),
    }


def area_rows(found: AreaAccess, knowledge: Knowledge) -> list[Record]:
    """One record per kecamatan, in order of code; `per_voters` of them share as much.

    None where it has no voters.
    """
    return [
        {
            "kecamatan_code": place.code,
            "kecamatan": place.name,
            "voters": place.voters,
            "voters_quality": place.voters_quality,
            "access": known(float(access)),
            "per_10000": known(float(access) * PER_VOTERS),
            "quality": "assumed",
        }
        for place, access in zip(
            knowledge.places.kecamatan, found.by_kecamatan, strict=True
        )
    ]


def _catchment(
    method: Method,
    bands: Bands,
    demand: Sequence[str],
    supply: Sequence[str],
    found: Access,
) -> Record:
    accesses = zip(demand, found.access.tolist(), strict=True)
    ratios = zip(supply, found.ratio.tolist(), strict=True)
    return {
        "method": method,
        "bands": list(bands.limits),
        "weights": list(bands.weights),
        "demand": [{"id": one, "access": access} for one, access in accesses],
        "supply": [{"id": one, "ratio": known(ratio)} for one, ratio in ratios],
    }

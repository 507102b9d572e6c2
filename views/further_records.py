"""Both posts together, moved posts and own points as records: for `site --json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from views.records import known
from views.site_records import site_record

if TYPE_CHECKING:
    from plan.evaluate import Result
    from plan.joint_places import JointAsk, JointPlaces
    from plan.moved_posts import MovedPosts
    from plan.own_points import Candidates
    from plan.siting.answer import Answer, Assessed
    from plan.siting.problem import Siting
    from plan.siting.solve import Ask
    from views.site_records import Record


def joint_record(result: Result, ask: JointAsk, found: JointPlaces) -> Record:
    """Places of both types; prices are assumptions, voters estimates.

    `objective_value`: the weight in reach of a polsek plus that in reach of a koramil.
    """
    return {
        "objective": "joint",
        "budget": ask.budget,
        "numbers": list(ask.numbers) if ask.budget is None else None,
        "prices": dict(zip(_types(found), ask.prices, strict=True)),
        "price": found.price,
        "objective_value": known(found.value),
        "optimal": found.optimal,
        "gap": known(found.gap),
        "networks": [
            {
                "post_type": one.post_type,
                "sites": [place.desa.code for place in one.places],
                "provisional": one.provisional,
                "idle": one.idle,
                "voters": one.voters,
                "voters_before": one.voters_before,
                "voters_after": one.voters_after,
                "weight": one.weight,
                "weight_before": one.weight_before,
                "weight_after": one.weight_after,
            }
            for one in found.networks
        ],
        "places": [
            {
                "post_type": one.post_type,
                "desa_code": one.desa.code,
                "desa": one.desa.name,
                "kecamatan_code": one.desa.kecamatan_code,
                "kecamatan": one.kecamatan,
                "added_voters": one.voters,
                "added_tps": one.tps,
                "added_weight": one.weighted,
                "price": one.price,
            }
            for one in found.places
        ],
        **_of(result),
    }


def moved_record(result: Result, moves: int, found: MovedPosts) -> Record:
    """Posts that would close and where they would open: a comparison, no advice."""
    return {
        "objective": "moves",
        "moves": moves,
        "objective_value": known(found.weight_after),
        "optimal": found.optimal,
        "gap": known(found.gap),
        "closed": [
            {"post_id": one.post.post_id, "name": one.post.name, "voters": one.voters}
            for one in found.closed
        ],
        "opened": [
            {
                "desa_code": one.desa.code,
                "desa": one.desa.name,
                "kecamatan": one.kecamatan,
                "added_voters": one.voters,
                "added_tps": one.tps,
            }
            for one in found.opened
        ],
        "voters": found.voters,
        "voters_before": found.voters_before,
        "voters_after": found.voters_after,
        "voters_lost": found.lost,
        "weight": found.weight,
        "weight_before": found.weight_before,
        "provisional": found.provisional,
        **_of(result),
    }


def points_record(
    result: Result,
    siting: Siting,
    ask: Ask,
    found: tuple[Answer, Assessed],
    candidates: Candidates,
) -> Record:
    """The answer on candidates of one's own; costs in minutes.

    `candidates`: those that were left, with the desa whose point is nearest and the
    minutes to it in the dry season; `excluded`: those in a zone.
    """
    desa = result.knowledge.places.desa
    columns = zip(
        candidates.ids,
        candidates.lon.tolist(),
        candidates.lat.tolist(),
        candidates.desa.tolist(),
        candidates.to_desa.tolist(),
        strict=True,
    )
    return {
        **site_record(siting, ask, *found),
        "candidates_of": "points" if candidates.are_points else "desa",
        "candidates": [
            {
                "id": one,
                "lon": lon,
                "lat": lat,
                "desa_code": desa[row].code,
                "minutes_to_desa": known(minutes),
            }
            for one, lon, lat, row, minutes in columns
        ],
        "excluded": list(candidates.excluded),
        **_of(result),
    }


def _types(found: JointPlaces) -> list[str]:
    return [one.post_type for one in found.networks]


def _of(result: Result) -> Record:
    return {
        "scenario": result.scenario.to_dict(),
        "data_version": result.area.data_version,
    }

"""Results as plain records: what `cli.py --json` prints and tables show.

Unknown is None, never 0; so is a time that no route can give.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from views import wording
from views.travel_words import no_route, travel_record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from plan.candidates import Candidate
    from plan.evaluate import Result
    from plan.gaps import Gap
    from plan.proposals import Proposal
    from plan.reasons import Reason
    from risk.uncertainty import Summary

Record = dict[str, Any]
LANGUAGES = ("id", "en")
CERTAINTY = ("rank_median", "rank_p05", "rank_p95", "share_top_k", "rank_is_stable")


def known(value: float | None) -> float | None:
    """Return a finite number as it is, anything else as None."""
    if value is None or not math.isfinite(value):
        return None
    return float(value)


def score_record(result: Result) -> Record:
    """Every kecamatan with its score, class, rank and what is known of it."""
    return {
        "scenario": result.scenario.to_dict(),
        "data_version": result.area.data_version,
        "travel": travel_record(result),
        "areas": score_rows(result),
    }


def score_rows(result: Result) -> list[Record]:
    """One record per kecamatan, in order of rank; unranked ones last."""
    scored, names = result.score, result.area.kecamatan["kecamatan"]
    rows = [
        {
            "kecamatan_code": code,
            "kecamatan": str(names[code]),
            "score": known(scored.score[i]),
            "risk_class": _or_none(int(scored.risk_class[i]), -1),
            "rank": _or_none(int(scored.rank[i]), 0),
            "weight_known": known(scored.weight_known[i]),
            **_certainty(result, i),
            "dimensions": {
                name: known(scored.dimension_scores[i, j])
                for j, name in enumerate(scored.dimensions)
            },
        }
        for i, code in enumerate(scored.areas)
    ]
    return sorted(
        rows, key=lambda row: (row["rank"] or math.inf, row["kecamatan_code"])
    )


def _certainty(result: Result, row: int) -> Record:
    """Ranks of nine draws of ten, the middle one, and how often in the top."""
    found = result.certainty
    if found is None:
        return dict.fromkeys(CERTAINTY)
    ranks = sure_record(found, row)
    stable = not found.unstable[row] if ranks["rank_median"] else None
    return ranks | {"rank_is_stable": stable}


def sure_record(sure: Summary, row: int) -> Record:
    """What the draws say of one area; None where it never had a rank."""
    return {
        "rank_median": _or_none(int(sure.median[row]), 0),
        "rank_p05": _or_none(int(sure.p05[row]), 0),
        "rank_p95": _or_none(int(sure.p95[row]), 0),
        "share_top_k": known(float(sure.share_top[row])),
    }


def cover_record(result: Result, *, with_tps: bool = False) -> Record:
    """Every kecamatan with what the service reaches; each TPS too if asked for.

    Where `layer_complete` is not true, what is reached is a lower bound.
    """
    record: Record = {
        "scenario": result.scenario.to_dict(),
        "data_version": result.area.data_version,
        "travel": travel_record(result),
        "layer_complete": result.area.is_complete(result.scenario.post_type),
        "areas": cover_rows(result),
        "no_route": no_route(result),
    }
    return record | {"tps": tps_rows(result)} if with_tps else record


def tps_rows(result: Result) -> list[Record]:
    """One record per TPS, in order of id: its nearest post, and whether in time."""
    tps, coverage = result.area.tps, result.coverage
    posts = [coverage.post_of(int(row)) for row in coverage.nearest]
    columns = (tps["desa_code"], tps["kecamatan_code"], tps["voters_est"])
    return [
        {
            "tps_id": str(tps_id),
            "desa_code": str(desa),
            "kecamatan_code": str(kecamatan),
            "voters_est": int(voters),
            "nearest_post": post.post_id if post else None,
            "minutes": known(float(minutes)),
            "covered": bool(covered),
        }
        for tps_id, desa, kecamatan, voters, post, minutes, covered in zip(
            tps.index,
            *columns,
            posts,
            coverage.minutes_nearest,
            coverage.reached,
            strict=True,
        )
    ]


def cover_rows(result: Result) -> list[Record]:
    """One record per kecamatan, in order of code."""
    names = result.area.kecamatan["kecamatan"]
    quality = result.area.kecamatan["voters_quality"]
    return [
        {
            "kecamatan_code": code,
            "kecamatan": str(names[code]),
            "voters": int(row["voters"]),
            "voters_quality": str(quality[code]),
            "voters_covered": int(row["voters_covered"]),
            "tps": int(row["tps"]),
            "tps_covered": int(row["tps_covered"]),
            "tps_backup": int(row["tps_backup"]),
            "nearest_post": row["nearest_post"],
            "minutes_median": known(row["minutes_median"]),
        }
        for code, row in result.coverage_table.to_dict("index").items()
    ]


def gaps_record(results: Iterable[Result]) -> Record:
    """Gaps, candidates and shortlist of every service asked for (`post_types`).

    Candidates count by themselves; each place of the shortlist what it adds to
    those above it, so that nobody is counted twice.
    `scenario` is that of the first: the others differ in nothing but the service.
    """
    answers = list(results)
    return {
        "scenario": answers[0].scenario.to_dict(),
        "post_types": [answer.scenario.post_type for answer in answers],
        "data_version": answers[0].area.data_version,
        "travel": travel_record(answers[0]),
        "gaps": [gap_row(gap) for answer in answers for gap in answer.gaps],
        "candidates": [
            candidate_row(candidate)
            for answer in answers
            for candidate in answer.candidates
        ],
        "shortlist": [
            proposal_row(proposal, rank)
            for answer in answers
            for rank, proposal in enumerate(answer.shortlist, start=1)
        ],
    }


def gap_row(gap: Gap) -> Record:
    """One kecamatan and service, with its reasons in both languages."""
    return {
        "kecamatan_code": gap.kecamatan_code,
        "kecamatan": gap.kecamatan,
        "post_type": gap.post_type,
        "statuses": list(gap.statuses),
        "served_by": gap.served_by,
        "served_minutes": gap.served_minutes,
        "nearest_post": gap.nearest_post,
        "minutes": gap.minutes,
        "voters": gap.voters,
        "tps": gap.tps,
        "reasons": _sentences(gap.reasons),
    }


def candidate_row(candidate: Candidate) -> Record:
    """One candidate desa, with its reasons in both languages."""
    return {
        "post_type": candidate.post_type,
        "desa_code": candidate.desa_code,
        "desa": candidate.desa,
        "kecamatan_code": candidate.kecamatan_code,
        "kecamatan": candidate.kecamatan,
        "newly_covered_voters": candidate.newly_covered_voters,
        "newly_covered_tps": candidate.newly_covered_tps,
        "weighted_voters": candidate.weighted_voters,
        "provisional": candidate.provisional,
        "reasons": _sentences(candidate.reasons),
    }


def proposal_row(proposal: Proposal, rank: int) -> Record:
    """One place of the shortlist, with its reasons in both languages."""
    place = proposal.candidate
    return {
        "post_type": place.post_type,
        "rank": rank,
        "desa_code": place.desa_code,
        "desa": place.desa,
        "kecamatan_code": place.kecamatan_code,
        "kecamatan": place.kecamatan,
        "added_voters": proposal.added_voters,
        "added_tps": proposal.added_tps,
        "added_weighted_voters": proposal.added_weighted,
        "provisional": place.provisional,
        "reasons": _sentences(proposal.reasons),
    }


def _sentences(reasons: Iterable[Reason]) -> dict[str, list[str]]:
    told = list(reasons)
    return {lang: [wording.reason(r, lang) for r in told] for lang in LANGUAGES}


def export_record(result: Result, file: Path, view: str) -> Record:
    """Which file an export wrote, of which view, and how to get the same again."""
    return {
        "file": str(file),
        "view": view,
        "scenario": result.scenario.to_dict(),
        "data_version": result.area.data_version,
        "travel": travel_record(result),
    }


def _or_none(value: int, unknown: int) -> int | None:
    return None if value == unknown else value

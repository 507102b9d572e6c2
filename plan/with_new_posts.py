"""A result as it would be once the proposed posts stood."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geo.coverage import by_kecamatan
from geo.impedance.reach import Post
from plan.service import meets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plan.evaluate import Result
    from plan.gaps import Gap


@functools.lru_cache(maxsize=4)
def with_new_posts(result: Result) -> Result:
    """Coverage and gaps of today's posts and the proposed ones together.

    A proposed post has its desa's code as its id. Scores, reasons and the proposals
    stay those of today; a gap keeps its other statuses.
    """
    proposed = [proposal.candidate for proposal in result.shortlist]
    if not proposed:
        return result
    knowledge, scenario = result.knowledge, result.scenario
    posts = tuple(
        Post(one.desa_code, one.desa, one.post_type, one.kecamatan_code, ())
        for one in proposed
    )
    row = {desa.code: i for i, desa in enumerate(knowledge.places.desa)}
    rows = np.array([row[one.desa_code] for one in proposed], dtype=np.int64)
    between = knowledge.access.minutes(scenario.mode, scenario.season)
    minutes = between[rows][:, knowledge.places.tps_desa]
    coverage = result.coverage.with_posts(posts, minutes)
    table = by_kecamatan(knowledge.places, coverage)
    covered = table["tps_covered"] / table["tps"]
    share = {str(code): float(covered[code]) for code in table.index}
    homes = {one.kecamatan_code for one in proposed}
    return replace(
        result,
        coverage=coverage,
        coverage_table=table,
        gaps=tuple(_left(result.gaps, share, homes, scenario.standard)),
    )


def _left(
    gaps: tuple[Gap, ...], share: Mapping[str, float], homes: set[str], standard: float
) -> Iterator[Gap]:
    """Gaps with the statuses that the new posts do not mend."""
    for gap in gaps:
        code = gap.kecamatan_code
        has_post = gap.has_post or code in homes
        is_enough = meets(share[code], standard)
        mended = {
            "none": has_post,
            "below_standard": is_enough,
            "unknown": has_post and is_enough,
        }
        left = tuple(one for one in gap.statuses if not mended.get(one, False))
        if left:
            yield replace(gap, statuses=left, has_post=has_post)

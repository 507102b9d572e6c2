"""Who is reached in time, worked by hand on two squares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.coverage import (
    NO_POST,
    Coverage,
    by_desa,
    by_kecamatan,
    counted_types,
    cover,
    nearest,
)
from geo.errors import MethodError
from tests.builders import PostRow, desa_code, hand_knowledge, study_area

if TYPE_CHECKING:
    from geo.units import Floats
    from plan.knowledge import Knowledge

INF = np.inf
# Minutes between the four desa: 1-1, 1-2, 2-1, 2-2.  Nothing leads to 2-2.
MINUTES = np.array(
    [
        [0.0, 60.0, 90.0, INF],
        [60.0, 0.0, 60.0, INF],
        [90.0, 60.0, 0.0, INF],
        [INF, INF, INF, 0.0],
    ]
)
TPS = {desa_code(1): 1, desa_code(1, 2): 2, desa_code(2): 3, desa_code(2, 2): 1}
POLSEK: tuple[PostRow, ...] = (
    ("P1", "polsek", desa_code(1), ()),
    ("P2", "polres", desa_code(2), ()),
    ("P3", "pospol", desa_code(2, 2), ()),
    ("P4", "kodim", desa_code(2, 2), ()),
)


def known(posts: tuple[PostRow, ...], minutes: Floats = MINUTES) -> Knowledge:
    """Return what is known of the two squares with these posts."""
    return hand_knowledge(study_area(2, 2, posts=posts, tps=TPS), minutes)


def police(
    knowledge: Knowledge, threshold: float = 60.0, counted: tuple[str, ...] = ()
) -> Coverage:
    """Return the coverage by police."""
    return cover(
        knowledge.places,
        knowledge.reach,
        post_type="polsek",
        threshold=threshold,
        season="dry",
        mode="network",
        counted=counted,
    )


def test_exactly_at_the_threshold_is_reached() -> None:
    """1-2 lies exactly 60 minutes away: reached at 60, not at 59.999."""
    knowledge = known(POLSEK[:1])
    assert police(knowledge).reached.tolist() == [True] * 3 + [False] * 4
    just_below = police(knowledge, 59.999)
    assert just_below.reached.tolist() == [True] + [False] * 6


def test_backup_is_two_posts() -> None:
    """1-2 lies 60 minutes from both posts, the others near one only."""
    coverage = police(known(POLSEK[:2]))
    assert coverage.backed_up.tolist() == [False, True, True] + [False] * 4
    assert police(known(POLSEK[:2]), 90).backed_up.tolist() == [True] * 6 + [False]


def test_the_first_id_among_equals() -> None:
    """1-2 lies 60 minutes from P1 and from P2: P1 is named, whatever the rows."""
    for posts in (POLSEK[:2], POLSEK[1::-1]):
        coverage = police(known(posts))
        post = coverage.post_of(int(coverage.nearest[1]))
        assert post is not None
        assert post.post_id == "P1"


def test_no_route_is_never_reached() -> None:
    """2-2 has no way to any post: inf minutes, no nearest post."""
    coverage = police(known(POLSEK[:2]), 1e9)
    assert coverage.minutes_nearest[-1] == INF
    assert coverage.nearest[-1] == NO_POST
    assert coverage.post_of(NO_POST) is None
    assert not coverage.reached[-1]


def test_without_any_post() -> None:
    """Nobody is reached, nobody is backed up, nothing breaks."""
    coverage = police(known(()))
    assert not coverage.reached.any()
    assert not coverage.backed_up.any()
    assert (coverage.nearest == NO_POST).all()
    table = by_kecamatan(known(()).places, coverage)
    assert table["nearest_post"].isna().all()
    assert np.isinf(table["minutes_median"]).all()
    assert table["tps"].to_list() == [3, 4]


def test_nearest_of_nothing() -> None:
    """(0, 3) minutes: three times no post."""
    row, least = nearest(np.empty((0, 3)))
    assert row.tolist() == [NO_POST] * 3
    assert least.tolist() == [INF] * 3


def test_who_counts() -> None:
    """Polres with polsek, kodim with koramil; pospol only if switched on."""
    assert counted_types("polsek") == ("polsek", "polres")
    assert counted_types("koramil", ("pospol",)) == ("koramil", "kodim")
    both = counted_types("polsek", ("pospol", "polsubsektor"))
    assert both == ("polsek", "polres", "polsubsektor", "pospol")
    with_pospol = police(known(POLSEK), counted=("pospol",))
    assert [post.post_id for post in with_pospol.posts] == ["P1", "P2", "P3"]
    assert with_pospol.reached[-1]


def test_sums_per_kecamatan() -> None:
    """Square 1: 3 TPS, all within 60, 2 of them twice.  Square 2: 3 of 4.

    Medians of 0, 60, 60 and of 0, 0, 0, inf.
    """
    knowledge = known(POLSEK[:2])
    table = by_kecamatan(knowledge.places, police(knowledge))
    assert table.to_dict("list") == {
        "voters": [300, 400],
        "voters_covered": [300, 300],
        "tps": [3, 4],
        "tps_covered": [3, 3],
        "tps_backup": [2, 0],
        "nearest_post": ["P1", "P2"],
        "minutes_median": [60, 0],
    }
    assert table.index.to_list() == ["64.99.01", "64.99.02"]
    assert table.index.name == "kecamatan_code"


def test_the_nearest_post_of_a_kecamatan_is_that_of_most_tps() -> None:
    """Square 2: P2 is nearest to 3 TPS, the pospol to 1; equal numbers: first id."""
    knowledge = known(POLSEK)
    table = by_kecamatan(knowledge.places, police(knowledge, counted=("pospol",)))
    assert table["nearest_post"].to_list() == ["P1", "P2"]
    even = known((("P9", "polsek", desa_code(1), ()), POLSEK[1]))
    tie = hand_knowledge(
        study_area(
            1,
            2,
            posts=[
                ("P9", "polsek", desa_code(1), ()),
                ("P8", "polsek", desa_code(1, 2), ()),
            ],
        ),
        MINUTES[:2, :2],
    )
    assert by_kecamatan(tie.places, police(tie))["nearest_post"].to_list() == ["P8"]
    assert by_kecamatan(even.places, police(even))["nearest_post"].to_list()[0] == "P2"


def test_reach_of_each_desa() -> None:
    """1-1 at home, 1-2 exactly at the threshold, 2-1 at home, 2-2 without a route."""
    knowledge = known(POLSEK[:2])
    rows = list(by_desa(knowledge.places, police(knowledge)))
    assert [row.desa.code for row in rows] == sorted(TPS)
    assert [row.tps for row in rows] == [1, 2, 3, 1]
    assert [row.minutes for row in rows] == [0, 60, 0, INF]
    assert [row.is_reached for row in rows] == [True, True, True, False]
    assert [row.post.post_id if row.post else None for row in rows] == [
        "P1",
        "P1",
        "P2",
        None,
    ]


def test_another_question_has_another_reach() -> None:
    """What is kept of one coverage is not told of the next."""
    knowledge = known(POLSEK[:2])
    near, far = police(knowledge, 59.0), police(knowledge, 60.0)
    reached = [
        [row.is_reached for row in by_desa(knowledge.places, asked)]
        for asked in (near, far, near)
    ]
    assert reached == [
        [True, False, True, False],
        [True, True, True, False],
        [True, False, True, False],
    ]


def test_a_desa_without_tps_is_left_out() -> None:
    """There is nobody to reach."""
    area = study_area(2, 2, posts=POLSEK, tps={**TPS, desa_code(1, 2): 0})
    knowledge = hand_knowledge(area, MINUTES)
    rows = by_desa(knowledge.places, police(knowledge))
    assert desa_code(1, 2) not in {row.desa.code for row in rows}


@pytest.mark.parametrize("threshold", [0.0, -5.0, np.nan, INF])
def test_a_threshold_must_be_a_time(threshold: float) -> None:
    """Zero, below, not a number, or without end: refused by code."""
    with pytest.raises(MethodError, match="threshold_invalid"):
        police(known(POLSEK), threshold)


def test_the_real_area_adds_up(knowledge: Knowledge) -> None:
    """297,994 voters, 701 TPS; covered never above all, backup never above covered."""
    table = by_kecamatan(knowledge.places, police(knowledge))
    assert table["voters"].sum() == 297_994
    assert table["tps"].sum() == 701
    assert (table["voters_covered"] <= table["voters"]).all()
    assert (table["tps_covered"] <= table["tps"]).all()
    assert (table["tps_backup"] <= table["tps_covered"]).all()
    assert table.loc["64.08.06", "nearest_post"] == "P09"
    assert table.loc["64.08.06", "tps_covered"] == 0


def test_a_kecamatan_without_any_route_has_no_nearest_post() -> None:
    """None beside the ids of others: never nan, which is no post and no JSON."""
    minutes = np.array([[0.0, INF], [INF, 0.0]])
    posts: tuple[PostRow, ...] = (("P1", "polsek", desa_code(1), ()),)
    lone = hand_knowledge(study_area(2, posts=posts), minutes)
    table = by_kecamatan(lone.places, police(lone))
    assert table["nearest_post"].tolist() == ["P1", None]
    assert table["nearest_post"].iloc[1] is None

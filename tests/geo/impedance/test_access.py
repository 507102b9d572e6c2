"""Minutes between all desa, and from posts to desa."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo.impedance.access import SEASONS, build_access
from geo.impedance.reach import Post, build_reach
from tests.builders import desa_code, hand_knowledge, kecamatan_code, road, study_area

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

MINUTES = np.array([[0.0, 20.0], [20.0, 0.0]])


def test_all_modes_and_seasons() -> None:
    """Six tables of minutes, zero on the diagonal, the same both ways."""
    access = build_access(study_area(2, links=[road(1, 2, dry=0.5, km=20.0)]))
    for mode in access.modes:
        for season in SEASONS:
            minutes = access.minutes(mode, season)
            assert minutes.shape == (2, 2)
            assert (minutes == minutes.T).all()
            assert (minutes.diagonal() == 0).all()
    assert access.minutes("network", "dry")[0, 1] == 30


def test_straight_minutes_of_the_same_row() -> None:
    """20 km of road in half an hour: as straight as the road is, 30 minutes."""
    access = build_access(study_area(2, links=[road(1, 2, dry=0.5, km=20.0)]))
    assert access.minutes("straight", "dry")[0, 1] == 30


def test_rows_by_code() -> None:
    """Rows are in order of desa code."""
    access = hand_knowledge(study_area(2), MINUTES).access
    assert access.rows([desa_code(2), desa_code(1)]).tolist() == [1, 0]


def test_posts_come_in_order_of_id() -> None:
    """Whatever the rows; each with what it covers."""
    covers = (kecamatan_code(1), kecamatan_code(2))
    posts = [
        ("P2", "koramil", desa_code(1), ()),
        ("P1", "polsek", desa_code(2), covers),
    ]
    reach = hand_knowledge(study_area(2, posts=posts), MINUTES).reach
    first = Post("P1", "Pos P1", "polsek", kecamatan_code(2), covers)
    assert reach.posts[0] == first
    assert [post.post_id for post in reach.posts] == ["P1", "P2"]
    assert reach.between["network", "dry"].tolist() == [[20, 0], [0, 20]]


def test_a_post_off_the_point_of_its_desa_has_a_way_to_go() -> None:
    """0.01 degrees north, 1.10574 km at 60 km/h: 1.106 minutes; x 2 in the rain."""
    area = study_area(2, posts=[("P1", "polsek", desa_code(1), ())])
    moved = replace(area, posts=area.posts.assign(lat=0.01))
    reach = hand_knowledge(moved, MINUTES, kmh=60.0, wet_factor=2.0).reach
    dry, wet = reach.between["network", "dry"], reach.between["straight", "wet"]
    assert dry.tolist()[0] == pytest.approx([1.10574, 21.10574], abs=1e-4)
    assert wet.tolist()[0] == pytest.approx([2.21148, 22.21148], abs=1e-4)


def test_an_area_without_posts() -> None:
    """No post: no rows, and nothing breaks."""
    reach = hand_knowledge(study_area(2), MINUTES).reach
    assert reach.posts == ()
    assert reach.between["network", "dry"].shape == (0, 2)


def test_an_added_post_leaves_the_others_as_they_were(knowledge: Knowledge) -> None:
    """Minutes of a post do not depend on the other posts."""
    area = knowledge.area
    fewer = replace(area, posts=area.posts.drop(index="P09"))
    reach = build_reach(fewer, knowledge.access)
    kept = [i for i, p in enumerate(knowledge.reach.posts) if p.post_id != "P09"]
    for key, minutes in reach.between.items():
        assert (minutes == knowledge.reach.between[key][kept]).all()

"""Which post is charged with which kecamatan, as reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.serving import Serving, serving_posts
from tests.builders import desa_code, hand_knowledge, kecamatan_code, study_area

if TYPE_CHECKING:
    from plan.knowledge import Knowledge

ONE, TWO, THREE = (kecamatan_code(number) for number in (1, 2, 3))


def small() -> Serving:
    """Return three squares: P1 in 2 serves 1 and 2, P2 in 1 serves 1; 3 is unknown."""
    posts = [
        ("P1", "polsek", desa_code(2), (ONE, TWO)),
        ("P2", "polsek", desa_code(1), (ONE,)),
        ("P0", "polres", desa_code(3), (ONE, TWO, THREE)),
    ]
    known = hand_knowledge(study_area(3, posts=posts), np.zeros((3, 3)))
    return serving_posts(known.places, known.reach, "polsek")


def test_the_post_in_the_kecamatan_comes_first() -> None:
    """P2 stands in square 1 and goes before P1, whose id is smaller."""
    serving = small()
    ids = [post.post_id for post in serving.by_kecamatan[ONE]]
    assert ids == ["P2", "P1"]
    first = serving.first(ONE)
    assert first is not None
    assert first.post_id == "P2"


def test_one_type_at_a_time() -> None:
    """The polres is charged with all, but it is no polsek: square 3 is unknown."""
    serving = small()
    assert serving.first(THREE) is None
    assert serving.group(THREE) == ()


def test_the_group_is_all_that_its_posts_serve() -> None:
    """Square 1 shares P1 with square 2."""
    assert small().group(ONE) == (ONE, TWO)
    assert small().group(TWO) == (ONE, TWO)


def test_the_real_area(knowledge: Knowledge) -> None:
    """Sangkulirang serves three; who serves Long Mesangat is not known."""
    serving = serving_posts(knowledge.places, knowledge.reach, "polsek")
    assert serving.group("64.08.16") == ("64.08.05", "64.08.11", "64.08.16")
    assert serving.first("64.08.18") is None
    named = {code for code, posts in serving.by_kecamatan.items() if posts}
    assert len(named) == 17

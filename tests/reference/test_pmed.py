"""OR-Library's p-medians drawn again; published optima and radii given back."""

from __future__ import annotations

import pytest

from plan.siting.center import least_radius, pcenter_quick
from plan.siting.median import pmedian, pmedian_quick
from tests.reference.orlib import INSTANCES, edges, siting, text
from tests.reference.tables import FOLDER

CARRIED = (1, 2, 3, 4, 5)
# Small, large p; proven in a second: beyond what is carried
MEDIANS = (*CARRIED, 7, 13, 15)
RADII = (*CARRIED, 10, 16, 20, 25)
SEEN = {  # characters of public copies in OR-Library's own layout, and the last edge
    6: (9495, (2, 105, 16)),
    10: (9450, (181, 85, 53)),
    14: (22003, (251, 263, 70)),
    19: (39627, (351, 385, 59)),
    25: (62460, (418, 243, 40)),
    29: (90448, (111, 190, 9)),
    32: (123667, (156, 345, 92)),
    37: (162057, (192, 434, 51)),
    40: (205545, (489, 722, 37)),
}


@pytest.mark.parametrize("number", CARRIED)
def test_the_files_that_are_carried_are_drawn_byte_for_byte(number: int) -> None:
    """The anchor: what others carry, line by line."""
    carried = (FOLDER / "pmed" / f"pmed{number}.txt").read_bytes()
    assert text(number).encode() == carried


@pytest.mark.parametrize(
    ("number", "first"),
    [
        (6, "200 800 5"),
        (14, "300 1800 60"),
        (20, "400 3200 133"),
        (33, "700 9800 70"),
        (40, "900 16200 90"),
    ],
)
def test_the_others_are_as_large_as_published(number: int, first: str) -> None:
    """Nodes, edges and p: Beasley (1985), table 1."""
    lines = text(number).splitlines()
    assert lines[0] == first
    assert len(lines) == int(first.split()[1]) + 1


@pytest.mark.parametrize("number", SEEN)
def test_the_others_end_as_public_copies_do(number: int) -> None:
    """A space around each line and an empty line at the end, as OR-Library has them.

    One number drawn more or less, or another start, and every edge is another one.
    """
    written = "".join(f" {line} \n" for line in text(number).splitlines()) + "\n"
    assert (len(written), list(edges(number))[-1]) == SEEN[number]


@pytest.mark.parametrize("number", MEDIANS)
def test_the_published_optima_are_proven(number: int) -> None:
    """p-median; the quick answer is within 0.1 % of it."""
    asked, published = siting(number), INSTANCES[number]
    found, quick = pmedian(asked, published.p), pmedian_quick(asked, published.p)
    assert (found.value, found.optimal) == (published.median, True)
    assert found.value <= quick.value <= 1.001 * found.value
    assert quick.bound <= found.value


@pytest.mark.parametrize("number", RADII)
def test_the_published_radii_are_proven(number: int) -> None:
    """p-center, after Daskin (2000); the quick answer does not beat them."""
    asked, published = siting(number), INSTANCES[number]
    found, quick = least_radius(asked, published.p), pcenter_quick(asked, published.p)
    assert (found.value, found.bound) == (published.radius, published.radius)
    assert quick.bound <= found.value <= quick.value

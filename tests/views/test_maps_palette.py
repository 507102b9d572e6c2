"""Colours keep their order in grey, and letters can be read on them."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from views import palette

if TYPE_CHECKING:
    from numpy.typing import NDArray


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 black to 1 white (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_as_wcag_states_it() -> None:
    """Black on white is 21 to 1."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["risk", "coverage"])
def test_classes_darken_step_by_step(scheme: str) -> None:
    """Printed in grey, each class is still darker than the one before."""
    shades = [luminance(colour) for colour in palette.scheme_colours(scheme)]
    assert all(light > dark * 1.2 for light, dark in pairwise(shades))


# Machado, Oliveira & Fernandes (2009), doi:10.1109/TVCG.2009.113, severity 1, on
# linear RGB; the first is sight as it is.
SIGHTS = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)  # sRGB to CIE XYZ, white D65 (IEC 61966-2-1)


def lab(colour: str, sight: str = "full") -> NDArray[np.float64]:
    """Return #rrggbb as seen: L* 0 to 100, a*, b* (CIE 1976, white D65)."""
    coded = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    seen = np.clip(SIGHTS[sight] @ linear, 0, 1)
    ratio = (XYZ @ seen) / XYZ.sum(axis=1)
    root = np.where(
        ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116
    )
    return np.array(
        [116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])]
    )


def test_colours_as_the_cie_states_them() -> None:
    """White is L* 100; pure red is 53.24, 80.09, 67.20; red and green meet blinded."""
    np.testing.assert_allclose(lab("#ffffff"), [100, 0, 0], atol=1e-3)
    np.testing.assert_allclose(lab("#ff0000"), [53.24, 80.09, 67.20], atol=0.02)
    for sight in ("protanopia", "deuteranopia"):
        apart = [
            np.linalg.norm(lab("#c05040", one) - lab("#608030", one))
            for one in ("full", sight)
        ]
        assert apart[1] < apart[0] / 2


@pytest.mark.parametrize("sight", SIGHTS)
def test_nine_colours_stay_apart_without_red_or_green(sight: str) -> None:
    """Any two, and the grey of the unknown, differ by far more than a just seen 2.3."""
    for theme in palette.THEMES.values():
        shown = [lab(one, sight) for one in (*palette.READINESS, theme.unknown)]
        assert min(np.linalg.norm(a - b) for a, b in combinations(shown, 2)) > 20


def test_nine_colours_keep_their_order_in_grey() -> None:
    """More vulnerable is darker, and so is less reached: a step of 12 in lightness."""
    light = np.array([lab(one)[0] for one in palette.READINESS]).reshape(3, 3)
    assert (light[:-1] - light[1:]).min() > 12
    assert (light[:, 1:] - light[:, :-1]).min() > 12


def test_nine_colours_are_not_water() -> None:
    """None is near the sea's own blue."""
    sea = lab(palette.THEMES["light"].sea)
    assert min(np.linalg.norm(lab(one) - sea) for one in palette.READINESS) > 20


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scheme", ["risk", "coverage", "readiness"])
def test_unknown_is_grey_and_no_class(scheme: str, theme: str) -> None:
    """-1 is the theme's grey: never the best class, never the worst."""
    grey = palette.class_colour(scheme, -1, theme)
    red, green, blue = (int(grey[at : at + 2], 16) for at in (1, 3, 5))
    assert max(red, green, blue) - min(red, green, blue) <= 6
    assert grey not in palette.scheme_colours(scheme)
    assert palette.class_colour(scheme, 4, theme) == palette.scheme_colours(scheme)[4]
    assert palette.class_colour(scheme, 0, theme) == palette.scheme_colours(scheme)[0]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("colour", [*palette.RISK, "#85878a"])
def test_the_dots_of_an_unstable_rank_show_on_every_class(
    colour: str, theme: str
) -> None:
    """Their white or their rim of ink stands out, 3 to 1, also without colour."""
    shown = palette.THEMES[theme]
    assert max(contrast(ink, colour) for ink in (shown.hatch_gap, shown.hatch)) >= 3


def test_a_scheme_we_do_not_have_is_refused() -> None:
    """A misspelt scheme must not be drawn in another's colours."""
    with pytest.raises(KeyError, match="heat"):
        palette.scheme_colours("heat")


@pytest.mark.parametrize("post_type", sorted(palette.SHIELDS))
def test_a_shield_reads_in_black_and_white(post_type: str) -> None:
    """White on the shield's colour is at least 7 to 1."""
    assert contrast(palette.SHIELDS[post_type].colour, "#ffffff") >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_read_on_their_paper(theme: str) -> None:
    """Names in their halo 7 to 1; quiet names on land and sea 3 to 1."""
    shown = palette.THEMES[theme]
    assert contrast(shown.ink, shown.halo) >= 7
    assert contrast(shown.quiet, shown.land) >= 3
    assert contrast(shown.quiet_sea, shown.sea) >= 3

"""Colours keep their order in grey, and letters can be read on them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from views import palette


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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scheme", ["risk", "coverage"])
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

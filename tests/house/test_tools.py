"""The bench judges by the median, and a server of ours leaves nothing behind."""

import io
import sys
from urllib.request import urlopen

import pytest
from PIL import Image

from tools import browser
from tools.bench.__main__ import Line
from tools.bench.moves import ROUNDS, keys
from tools.screenshots import COLOURS, shots, small
from views.pages import PAGES

PAPER = (251, 250, 247)
SERVE_FILES = (sys.executable, "-m", "http.server", "--bind", browser.HOST)


@pytest.mark.parametrize(
    ("values", "at_least", "verdict"),
    [
        ([1.0, 8.0, 100.0], False, "≤ 8: kept"),  # exactly on the limit is kept
        ([1.0, 8.1, 8.2], False, "≤ 8: MISSED"),
        ([1.0, 8.0, 100.0], True, "≥ 8: kept"),
        ([7.0, 7.9, 100.0], True, "≥ 8: MISSED"),
    ],
)
def test_the_middle_value_is_held_against_the_limit(
    values: list[float], at_least: bool, verdict: str
) -> None:
    """One slow moment of the machine decides nothing."""
    told = Line("start", "s", values, 8, at_least).told()
    assert told.endswith(verdict)
    assert f"{min(values):.2f} to {max(values):.2f}" in told


def test_what_has_no_limit_gets_no_verdict() -> None:
    """A single value has no spread either."""
    assert Line("load", "s", [0.5]).told().split() == ["load", "0.50", "s"]


def test_every_key_moves_the_weight_on_its_scale() -> None:
    """From 1 to 5 in halves and back: no move may find the slider at its end."""
    place, counted = 1.0, 0
    for key, counts in keys():
        place += {"ArrowRight": 0.5, "ArrowLeft": -0.5}[key]
        counted += counts
        assert 1 <= place <= 5
    assert counted == ROUNDS


def test_a_server_is_there_and_then_gone() -> None:
    """Its port is free again afterwards."""
    with browser.serving(SERVE_FILES) as address:
        port = int(address.rpartition(":")[2])
        with urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
            assert answer.status == 200
    assert not browser.is_open(port)


def test_a_command_that_ends_is_not_waited_for() -> None:
    """A dashboard that refuses to start ends the wait at once."""
    with (
        pytest.raises(TimeoutError, match="nothing listens"),
        browser.serving((sys.executable, "-c", "pass")),
    ):
        pass


def test_a_small_picture_keeps_the_colour_of_its_legend() -> None:
    """A dark red swatch amid a thousand reds, each seen once, is the same red."""
    red = (179, 0, 0)
    picture = Image.new("RGB", (100, 100), PAPER)
    for place in range(1000):
        picture.putpixel(
            (place % 100, place // 100), (150 + place % 100, place // 100, 9)
        )
    picture.paste((248, 247, 243), (0, 60, 30, 90))  # hardly another colour than paper
    picture.paste(red, (40, 40, 60, 50))
    written = io.BytesIO()
    picture.save(written, "PNG")
    reduced = Image.open(io.BytesIO(small(written.getvalue()))).convert("RGB")
    assert reduced.getpixel((50, 45)) == red
    assert reduced.getpixel((99, 99)) == PAPER
    assert len(reduced.getcolors() or []) <= COLOURS


def test_every_picture_has_a_name_of_its_own() -> None:
    """Each page in two languages and two sizes, and one in the dark."""
    names = [name for name, *_ in shots()]
    assert len(names) == len(set(names)) == 4 * len(PAGES) + 1
    assert {"ringkasan-id", "usulan-pos-en", "ringkasan-id-dark"} <= set(names)

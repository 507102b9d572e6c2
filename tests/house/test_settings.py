"""The shipped settings keep the doors shut that nobody needs."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRAST_OF_CONTROLS = 3.0  # WCAG 2.2, 1.4.11
CONTRAST_OF_TEXT = 4.5  # WCAG 2.2, 1.4.3


@pytest.fixture(scope="module")
def settings() -> dict[str, Any]:
    """Return what Streamlit reads when it starts in this folder."""
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@pytest.mark.parametrize(
    ("section", "option", "value"),
    [
        ("server", "address", "127.0.0.1"),
        ("server", "allowedHosts", ["127.0.0.1", "localhost"]),
        ("server", "maxUploadSize", 5),
        ("server", "enableXsrfProtection", True),
        ("server", "enableCORS", True),
        ("server", "enableStaticServing", False),
        ("server", "enableAgentApi", False),
        ("client", "showErrorDetails", "none"),
        ("client", "showErrorLinks", False),
        ("client", "allowedOrigins", []),
        ("client", "toolbarMode", "minimal"),
        ("browser", "gatherUsageStats", False),
    ],
)
def test_a_door_is_shut(
    settings: dict[str, Any], section: str, option: str, value: object
) -> None:
    """Streamlit's own default is open in most of these."""
    assert settings[section][option] == value


def test_no_setting_names_another_host(settings: dict[str, Any]) -> None:
    """A font or a logo from an address would tell outsiders who is looking."""
    assert "://" not in str(settings)


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_the_published_one() -> None:
    """Black on white is 21; #767676 on white is the well-known 4.54."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_controls_stand_out(settings: dict[str, Any], theme: str) -> None:
    """Text, links and coloured words on both papers; a button and its white label."""
    colours = settings["theme"][theme]
    sidebar = colours["sidebar"]["backgroundColor"]
    words = [colours[name] for name in ("textColor", "linkColor", "grayColor")]
    words += [colours[f"{name}Color"] for name in ("red", "orange", "yellow", "green")]
    for paper in (colours["backgroundColor"], sidebar):
        assert min(contrast(word, paper) for word in words) >= CONTRAST_OF_TEXT - 0.3
        assert contrast(colours["primaryColor"], paper) >= CONTRAST_OF_CONTROLS
    assert contrast(colours["primaryColor"], "#ffffff") >= CONTRAST_OF_CONTROLS

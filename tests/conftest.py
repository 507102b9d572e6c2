"""Fixtures that every room's tests share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from geo.area import load_area
from plan.knowledge import load_knowledge

if TYPE_CHECKING:
    from geo.area import StudyArea
    from plan.knowledge import Knowledge

ROOT = Path(__file__).resolve().parent.parent
KUTAI_TIMUR = ROOT / "data" / "kutai_timur"

# No test is timed: a law that holds on a busy machine holds.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def area_path() -> Path:
    """Return the folder of the embedded study area: read it, do not write there."""
    return KUTAI_TIMUR


@pytest.fixture(scope="session")
def area(area_path: Path) -> StudyArea:
    """Return the embedded study area: real, frozen, shared by all tests."""
    return load_area(area_path)


@pytest.fixture(scope="session")
def knowledge(area_path: Path) -> Knowledge:
    """Return all that is known of the embedded study area: shared, not changed."""
    return load_knowledge(area_path)

"""Data that cannot be used: the page says so and what to do, without a traceback."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.pages.support import opened, texts
from views.pages import PAGES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(tmp_path: Path, area_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the study area that the dashboard will open."""
    folder = tmp_path / "area"
    shutil.copytree(area_path, folder)
    monkeypatch.setenv("PETARAWAN_AREA", str(folder))
    return folder


def change_a_byte(folder: Path) -> None:
    """Change one digit in one cell."""
    posts = folder / "posts.csv"
    posts.write_bytes(posts.read_bytes().replace(b"117.5", b"117.6", 1))


def lose_a_file(folder: Path) -> None:
    """Take a file away."""
    (folder / "links.csv").unlink()


def lose_the_catalogue(folder: Path) -> None:
    """Take away the file that names all others."""
    (folder / "catalogue.toml").unlink()


def lose_everything(folder: Path) -> None:
    """Take the folder away."""
    shutil.rmtree(folder)


def break_the_catalogue(folder: Path) -> None:
    """Leave a catalogue that is no TOML."""
    (folder / "catalogue.toml").write_text("{{7*7}}", encoding="utf-8")


FAULTS = {
    "posts.csv": change_a_byte,
    "links.csv": lose_a_file,
    "area": lose_the_catalogue,
    "/area": lose_everything,
    "catalogue.toml": break_the_catalogue,
}


@pytest.mark.parametrize("named", FAULTS)
def test_data_that_cannot_be_used_are_answered(named: str, copy: Path) -> None:
    """In both languages, naming the file or folder; no map, no traceback."""
    FAULTS[named](copy)
    app = opened("summary")
    assert len(app.error) == 2
    said = [line for line in texts(app).splitlines() if line.startswith("- ")]
    assert len(said) == 2
    assert all(named in line for line in said)
    assert not app.metric
    assert not app.get("component_instance")


def test_every_page_gives_the_same_answer(copy: Path) -> None:
    """Whichever page the reader opened."""
    change_a_byte(copy)
    answers = {texts(opened(page)) for page in PAGES}
    assert len(answers) == 1

"""House rules that no linter knows."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GRIDS = "geo/impedance/surface/raster.py"  # opens bytes in memory, no file
DOORS = {"geo/reading.py", "geo/build.py", "risk/toml_table.py", GRIDS}
"""Layers, the source tables they are made from, and the tables of the method."""
OPENERS = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
MOST_LINES = 300  # we aim at 250
CORE = ("geo", "risk", "plan")
ROOMS = (*CORE, "views")


def sources(*rooms: str) -> list[Path]:
    """Every Python file of the rooms."""
    return sorted(file for room in rooms for file in (ROOT / room).rglob("*.py"))


def openings(code: str) -> Iterator[int]:
    """Lines that open a file: `open(...)`, `path.open()`, `path.read_text()` ..."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id == "open":
            yield node.lineno
        if isinstance(called, ast.Attribute) and called.attr in OPENERS:
            yield node.lineno


def test_an_opening_is_seen() -> None:
    """Both ways to open a file are found; our own `read_bytes(path)` is not one."""
    code = "open('a')\npath.read_text()\nread_bytes(path)\n"
    assert list(openings(code)) == [1, 2]


def test_only_the_doors_open_files() -> None:
    """What checks hashes and limits must not be walked around."""
    found = {
        file.relative_to(ROOT).as_posix()
        for file in sources(*CORE)
        if any(openings(file.read_text(encoding="utf-8")))
    }
    assert found <= DOORS


def test_no_file_outgrows_its_reader() -> None:
    """A page grew to 873 lines where nobody watched the size."""
    long = {
        file.relative_to(ROOT).as_posix(): lines
        for file in sources(*ROOMS)
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_and_no_registry_is_named(name: str) -> None:
    """Two machines on two days install the same code, each from its own registry."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if not line.startswith(("#", "-r "))]
    assert packages
    assert all("==" in line and "://" not in line for line in packages)


def imports(code: str) -> Iterator[str]:
    """First part of every module that the code imports."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_what_we_import_is_what_we_name() -> None:
    """A package that only comes along with another may leave with it."""
    doors = [ROOT / "cli.py", ROOT / "dashboard.py"]
    codes = [file.read_text(encoding="utf-8") for file in [*sources(*ROOMS), *doors]]
    modules = {module for code in codes for module in imports(code)}
    outside = modules - sys.stdlib_module_names - {*ROOMS, "_typeshed"}
    shared = {"xstatic": ["xstatic-leaflet"]}  # a namespace that packages share
    provided = {**packages_distributions(), **shared}
    imported = {provided[module][0].lower().replace("_", "-") for module in outside}
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert imported == set(named["project"]["dependencies"])

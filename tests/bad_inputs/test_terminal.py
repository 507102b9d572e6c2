"""Bad input on the terminal: one clear answer in both languages, exit code 1."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import cli
from geo.reading import sealed, sha256

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer.testing import Result

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, area_path: Path) -> Path:
    """Return a copy of the study area, to be spoilt."""
    return Path(shutil.copytree(area_path, tmp_path / "area"))


def call(*words: object) -> Result:
    """Run a command inside this process."""
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def edit(path: Path, old: str, new: str, times: int = -1) -> None:
    """Replace text in a file; it must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, times), encoding="utf-8", newline="")


def vouch(folder: Path, *names: str) -> None:
    """Let the catalogue name the files as they are now."""
    catalogue = folder / "catalogue.toml"
    for name in names:
        path = folder / name
        was = sha256((ROOT / "data" / "kutai_timur" / name).read_bytes())
        edit(catalogue, was, sha256(path.read_bytes()))
    text = catalogue.read_text(encoding="utf-8").partition("\n")[2]
    catalogue.write_text(sealed(text), encoding="utf-8", newline="")


def without_a_column(folder: Path) -> None:
    """Take the name away from the table of kecamatan."""
    edit(folder / "kecamatan.csv", "kecamatan_code,kecamatan,", "kecamatan_code,nama,")
    vouch(folder, "kecamatan.csv")


def with_another_byte(folder: Path) -> None:
    """Change a file behind the catalogue's back."""
    edit(folder / "links.csv", "3.75", "3.85", 1)


def with_a_tps_at_sea(folder: Path) -> None:
    """Put one TPS where no kecamatan is."""
    edit(
        folder / "tps.csv",
        "64.08.01.2001-001,64.08.01.2001,64.08.01,116.556298,0.343962",
        "64.08.01.2001-001,64.08.01.2001,64.08.01,119.5,-3.25",
    )
    vouch(folder, "tps.csv")


def without_a_file(folder: Path) -> None:
    """Lose a file."""
    (folder / "posts.csv").unlink()


def with_a_semicolon_table(folder: Path) -> None:
    """Save a table as a spreadsheet in Indonesia would."""
    path = folder / "posts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), "utf-8")
    vouch(folder, "posts.csv")


def with_an_indicator_too_many(folder: Path) -> None:
    """Give an indicator a word that no reader will see."""
    edit(folder / "indicators.toml", 'code = "sea_only"', 'code = "sea"', 1)
    vouch(folder, "indicators.toml")


SPOILT: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "a missing column": (without_a_column, ("kecamatan.csv", "kecamatan")),
    "a hash mismatch": (with_another_byte, ("links.csv",)),
    "a TPS outside": (with_a_tps_at_sea, ("tps.csv", "64.08.01.2001-001")),
    "a missing file": (without_a_file, ("posts.csv",)),
    "semicolons": (with_a_semicolon_table, ("posts.csv",)),
    "an unknown indicator": (with_an_indicator_too_many, ("sea_only",)),
}


def with_a_label_too_long(folder: Path) -> None:
    """Give an indicator a short name that fits no table."""
    edit(
        folder / "indicators.toml", "Hanya lewat laut", "Hanya " + 9 * "lewat laut ", 1
    )
    vouch(folder, "indicators.toml")


def clear_answer(done: Result, *named: str) -> None:
    """Hold that the fault was told once in each language, and nothing else."""
    assert done.exit_code == 1, done.output
    assert not done.stdout
    lines = done.stderr.splitlines()
    heads = [place for place, line in enumerate(lines) if not line.startswith("- ")]
    assert len(heads) == 2
    indonesian, english = lines[1 : heads[1]], lines[heads[1] + 1 :]
    assert len(indonesian) == len(english) > 0
    assert lines[0] != lines[heads[1]]
    for sentences in (indonesian, english):
        assert len(set(sentences)) == len(sentences)
        for name in named:
            assert any(name in sentence for sentence in sentences)


@pytest.mark.parametrize("fault", SPOILT)
def test_a_spoilt_area_is_refused(fault: str, folder: Path) -> None:
    """Each fault is named with its file; no traceback, no half an answer."""
    spoil, named = SPOILT[fault]
    spoil(folder)
    clear_answer(call("score", "--area", folder, "--json"), *named)


def test_a_label_too_long_is_refused(folder: Path) -> None:
    """A fault of a TOML file names file, entry and key."""
    with_a_label_too_long(folder)
    done = call("score", "--area", folder)
    clear_answer(done, "indicators.toml")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--weight", "teknis=0", "--weight", "logistik=0"], ()),
        (["--weight", "nope=1"], ("nope",)),
        (["--weight", "teknis=-1"], ("teknis", "-1")),
        (["--weight", "teknis=two"], ("teknis", "two")),
        (["--preset", "nope"], ("nope", "rakor_2024")),
        (["--threshold", "0"], ()),
        (["--threshold", "nan"], ()),
        (["--season", "monsoon"], ("monsoon", "wet")),
        (["--cuts", "80,60,40,20"], ()),
        (["--cuts", "a,b"], ("a,b",)),
        (["--standard", "80"], ("80",)),
        (["--count", "polsek"], ("polsek",)),
        (["--aggregate", "geometric"], ("Sangatta Utara",)),
    ],
)
def test_faulty_choices_are_refused(words: list[str], named: tuple[str, ...]) -> None:
    """With what was written and what would be right."""
    if words == ["--weight", "teknis=0", "--weight", "logistik=0"]:
        words = [*words, "--weight", "sosial_budaya=0"]
    clear_answer(call("score", *words), *named)


def test_all_faults_of_the_choices_are_named_at_once() -> None:
    """Three faults, three sentences in each language."""
    done = call("gaps", "--season", "rain", "--standard", "2", "--threshold", "0")
    clear_answer(done, "rain")
    assert len(done.stderr.splitlines()) == 2 * (1 + 3)


@pytest.mark.parametrize("command", ["score", "cover", "gaps", "export"])
def test_every_command_refuses_alike(command: str, folder: Path) -> None:
    """In a shell as well: exit code 1, sentences on standard error."""
    with_another_byte(folder)
    words = [command, "--area", str(folder)]
    words += [str(folder.parent / "x.csv")] if command == "export" else []
    done = subprocess.run(
        [sys.executable, "cli.py", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "links.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder.parent / "x.csv").exists()


POSTS_FAULTS: dict[str, tuple[str, str]] = {
    "a place at sea": (",117.57849,0.51885,", ",119.5,-3.25,"),
    "an unknown kecamatan": (",polres,64.08.04,", ",polres,64.08.99,"),
    "an unknown type": (",polres,", ",police,"),
    "a decimal comma": (",0.51885,", ',"0,51885x",'),
    "a missing column": ("post_id,name,", "post_id,nama,"),
}


@pytest.mark.parametrize("fault", POSTS_FAULTS)
def test_faulty_posts_are_refused(fault: str, tmp_path: Path, area_path: Path) -> None:
    """A posts.csv is held to the schema of the shipped one."""
    posts = tmp_path / "mine.csv"
    shutil.copyfile(area_path / "posts.csv", posts)
    edit(posts, *POSTS_FAULTS[fault], 1)
    clear_answer(call("cover", "--posts", posts))


@pytest.mark.parametrize("name", ["none.csv", "folder"])
def test_posts_that_are_no_file_are_refused(name: str, tmp_path: Path) -> None:
    """Missing, or a folder."""
    (tmp_path / "folder").mkdir()
    clear_answer(call("cover", "--posts", tmp_path / name), name)


def test_a_build_that_fails_writes_nothing(folder: Path) -> None:
    """The target stays as it was: here, it is not even made."""
    without_a_column(folder)
    target = folder.parent / "new"
    clear_answer(call("build", "--source", folder, "--area", target), "kecamatan.csv")
    assert not target.exists()


def test_a_build_without_a_source_is_refused(tmp_path: Path) -> None:
    """The folder is named."""
    done = call("build", "--source", tmp_path / "none", "--area", tmp_path / "new")
    clear_answer(done, "none")


@pytest.mark.parametrize(
    ("out", "words", "named"),
    [
        ("map.pdf", [], (".png",)),
        ("no/map.png", [], ("no",)),
    ],
)
def test_an_export_that_cannot_be_made_is_refused(
    out: str, words: list[str], named: tuple[str, ...], tmp_path: Path
) -> None:
    """Before anything is written."""
    clear_answer(call("export", tmp_path / out, *words), *named)
    assert list(tmp_path.iterdir()) == []


def test_the_copies_of_these_tests_are_good_before_they_are_spoilt(
    folder: Path,
) -> None:
    """What fails above fails for the reason it should."""
    (folder / "posts.csv").touch()
    vouch(folder)
    assert call("score", "--area", folder).exit_code == 0


def test_a_weight_given_twice_is_refused() -> None:
    """Which of the two is meant is not for us to guess."""
    done = call("score", "--weight", "teknis=2", "--weight", "teknis=3")
    clear_answer(done, "teknis")

"""Presets: a new one is a new file, and a faulty one is refused in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import CatalogueError
from risk.indicators import read_indicators
from risk.presets import read_presets
from tests.risk.cases import told

KUTIM = Path(__file__).parents[2] / "data" / "kutai_timur"
KNOWN = "known=('one', 'two')"
HEAD = """
name = { id = "Uji", en = "Test" }
note = { id = "Uji", en = "Test" }
"""
SIDE = """
[[dimension]]
code = "side"
name = { id = "Sisi", en = "Side" }
weight = 1
[dimension.indicators]
one = 1
two = 0.5
"""


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, the last name first."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())[::-1]}


def refused(folder: Path) -> list[str]:
    """The faults for which the presets of a folder are refused."""
    with pytest.raises(CatalogueError) as caught:
        read_presets(files(folder), ("one", "two"))
    return told(caught.value)


def test_a_new_preset_is_a_new_file(tmp_path: Path) -> None:
    """Its code is the file's name; the order is that of the names."""
    for name in ("f", "b", "e", "a", "d", "c"):
        (tmp_path / f"{name}.toml").write_text(HEAD + SIDE, encoding="utf-8")
    found = read_presets(files(tmp_path), ("one", "two"))
    assert list(found) == ["a", "b", "c", "d", "e", "f"]
    assert found["b"].code == "b"
    assert found["b"].weights == {"side": 1.0, "one": 1.0, "two": 0.5}


def test_every_fault_of_every_file_is_named_at_once(tmp_path: Path) -> None:
    """One broken preset does not hide the next."""
    (tmp_path / "a.toml").write_text("[[", encoding="utf-8")
    other = (
        SIDE.replace('"side"', '"two"')
        .replace("weight = 1", "weight = -1")
        .replace("two = 0.5", "three = 'x'")
    )
    text = HEAD + "sort = 1\n" + SIDE + other + "[[dimension]]\n"
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    broken, *faults = refused(tmp_path)
    assert broken == "toml_invalid file=a.toml"
    assert faults == [
        "toml_key_unknown entry=b; file=b.toml; key=sort",
        "code_repeated entry=b; file=b.toml; value=two",
        "preset_indicator_repeated entry=b; file=b.toml; indicator=one",
        f"preset_indicator_unknown entry=b; file=b.toml; indicator=three; {KNOWN}",
        "toml_weight_invalid entry=two; file=b.toml; key=weight; value=-1",
        "toml_weight_invalid entry=two; file=b.toml; key=three; value=x",
        "toml_key_missing entry=dimension 3; file=b.toml; key=code",
        "toml_key_missing entry=dimension 3; file=b.toml; key=name",
        "toml_key_missing entry=dimension 3; file=b.toml; key=weight",
        "toml_list_empty entry=dimension 3; file=b.toml; key=indicators",
    ]


def test_a_preset_without_any_weight_is_refused(tmp_path: Path) -> None:
    """A weighted dimension of unweighted indicators has no weight either."""
    text = SIDE.replace("= 1\ntwo = 0.5", "= 0\ntwo = 0")
    (tmp_path / "a.toml").write_text(HEAD + text, encoding="utf-8")
    assert refused(tmp_path) == ["preset_without_weight entry=a; file=a.toml"]


def test_a_folder_without_presets_is_refused(tmp_path: Path) -> None:
    """Without a preset there is no index."""
    assert refused(tmp_path) == ["presets_missing folder=presets"]


def test_the_shipped_presets_weigh_what_they_say() -> None:
    """Equal dimensions in one; in the other every indicator counts one eleventh."""
    content = (KUTIM / "indicators.toml").read_bytes()
    codes = [found.code for found in read_indicators(content, "indicators.toml")]
    presets = read_presets(files(KUTIM / "presets"), codes)
    sides = {
        name: [
            (side.code, side.weight, len(side.indicators)) for side in kind.dimensions
        ]
        for name, kind in presets.items()
    }
    assert sides["rakor_2024"] == [
        ("teknis", 1, 4),
        ("logistik", 1, 4),
        ("sosial_budaya", 1, 3),
    ]
    assert sides["rakor_2024_flat"] == [
        ("teknis", 4, 4),
        ("logistik", 4, 4),
        ("sosial_budaya", 3, 3),
    ]
    for kind in presets.values():
        members = [code for side in kind.dimensions for code, _ in side.indicators]
        assert members == codes

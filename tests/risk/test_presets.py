"""Presets: a new one is a new file, and a faulty one is refused in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import CatalogueError
from risk.indicators import read_indicators
from risk.presets import read_presets
from risk.scenario import Scenario
from risk.tps_classes import SHARE
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
    """Equal dimensions in one; in the other every indicator counts one eleventh.

    Neither counts vulnerable TPS: nobody has reported on them. The time used on the way
    stands in both without a weight: it repeats the minutes from the warehouse.
    """
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
        ("logistik", 1, 5),
        ("sosial_budaya", 1, 3),
    ]
    assert sides["rakor_2024_flat"] == [
        ("teknis", 4, 4),
        ("logistik", 4, 5),
        ("sosial_budaya", 3, 3),
    ]
    for name in ("rakor_2024", "rakor_2024_flat"):
        assert presets[name].weights["late_share_wet"] == 0
        assert list(presets[name].members) == [
            one for one in codes if one not in {"exposed_voters", SHARE}
        ]


DEEP = """
aggregate = "product"
min_known = 0.3
cuts = [13.47, 49.33]
digits = 1
[[dimension]]
code = "side"
name = { id = "Sisi", en = "Side" }
weight = 1
mean = "scaled_geometric"
[[dimension.part]]
code = "part"
name = { id = "Bagian", en = "Part" }
weight = 2
[dimension.part.indicators]
one = 1
[[dimension.part]]
code = "dark"
name = { id = "Gelap", en = "Dark" }
weight = 1
unknown = { id = "tidak ada data", en = "no data" }
"""


def test_a_preset_may_go_deep_and_bring_its_own_start(tmp_path: Path) -> None:
    """Parts, means, unknown parts, and what a reader starts with."""
    (tmp_path / "deep.toml").write_text(HEAD + DEEP, encoding="utf-8")
    found = read_presets(files(tmp_path), ("one", "two"))["deep"]
    assert [part.code for part in found.walk()] == ["part", "dark", "side"]
    assert found.dimensions[0].mean == "scaled_geometric"
    assert found.dimensions[0].parts[1].unknown == {
        "id": "tidak ada data",
        "en": "no data",
    }
    assert found.members == ("one",)
    assert found.weights == {"side": 1, "part": 2, "dark": 1, "one": 1}
    settled = found.settle(Scenario(preset="deep"))
    assert settled.aggregate == "product"
    assert settled.min_known == 0.3
    assert settled.cuts == (13.47, 49.33)
    assert found.digits == 1
    reader = Scenario(aggregate="harmonic", min_known=0.0, cuts=(1, 2, 3, 4))
    assert found.settle(reader) == reader


def test_faults_deep_down_are_named_with_the_rest(tmp_path: Path) -> None:
    """A start that cannot be, a mean that 0 breaks, a part of nothing."""
    text = (
        DEEP.replace("0.3", "1.5")
        .replace("[13.47, 49.33]", "[50, 40]")
        .replace("digits = 1", "digits = 0.5")
        .replace('"product"', '"median"')
        .replace('mean = "scaled_geometric"', 'mean = "harmonic"')
        .replace("one = 1", "")
    )
    (tmp_path / "deep.toml").write_text(HEAD + text, encoding="utf-8")
    faults = [fault.split(" ")[0] for fault in refused(tmp_path)]
    assert faults == [
        "toml_word_unknown",
        "toml_number_invalid",
        "toml_whole_invalid",
        "toml_numbers_invalid",
        "toml_list_empty",
        "toml_word_unknown",
    ]


def test_a_weight_that_reaches_no_indicator_is_none(tmp_path: Path) -> None:
    """Only the unknown part weighs: nothing could be scored."""
    (tmp_path / "deep.toml").write_text(
        HEAD + DEEP.replace("weight = 2", "weight = 0"), encoding="utf-8"
    )
    assert refused(tmp_path) == ["preset_without_weight entry=deep; file=deep.toml"]


def test_parts_do_not_go_on_for_ever(tmp_path: Path) -> None:
    """The ninth level is refused, so that no file can exhaust the reader."""
    nested = "".join(
        f"[[dimension{'.part' * level}]]\ncode = 'p{level}'\nweight = 1\n"
        "name = { id = '-', en = '-' }\n"
        for level in range(1, 9)
    )
    side = SIDE.split("[dimension.indicators]", maxsplit=1)[0]
    (tmp_path / "deep.toml").write_text(HEAD + side + nested, encoding="utf-8")
    assert refused(tmp_path) == [
        "toml_list_empty entry=p7; file=deep.toml; key=indicators",
        "toml_key_unknown entry=p7; file=deep.toml; key=part",
    ]


def test_the_shipped_presets_are_what_they_say() -> None:
    """IKP has twelve sub-dimensions in four dimensions, INFORM three sides."""
    known = [
        one.code
        for one in read_indicators((KUTIM / "indicators.toml").read_bytes(), "i.toml")
    ]
    shipped = read_presets(files(KUTIM / "presets"), known)
    assert [len(side.parts) for side in shipped["ikp_2024"].dimensions] == [3, 5, 2, 2]
    assert [len(side.parts) for side in shipped["inform"].dimensions] == [2, 2, 2]

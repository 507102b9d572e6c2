"""The indicator table: its file, and the values that fill it."""

from __future__ import annotations

import numpy as np
import pytest

from geo.errors import CatalogueError, MethodError
from risk.indicators import KINDS, QUALITIES, IndicatorTable, read_indicators
from tests.risk.cases import indicator, table, told

NAME = "indicators.toml"
ENTRY = """
[[indicator]]
code = "sea_only"
name = { id = "Lewat laut", en = "By sea" }
short = { id = "Laut", en = "Sea" }
explanation = { id = "Gelombang.", en = "Waves." }
formula = { id = "1 atau 0", en = "1 or 0" }
unit = "0/1"
kind = "yes_no"
direction = -1
source = "press"
date = "2005/2025-11-17"
quality = "reported"
notes = { id = "Tidak ada.", en = "None." }
"""


def read(text: str) -> list[str]:
    """Write the file, read it, and return the faults it is refused for."""
    with pytest.raises(CatalogueError) as caught:
        read_indicators(text.encode(), NAME)
    return told(caught.value)


def test_an_entry_becomes_an_indicator() -> None:
    """Text that is the same in all languages may stand once."""
    (found,) = read_indicators(ENTRY.encode(), NAME)
    assert found.code == "sea_only"
    assert found.name == {"id": "Lewat laut", "en": "By sea"}
    assert found.unit == {"id": "0/1", "en": "0/1"}
    assert (found.direction, found.kind, found.quality) == (-1, "yes_no", "reported")
    assert found.date == "2005/2025-11-17"


def test_every_fault_of_the_file_is_named_at_once() -> None:
    """One bad entry does not hide the next."""
    bad = (
        ENTRY.replace("direction = -1", "direction = 2")
        .replace('"reported"', '"rumour"')
        .replace("yes_no", "colour")
        .replace("2005/2025-11-17", "2025-02-30")
        .replace('id = "Laut"', f'id = "{"L" * 29}"')
        .replace('id = "Lewat laut"', 'id = " "')
        .replace('source = "press"', "source = 7")
        .replace('unit = "0/1"', 'units = "0/1"')
    )
    at = "entry=sea_only; file=indicators.toml; key="
    assert read(ENTRY + bad) == [
        "code_repeated entry=indicators; file=indicators.toml; value=sea_only",
        f"toml_text_invalid {at}name.id",
        f"toml_text_long {at}short.id; length=29; most=28",
        f"toml_key_missing {at}unit",
        f"toml_word_unknown {at}kind; known={KINDS}; value=colour",
        f"toml_word_unknown {at}direction; known=('1', '-1'); value=2",
        f"toml_text_invalid {at}source.id",
        f"toml_text_invalid {at}source.en",
        f"toml_date_invalid {at}date; value=2025-02-30",
        f"toml_word_unknown {at}quality; known={QUALITIES}; value=rumour",
        f"toml_key_unknown {at}units",
    ]


def test_entries_without_a_code_are_told_apart() -> None:
    """The reader is sent to the first or the second, not to a repeated code."""
    nameless = ENTRY.replace('code = "sea_only"\n', "")
    assert read(nameless + nameless) == [
        "toml_key_missing entry=indicator 1; file=indicators.toml; key=code",
        "toml_key_missing entry=indicator 2; file=indicators.toml; key=code",
    ]


def test_a_short_name_has_at_most_28_characters() -> None:
    """28 fit beside a slider; one more does not."""
    text = ENTRY.replace('"Laut"', f'"{"L" * 28}"')
    assert len(read_indicators(text.encode(), NAME)[0].short["id"]) == 28


@pytest.mark.parametrize("date", ["2024-1", "20240101", "24", "2024/", "soon"])
def test_a_date_is_iso(date: str) -> None:
    """The span of data dates is worked out from these."""
    faults = read(ENTRY.replace("2005/2025-11-17", date))
    assert [fault.split()[0] for fault in faults] == ["toml_date_invalid"]


@pytest.mark.parametrize("text", ["", "indicator = []", "indicator = [1]"])
def test_a_file_without_entries_is_refused(text: str) -> None:
    """An empty table would be an empty map."""
    assert read(text) == [
        "toml_list_empty entry=indicators; file=indicators.toml; key=indicator"
    ]


def test_a_file_that_is_no_toml_is_refused() -> None:
    """Broken and wrongly encoded files each say so."""
    assert read("[[indicator") == ["toml_invalid file=indicators.toml"]
    with pytest.raises(CatalogueError, match="encoding_invalid"):
        read_indicators(b"name = '\xff'", NAME)


def test_codes_and_directions_follow_the_columns() -> None:
    """The arrays are read by position, so position must be stated."""
    found = table({"b": [1, 2], "a": [3, 4]}, less_is_riskier=["a"])
    assert found.codes == ("b", "a")
    np.testing.assert_array_equal(found.directions, [1, -1])


def test_values_of_another_shape_are_refused() -> None:
    """Both arrays are checked, and both are named."""
    with pytest.raises(MethodError) as caught:
        IndicatorTable(("A",), (indicator("x"),), np.ones((2, 1)), np.ones((1, 2)))
    assert told(caught.value) == [
        "table_shape shape=(2, 1); wanted=(1, 1)",
        "table_shape shape=(1, 2); wanted=(1, 1)",
    ]


def test_a_table_without_areas_or_indicators_is_refused() -> None:
    """There would be nothing to put on a scale."""
    for areas, indicators in (((), (indicator("x"),)), (("A",), ())):
        empty = np.empty((len(areas), len(indicators)))
        with pytest.raises(MethodError, match=r"^table_empty$"):
            IndicatorTable(areas, indicators, empty, empty)


def test_an_infinite_value_is_refused_with_its_areas() -> None:
    """A place without a route must come as unknown, or it would flatten the rest."""
    with pytest.raises(MethodError) as caught:
        table({"x": [1, 2, 3], "y": [np.inf, 2, -np.inf]})
    assert told(caught.value) == ["value_infinite areas=('A0', 'A2'); indicator=y"]

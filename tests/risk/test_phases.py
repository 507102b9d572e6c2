"""Phases: what each changes, and a faulty file refused in full."""

from __future__ import annotations

import pytest

from geo.errors import CatalogueError
from risk.phases import read_phases
from tests.risk.cases import told

PHASE = """
[[phase]]
code = "quiet"
name = { id = "Masa tenang", en = "Quiet" }
note = { id = "-", en = "-" }
[[phase.change]]
weight = "one"
factor = 0.5
reason = { id = "sebab", en = "reason" }
"""


def test_a_phase_is_read_as_it_is_written() -> None:
    """Also one that changes nothing."""
    plain = PHASE.split("[[phase.change]]", maxsplit=1)[0].replace("quiet", "vote")
    found = read_phases((PHASE + plain).encode(), "phases.toml", ("one",))
    assert list(found) == ["quiet", "vote"]
    assert found["quiet"].changes[0].factor == 0.5
    assert found["quiet"].changes[0].reason["en"] == "reason"
    assert found["vote"].changes == ()


def test_every_fault_is_named_at_once() -> None:
    """A code that no preset weighs, a factor below 0, the same code twice."""
    change = PHASE[PHASE.index("[[phase.change]]") :]
    text = PHASE + change.replace("0.5", "-1")
    text += PHASE.replace('"one"', '"two"') + "\nextra = 1\n[other]\n"
    with pytest.raises(CatalogueError) as caught:
        read_phases(text.encode(), "phases.toml", ("one",))
    where, least = "file=phases.toml", "least=0.0; most=10.0"
    assert told(caught.value) == [
        f"toml_key_unknown entry=phases; {where}; key=other",
        f"code_repeated entry=phases; {where}; value=quiet",
        f"toml_number_invalid entry=change 2; {where}; key=factor; {least}; value=-1",
        f"weight_repeated_in_phase entry=quiet; {where}; weight=one",
        f"phase_weight_unknown entry=change 1; {where}; known=('one',); weight=two",
        f"toml_key_unknown entry=change 1; {where}; key=extra",
    ]


def test_all_is_no_phase() -> None:
    """The word for no phase at all cannot be one."""
    with pytest.raises(CatalogueError) as caught:
        read_phases(PHASE.replace("quiet", "all").encode(), "phases.toml", ("one",))
    assert told(caught.value) == [
        "code_repeated entry=phases; file=phases.toml; value=all"
    ]

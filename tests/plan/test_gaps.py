"""What each kecamatan lacks, and the reasons given for it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import plan
from geo.coverage import by_kecamatan, cover
from geo.impedance.edges import Edge, Kind, Quality
from plan.evaluate import evaluate
from plan.gaps import Gap, find_gaps
from risk.scenario import Scenario
from tests.builders import (
    PostRow,
    desa_code,
    hand_knowledge,
    kecamatan_code,
    study_area,
    with_completeness,
)
from views import wording

if TYPE_CHECKING:
    from geo.units import Floats
    from plan.knowledge import Knowledge

INF = np.inf
ONE, TWO = kecamatan_code(1), kecamatan_code(2)
POLICE, ARMY = Scenario(), Scenario(post_type="koramil")
# The eight kecamatan without a polsek and the post that serves each (posts.csv).
WITHOUT_POLSEK = {
    "Busang": "P09",
    "Telen": "P11",
    "Long Mesangat": None,
    "Batu Ampar": "P10",
    "Kaubun": "P07",
    "Karangan": "P08",
    "Sandaran": "P08",
    "Sangatta Selatan": "P03",
}


def gaps_of(knowledge: Knowledge, scenario: Scenario = POLICE) -> dict[str, Gap]:
    """Return the gaps by name of kecamatan, without scoring anything."""
    coverage = cover(
        knowledge.places,
        knowledge.reach,
        post_type=scenario.post_type,
        threshold=scenario.threshold,
        season=scenario.season,
        mode=scenario.mode,
        counted=scenario.counted,
    )
    table = by_kecamatan(knowledge.places, coverage)
    found = find_gaps(knowledge, scenario, coverage, table)
    return {gap.kecamatan: gap for gap in found}


def codes(gap: Gap) -> list[str]:
    """Return the codes of a gap's reasons, in order."""
    return [reason.code for reason in gap.reasons]


def told(gap: Gap, code: str) -> dict[str, object]:
    """Return the values of one reason of a gap."""
    (reason,) = (reason for reason in gap.reasons if reason.code == code)
    return dict(reason.values)


def row(
    *posts: PostRow,
    minutes: Floats | float = 30.0,
    tps: dict[str, int] | None = None,
    complete: tuple[str, ...] = ("polsek",),
    roadless: tuple[str, ...] = (),
) -> Knowledge:
    """Return two squares of one desa each, `minutes` apart."""
    between = np.array([[0.0, minutes], [minutes, 0.0]])
    area = study_area(2, posts=posts, tps=tps, complete=complete, roadless=roadless)
    return hand_knowledge(area, between)


# ------------------------------------------------------------------ the real area


def test_the_eight_kecamatan_without_a_polsek(knowledge: Knowledge) -> None:
    """Exactly these, each with the polsek that serves it, or that it is not known."""
    gaps = gaps_of(knowledge).values()
    none = {gap.kecamatan: gap.served_by for gap in gaps if "none" in gap.statuses}
    assert none == WITHOUT_POLSEK


def test_busang_in_words(knowledge: Knowledge) -> None:
    """The sentence of the issue, number by number."""
    gap = gaps_of(knowledge)["Busang"]
    assert gap.statuses == ("none", "below_standard", "shared")
    assert (gap.minutes, gap.served_minutes) == (180, 180)
    assert (gap.nearest_post, gap.voters, gap.tps) == ("P09", 4320, 10)
    sentence = wording.reasons(gap.kecamatan, gap.reasons, "id")
    assert sentence.startswith(
        "Busang: tidak ada polsek; polsek terdekat Muara Ancalong, 3 jam (kering); "
        "4.320 pemilih; 10 TPS"
    )


def test_minutes_carry_their_quality(knowledge: Knowledge) -> None:
    """The three hours to Busang are a report; no one reported how far Kaubun is.

    On a straight line, and in the season nobody reported on, all is an estimate.
    """
    gaps = gaps_of(knowledge)
    assert told(gaps["Busang"], "nearest")["minutes_quality"] == "reported"
    assert told(gaps["Kaubun"], "nearest")["minutes_quality"] == "estimate"
    sentence = wording.reasons("", gaps["Kaubun"].reasons, "id")
    assert "polsek terdekat Sangkulirang, ≈ 71 menit (kering)" in sentence
    for scenario in (Scenario(mode="straight"), Scenario(season="wet")):
        gap = gaps_of(knowledge, scenario)["Busang"]
        assert told(gap, "nearest")["minutes_quality"] == "estimate"


def test_minutes_of_another_way_are_no_report() -> None:
    """Only the reported minutes between just these two desa count as reported."""
    posts: list[PostRow] = [("P1", "polsek", desa_code(1), (TWO,))]
    for reported, quality in ((30.0, "reported"), (29.0, "estimate")):
        known = row(*posts)
        kind, found = Kind.REPORTED, Quality.REPORTED
        ends = (desa_code(2), desa_code(1))
        edge = Edge(*ends, "road", kind, 20.0, reported, found)
        network = replace(known.access.network, dry=(edge,))
        known = replace(known, access=replace(known.access, network=network))
        gap = gaps_of(known)["Kecamatan 2"]
        assert told(gap, "nearest")["minutes_quality"] == quality


def test_polres_alone_counts_as_presence(knowledge: Knowledge) -> None:
    """Sangatta Utara without its polsek still has the polres, within reach of all.

    Nobody is left who serves Sangatta Selatan.
    """
    posts = knowledge.area.posts.drop(index="P03").reset_index()
    gaps = gaps_of(knowledge.with_posts(posts))
    assert "Sangatta Utara" not in gaps
    assert gaps["Sangatta Selatan"].served_by is None


def test_without_the_tenth_polsek_nothing_is_called_missing(
    knowledge: Knowledge,
) -> None:
    """P12 is Kombeng's: taken out, nine of ten are listed, and none is absent."""
    posts = knowledge.area.posts.drop(index="P12").reset_index()
    gaps = gaps_of(knowledge.with_posts(posts))
    assert not [gap for gap in gaps.values() if "none" in gap.statuses]
    assert gaps["Kombeng"].statuses[0] == "unknown"
    assert gaps["Kombeng"].is_undecided
    assert told(gaps["Kombeng"], "unlisted_polsek") == {"known": 9, "expected": 10}


def test_polsubsektor_counts_only_if_switched_on(knowledge: Knowledge) -> None:
    """Karangan has one: off it is told beside the gap, on the gap is closed."""
    off = gaps_of(knowledge)["Karangan"]
    assert told(off, "polsubsektor_only") == {"post": "Polsubsektor Karangan"}
    on = gaps_of(knowledge, Scenario(counted=("polsubsektor",)))
    assert "none" not in on["Karangan"].statuses
    lacking = {gap.kecamatan for gap in on.values() if "none" in gap.statuses}
    assert lacking == WITHOUT_POLSEK.keys() - {"Karangan"}


def test_a_koramil_that_nobody_listed_is_unknown(knowledge: Knowledge) -> None:
    """Three were read of an unknown number: nothing is called missing."""
    gaps = gaps_of(knowledge, ARMY)
    assert {status for gap in gaps.values() for status in gap.statuses} == {"unknown"}
    busang = gaps["Busang"]
    assert codes(busang) == [
        "unknown_koramil",
        "nearest",
        "demand",
        "standard_not_shown",
    ]
    assert told(busang, "unknown_koramil") == {"known": 3}
    assert busang.served_by is None


def test_a_complete_list_of_koramil_makes_gaps(knowledge: Knowledge) -> None:
    """Once the catalogue calls it complete, what is not listed is not there."""
    complete = with_completeness(knowledge, "koramil", "complete")
    gaps = gaps_of(complete, ARMY)
    none = {gap.kecamatan for gap in gaps.values() if "none" in gap.statuses}
    has_one = {"Bengalon", "Muara Wahau", "Muara Ancalong", "Sangatta Utara"}
    assert none == {place.name for place in knowledge.places.kecamatan} - has_one
    assert codes(gaps["Busang"])[:2] == ["no_koramil", "nearest"]
    assert "served_unknown" in codes(gaps["Busang"])


def test_an_unknown_list_is_treated_as_incomplete(knowledge: Knowledge) -> None:
    """Neither complete nor incomplete: nobody knows, so no polsek is missing."""
    doubted = with_completeness(knowledge, "polsek", "unknown")
    gap = gaps_of(doubted)["Busang"]
    assert gap.statuses == ("unknown", "shared")
    assert codes(gap)[0] == "unknown_polsek"


def test_gaps_come_in_order_of_code(knowledge: Knowledge) -> None:
    """One per kecamatan with any status, and none without."""
    gaps = evaluate(knowledge, POLICE).gaps
    order = [gap.kecamatan_code for gap in gaps]
    assert order == sorted(set(order))
    assert all(gap.statuses and gap.reasons for gap in gaps)
    assert "64.08.13" not in order  # Teluk Pandan has its own, and all in reach


# ------------------------------------------------------------------- two squares


def test_the_standard_is_met_exactly() -> None:
    """4 of 5 TPS within the threshold meet 0.8; 3 of 4 do not."""
    area = {desa_code(1): 4, desa_code(1, 2): 1}
    between = np.array([[0.0, 61.0], [61.0, 0.0]])
    posts: list[PostRow] = [("P1", "polsek", desa_code(1), ())]
    exact = hand_knowledge(study_area(1, 2, posts=posts, tps=area), between)
    assert gaps_of(exact) == {}
    area[desa_code(1)] = 3
    short = hand_knowledge(study_area(1, 2, posts=posts, tps=area), between)
    gap = gaps_of(short)["Kecamatan 1"]
    assert gap.statuses == ("below_standard",)
    assert told(gap, "below_standard") == {
        "post_type": "polsek",
        "share": 0.75,
        "standard": 0.8,
        "threshold": 60.0,
    }
    assert gaps_of(short, Scenario(standard=0.75)) == {}


def test_a_share_with_rounding_meets_the_standard() -> None:
    """7 of 10 TPS meet 0.7, however 0.7 is written in the machine."""
    tps = {desa_code(1): 7, desa_code(1, 2): 3}
    between = np.array([[0.0, 61.0], [61.0, 0.0]])
    posts: list[PostRow] = [("P1", "polsek", desa_code(1), ())]
    known = hand_knowledge(study_area(1, 2, posts=posts, tps=tps), between)
    assert gaps_of(known, Scenario(standard=0.1 * 7)) == {}


def test_reasons_in_their_order() -> None:
    """Absence, the nearest, the one in charge, demand, shortfall, sharing, sea."""
    knowledge = row(
        ("P1", "polsek", desa_code(1), ()),
        ("P2", "polsek", desa_code(1), (ONE, TWO)),
        ("P3", "pospol", desa_code(2), ()),
        minutes=90,
        roadless=(TWO,),
    )
    gap = gaps_of(knowledge)["Kecamatan 2"]
    assert gap.statuses == ("none", "below_standard", "shared")
    assert codes(gap) == [
        "no_polsek",
        "pospol_only",
        "nearest",
        "served_by",
        "demand",
        "nothing_within",
        "shared",
        "sea_only",
    ]
    assert told(gap, "nearest") == {
        "post": "Pos P1",
        "post_type": "polsek",
        "minutes": 90.0,
        "minutes_quality": "estimate",
        "season": "dry",
    }
    served = {"post": "Pos P2", "minutes": 90.0, "minutes_quality": "estimate"}
    assert told(gap, "served_by") == served
    assert told(gap, "demand") == {
        "voters": 100,
        "tps": 1,
        "voters_quality": "estimate",
    }
    assert told(gap, "shared") == {
        "post": "Pos P2",
        "count": 2,
        "names": ("Kecamatan 1", "Kecamatan 2"),
    }


def test_no_route_to_any_post() -> None:
    """Nearest and in charge are told as out of reach, never as 0 minutes."""
    knowledge = row(("P1", "polsek", desa_code(1), (ONE, TWO)), minutes=INF)
    gap = gaps_of(knowledge)["Kecamatan 2"]
    assert (gap.nearest_post, gap.minutes, gap.served_minutes) == (None, None, None)
    assert gap.served_by == "P1"
    assert codes(gap)[:3] == ["no_polsek", "no_route", "served_by"]
    served = {"post": "Pos P1", "minutes": INF, "minutes_quality": "estimate"}
    assert told(gap, "served_by") == served


def test_no_post_at_all() -> None:
    """Every kecamatan lacks one and nobody serves it."""
    gaps = gaps_of(row())
    assert [gap.statuses for gap in gaps.values()] == [("none", "below_standard")] * 2
    assert codes(gaps["Kecamatan 1"]) == [
        "no_polsek",
        "no_route",
        "served_unknown",
        "demand",
        "nothing_within",
    ]


def test_a_kecamatan_next_to_a_post_still_lacks_its_own() -> None:
    """All its TPS are reached, yet no post stands in it."""
    knowledge = row(("P1", "polsek", desa_code(1), (ONE,)), minutes=60)
    gaps = gaps_of(knowledge)
    assert gaps.keys() == {"Kecamatan 2"}
    assert gaps["Kecamatan 2"].statuses == ("none",)


def test_a_shared_post_is_a_gap_of_both() -> None:
    """A post charged with two kecamatan is shared, with one it is not."""
    both = gaps_of(row(("P1", "polsek", desa_code(1), (ONE, TWO))))
    assert both["Kecamatan 1"].statuses == ("shared",)
    assert both["Kecamatan 2"].statuses == ("none", "shared")
    assert "Kecamatan 1" not in gaps_of(row(("P1", "polsek", desa_code(1), (ONE,))))


def test_an_incomplete_list_leaves_a_covered_kecamatan_alone() -> None:
    """A listed koramil that meets the standard: nothing to say, nothing unknown."""
    knowledge = row(("P1", "koramil", desa_code(1), ()), minutes=61)
    gaps = gaps_of(knowledge, ARMY)
    assert gaps.keys() == {"Kecamatan 2"}
    assert gaps["Kecamatan 2"].statuses == ("unknown",)


def test_one_of_two_posts_is_nearer() -> None:
    """Ids do not matter where minutes differ; equally near, the first id."""
    knowledge = row(
        ("P1", "polsek", desa_code(2), ()), ("P2", "polsek", desa_code(1), ())
    )
    gaps = gaps_of(knowledge, Scenario(threshold=1.0, standard=1.0))
    assert gaps == {}
    tie = row(("P1", "polsek", desa_code(1), ()), ("P2", "polsek", desa_code(1), ()))
    assert gaps_of(tie)["Kecamatan 2"].nearest_post == "P1"


# ------------------------------------------------------------------ the sentences


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    "scenario",
    [
        POLICE,
        ARMY,
        Scenario(season="wet", counted=("polsubsektor", "pospol")),
        Scenario(mode="straight", threshold=1.0, standard=1.0),
    ],
)
def test_every_reason_has_its_sentence(
    knowledge: Knowledge, scenario: Scenario, lang: str
) -> None:
    """Every reason of every gap and candidate is told, and leaves no hole."""
    for known in (knowledge, with_completeness(knowledge, "polsek", "unknown")):
        result = evaluate(known, scenario)
        said = [reason for gap in result.gaps for reason in gap.reasons]
        said += [reason for one in result.candidates for reason in one.reasons]
        for reason in dict.fromkeys(said):
            sentence = wording.reason(reason, lang)
            assert sentence
            assert not re.search(r"[{}]|\bnan\b|None", sentence)


def test_no_code_of_a_reason_is_without_words() -> None:
    """Each code written in plan/ stands in both languages."""
    source = "\n".join(
        path.read_text("utf-8") for path in Path(plan.__path__[0]).glob("*.py")
    )
    written = set(re.findall(r'Reason\.of\(\s*"([a-z_]+)"', source))
    for kind in ("polsek", "koramil"):
        written |= {f"no_{kind}", f"unknown_{kind}"}
    written |= {"polsubsektor_only", "pospol_only"}
    written |= {"below_standard", "nothing_within", "standard_not_shown"}
    assert len(written) >= 15
    for lang in wording.LANGUAGES:
        assert [c for c in written if not wording.has(f"reason.{c}", lang)] == []


def test_gaps_do_not_depend_on_the_order_of_posts(knowledge: Knowledge) -> None:
    """Posts upside down: the same gaps to the last value."""
    area = replace(knowledge.area, posts=knowledge.area.posts.iloc[::-1])
    turned = knowledge.with_posts(area.posts.reset_index())
    assert gaps_of(turned) == gaps_of(knowledge)

"""The reader's choices: refused with every fault named, and carried in a link."""

from __future__ import annotations

import json
import math

import pytest

from geo.errors import ScenarioError
from risk.scenario import Scenario
from tests.risk.cases import codes, told


def test_every_fault_is_named_at_once() -> None:
    """Nobody should mend one choice only to be told of the next."""
    with pytest.raises(ScenarioError) as caught:
        Scenario(
            weights=(("teknis", -1.0), ("teknis", math.nan)),
            normalise="log",
            aggregate="median",
            cuts=(20.0, 40.0, 40.0),
            min_known=1.5,
            post_type="kodim",
            threshold=0.0,
            season="monsoon",
            mode="air",
            standard=-0.1,
            counted=("lanal",),
            tps_cuts=(4, -1),
            tps_assumption="desa",
        )
    assert codes(caught.value) == [
        *["word_unknown"] * 7,
        "weight_invalid",
        "weight_repeated",
        "weight_invalid",
        "cuts_count",
        "cuts_order",
        "tps_cuts_range",
        "threshold_invalid",
        "share_invalid",
        "share_invalid",
    ]


@pytest.mark.parametrize("weight", [-1e-9, math.nan, math.inf, -math.inf, "2", True])
def test_a_weight_is_a_finite_number_not_below_0(weight: float) -> None:
    """Text and true are no weights either, whatever they could be read as."""
    with pytest.raises(ScenarioError) as caught:
        Scenario(weights=(("teknis", weight),))
    assert told(caught.value) == [f"weight_invalid value={weight}; weight=teknis"]


def test_a_weight_of_0_is_allowed() -> None:
    """0 is how the reader leaves something out."""
    assert Scenario(weights=(("teknis", 0),)).weights == (("teknis", 0.0),)


@pytest.mark.parametrize("minutes", [0, -1, math.nan, math.inf])
def test_the_threshold_is_above_0_and_finite(minutes: float) -> None:
    """A reach of nothing, or of everything, is no threshold."""
    with pytest.raises(ScenarioError, match="threshold_invalid"):
        Scenario(threshold=minutes)


@pytest.mark.parametrize("field", ["min_known", "standard"])
def test_a_share_lies_between_0_and_1_both_included(field: str) -> None:
    """The bounds themselves are allowed, a hair beyond them is not."""
    for share in ("0", "1"):
        assert getattr(Scenario.from_query({field: share}), field) == float(share)
    for share in ("-0.01", "1.01", "nan"):
        with pytest.raises(ScenarioError, match=f"share_invalid field={field}"):
            Scenario.from_query({field: share})


@pytest.mark.parametrize(
    ("cuts", "fault"),
    [
        ((), "cuts_count count=0"),
        ((20.0, 40.0, 60.0), "cuts_count count=3"),
        ((20.0, 40.0, 60.0, 60.0), "cuts_order cuts=('20', '40', '60', '60')"),
        ((0.0, 40.0, 60.0, 80.0), "cuts_range value=0.0"),
        ((20.0, 40.0, 60.0, 100.0), "cuts_range value=100.0"),
        ((20.0, math.nan, 60.0, 80.0), "cuts_range value=nan"),
    ],
)
def test_cuts_are_two_or_four_that_increase_inside_the_scale(
    cuts: tuple[float, ...], fault: str
) -> None:
    """A cut on 0 or 100 would leave a class nobody can be in."""
    with pytest.raises(ScenarioError) as caught:
        Scenario(cuts=cuts)
    assert told(caught.value) == [fault]


@pytest.mark.parametrize(
    ("cuts", "fault"),
    [
        ((1,), "tps_cuts_count count=1; wanted=2"),
        ((1, 2, 3), "tps_cuts_count count=3; wanted=2"),
        ((0, 4), "tps_cuts_range most=99; value=0"),
        ((1, 100), "tps_cuts_range most=99; value=100"),
        ((1, 4.0), "tps_cuts_range most=99; value=4.0"),
        ((True, 4), "tps_cuts_range most=99; value=True"),
        ((4, 1), "tps_cuts_order cuts=('4', '1')"),
        ((4, 4), "tps_cuts_order cuts=('4', '4')"),
    ],
)
def test_tps_cuts_are_two_whole_numbers_that_increase(
    cuts: tuple[int, int], fault: str
) -> None:
    """From 1: at 0 no TPS could be less than vulnerable."""
    with pytest.raises(ScenarioError) as caught:
        Scenario(tps_cuts=cuts)
    assert told(caught.value) == [fault]


def test_tps_choices_stand_in_a_link() -> None:
    """The bounds as whole numbers; what is no whole number is named."""
    chosen = Scenario(tps_cuts=(1, 99), tps_assumption="kecamatan")
    query = {"tps_cuts": "1,99", "tps_assumption": "kecamatan"}
    assert chosen.to_query() == query
    assert Scenario.from_query(query) == chosen
    for text in ("1,4.5", "1;4", ""):
        with pytest.raises(ScenarioError) as caught:
            Scenario.from_query({"tps_cuts": text})
        assert told(caught.value) == [f"number_unreadable field=tps_cuts; value={text}"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("draws", -1), ("draws", 20_001), ("draws", 1.5), ("top", 0), ("top", True)],
)
def test_a_count_is_a_whole_number_within_its_bounds(field: str, value: float) -> None:
    """0 draws switch them off; nobody at the top is no top."""
    with pytest.raises(ScenarioError) as caught:
        Scenario(**{field: value})  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    assert problem.code == "whole_invalid"
    assert dict(problem.values)["field"] == field
    assert Scenario(draws=0, top=1).draws == 0
    assert Scenario(draws=20_000, top=99).top == 99


def test_equal_choices_are_one_scenario() -> None:
    """Order and kind of number must not make two cache keys of one choice."""
    one = Scenario(
        weights=(("teknis", 2), ("logistik", 1)),
        threshold=45,
        counted=("pospol", "polsubsektor", "pospol"),
    )
    other = Scenario(
        weights=(("logistik", 1.0), ("teknis", 2.0)),
        threshold=45.0,
        counted=("polsubsektor", "pospol"),
    )
    assert one == other
    assert hash(one) == hash(other)
    assert json.dumps(one.to_dict()) == json.dumps(other.to_dict())


def test_a_dict_holds_every_choice_as_json_can() -> None:
    """What is left to the preset says so; two cuts make three classes."""
    weights = (("teknis", 2.0),)
    plain = Scenario(weights=weights, cuts=(20, 49.5), counted=("pospol",)).to_dict()
    assert json.loads(json.dumps(plain)) == {
        "preset": "rakor_2024",
        "weights": {"teknis": 2.0},
        "phase": "all",
        "treat": "none",
        "normalise": "minmax",
        "aggregate": None,
        "classes": "fixed",
        "cuts": [20.0, 49.5],
        "min_known": None,
        "draws": 1000,
        "spread": 0.25,
        "top": 3,
        "post_type": "polsek",
        "threshold": 60.0,
        "season": "dry",
        "mode": "network",
        "standard": 0.8,
        "counted": ["pospol"],
        "tps_cuts": [1, 4],
        "tps_assumption": "none",
        "objective": "mclp",
        "new_posts": 3,
        "demand_weight": "voters_risk",
        "sites": [],
    }


def test_places_by_hand_are_one_set() -> None:
    """Twice the same desa is one post; their order does not matter."""
    chosen = Scenario(sites=("64.08.02.2001", "64.08.01.2001", "64.08.02.2001"))
    assert chosen.sites == ("64.08.01.2001", "64.08.02.2001")
    assert chosen == Scenario.from_query(chosen.to_query())


def test_too_many_places_by_hand_are_refused() -> None:
    """99 may be chosen, 100 not."""
    Scenario(sites=tuple(str(number) for number in range(99)))
    with pytest.raises(ScenarioError, match="sites_count count=100; most=99"):
        Scenario(sites=tuple(str(number) for number in range(100)))


def test_a_link_says_only_what_differs() -> None:
    """Short links survive being typed from a slide."""
    assert Scenario().to_query() == {}
    chosen = Scenario(
        weights=(("teknis", 2.0), ("sea_only", 0.5)),
        cuts=(10.0, 20.0, 30.0, 42.5),
        threshold=90.0,
        season="wet",
        counted=("pospol", "polsubsektor"),
    )
    assert chosen.to_query() == {
        "cuts": "10,20,30,42.5",
        "threshold": "90",
        "season": "wet",
        "counted": "polsubsektor,pospol",
        "w_sea_only": "0.5",
        "w_teknis": "2",
    }


def test_a_link_with_other_keys_opens() -> None:
    """A page's own keys, such as its language, are none of ours."""
    assert Scenario.from_query({"lang": "en", "counted": ""}) == Scenario()


def test_a_broken_link_names_every_fault() -> None:
    """What cannot be read and what is not allowed come in one answer."""
    query = {"threshold": "an hour", "w_teknis": "much", "cuts": "", "season": "rain"}
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_query(query)
    assert told(caught.value) == [
        "number_unreadable field=threshold; value=an hour",
        "weight_invalid value=much; weight=teknis",
        "number_unreadable field=cuts; value=",
        "word_unknown field=season; known=('dry', 'wet'); value=rain",
    ]


def test_an_unreadable_number_alone_is_refused() -> None:
    """It never falls back to the default in silence."""
    with pytest.raises(ScenarioError, match="number_unreadable field=min_known"):
        Scenario.from_query({"min_known": "66 %"})

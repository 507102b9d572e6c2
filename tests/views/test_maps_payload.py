"""What a map shows travels whole, or is refused with the reason."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.maps.payload import LAYERS, MapPayload
from views.maps.signs import (
    AreaStyle,
    CandidateMark,
    Isoline,
    MapTexts,
    PlaceLabel,
    PostMark,
    Spoke,
    TpsMark,
)

TEXTS = MapTexts("Peta", "U", "Semua", "Dekat", "Jauh", "Provinsi", "Tidak ada")

degrees = st.floats(-90, 90, allow_nan=False)
words = st.text(max_size=12)
lines = st.lists(words, max_size=2).map(tuple)
areas = st.lists(
    st.builds(
        AreaStyle,
        code=words,
        name=words,
        risk_class=st.integers(-1, 4),
        gap=st.booleans(),
        provisional_gap=st.booleans(),
        unstable=st.booleans(),
        label=st.none() | st.tuples(degrees, degrees),
        lines=lines,
    ),
    max_size=3,
    unique_by=lambda area: area.code,
).map(tuple)
posts = st.lists(
    st.builds(
        PostMark, words, words, words, degrees, degrees, st.booleans(), lines=lines
    ),
    max_size=3,
    unique_by=lambda post: post.post_id,
).map(tuple)
payloads = st.builds(
    MapPayload,
    areas=areas,
    texts=st.builds(MapTexts, *[words] * 7),
    posts=posts,
    selected=st.none() | words,
    scheme=st.sampled_from(["risk", "coverage"]),
    layers=st.frozensets(st.sampled_from(sorted(LAYERS))),
    theme=st.sampled_from(["light", "dark"]),
)


def whole() -> MapPayload:
    """Return a payload with one of everything."""
    return MapPayload(
        areas=(AreaStyle("01", "Busang", 4, gap=True, label=(0.5, 116.5)),),
        texts=TEXTS,
        posts=(PostMark("P1", "Polsek", "polsek", 0.5, 116.5, lines=("a", "b")),),
        candidates=(CandidateMark("01.2003", 1, 0.6, 116.6, "Usulan", note="94 %"),),
        spokes=(Spoke("01.2003", "01.2004", 0.5, 116.5, 0.6, 116.6),),
        isolines=(Isoline(60.0, "60 menit", 0, (((0.5, 116.5), (0.6, 116.6)),)),),
        movable=True,
        tps=(TpsMark("01.2001", "Long Lees", 0.7, 116.7, 3, "no_route"),),
        places=(PlaceLabel("sea", "Selat Makassar", 0.1, 118.5),),
        selected="01",
    )


@given(payloads)
def test_a_payload_comes_back_as_it_was_sent(payload: MapPayload) -> None:
    """JSON keeps every text, number and switch, whatever the text holds."""
    assert MapPayload.from_json(payload.to_json()) == payload


def test_one_of_everything_comes_back() -> None:
    """Candidates, TPS and places travel as areas and posts do."""
    assert MapPayload.from_json(whole().to_json()) == whole()


@given(payloads, payloads)
def test_the_digest_names_the_state(one: MapPayload, other: MapPayload) -> None:
    """Two payloads share a digest only if they show the same."""
    assert (one.digest == other.digest) == (one.to_json() == other.to_json())
    assert len(one.digest) == 12


def test_the_order_of_the_layers_does_not_matter() -> None:
    """A set has no order, so its JSON is sorted."""
    payload = json.loads(whole().to_json())
    assert payload["layers"] == sorted(LAYERS)


@pytest.mark.parametrize("risk_class", [-2, 9])
def test_a_class_off_every_legend_is_refused(risk_class: int) -> None:
    """No scheme has more than nine classes; -1 is unknown."""
    with pytest.raises(ValueError, match=f"risk_class is {risk_class}"):
        AreaStyle("01", "Busang", risk_class)


@pytest.mark.parametrize(
    ("scheme", "most"), [("risk", 4), ("coverage", 4), ("readiness", 8), ("siting", 4)]
)
def test_a_class_off_the_legend_is_refused(scheme: str, most: int) -> None:
    """Five classes of risk and of coverage, nine of both together."""
    for level in (-1, 0, most):
        area = AreaStyle("01", "Busang", level)
        assert MapPayload((area,), TEXTS, scheme=scheme).areas == (area,)
    if most < 8:
        with pytest.raises(ValueError, match=f"class of {scheme} is {most + 1}"):
            MapPayload((AreaStyle("01", "Busang", most + 1),), TEXTS, scheme=scheme)


@pytest.mark.parametrize("place", [(float("nan"), 116.0), (0.5, float("inf"))])
def test_a_mark_without_a_place_is_refused(place: tuple[float, float]) -> None:
    """What has no position cannot be drawn, and must not be drawn at 0, 0."""
    lat, lon = place
    for build in (
        lambda: AreaStyle("01", "Busang", label=place),
        lambda: PostMark("P1", "Polsek", "polsek", lat, lon),
        lambda: CandidateMark("01", 1, lat, lon),
        lambda: TpsMark("01", "Long Lees", lat, lon, 1),
        lambda: PlaceLabel("sea", "Laut", lat, lon),
    ):
        with pytest.raises(ValueError, match="has no place"):
            build()


def test_a_code_given_twice_is_refused() -> None:
    """Marks are kept by code: the second would silently replace the first."""
    area, post = AreaStyle("01", "A"), PostMark("P1", "A", "polsek", 0, 0)
    dot, mark = TpsMark("01", "A", 0, 0, 1), CandidateMark("01", 1, 0, 0)
    spoke, line = Spoke("02", "01", 0, 0, 1, 1), Isoline(60, "60", 0, ())
    for twice, named in (
        ({"areas": (area, area)}, "area '01'"),
        ({"areas": (), "posts": (post, post)}, "post 'P1'"),
        ({"areas": (), "tps": (dot, dot)}, "tps '01'"),
        ({"areas": (), "candidates": (mark, mark)}, "candidate '01'"),
        ({"areas": (), "spokes": (spoke, spoke)}, "spoke '01'"),
        ({"areas": (), "isolines": (line, line)}, "isoline '60'"),
    ):
        with pytest.raises(ValueError, match=f"{named} is given twice"):
            MapPayload(texts=TEXTS, **twice)


def test_a_line_without_both_its_ends_is_refused() -> None:
    """A spoke needs two places, a ring no less than all of its points."""
    with pytest.raises(ValueError, match="'02' has no place"):
        Spoke("02", "01", 0, 0, 1, math.nan)
    with pytest.raises(ValueError, match="'01' has no place"):
        Spoke("02", "01", math.inf, 0, 1, 1)
    with pytest.raises(ValueError, match="'60 menit' has no place"):
        Isoline(60.0, "60 menit", 0, (((0.5, 116.5), (math.nan, 116.6)),))


def test_an_unknown_word_is_refused() -> None:
    """A word the map does not know would be drawn as nothing at all."""
    for wrong in (
        {"scheme": "heat"},
        {"theme": "sepia"},
        {"layers": frozenset({"roads"})},
    ):
        with pytest.raises(ValueError, match="must be one of"):
            MapPayload(areas=(), texts=TEXTS, **wrong)
    with pytest.raises(ValueError, match="reached is 'maybe'"):
        TpsMark("01", "A", 0, 0, 1, "maybe")
    with pytest.raises(ValueError, match="kind is 'lake'"):
        PlaceLabel("lake", "Danau", 0, 0)

"""What else `site` answers on the study area: JSON, words, refusals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.test_site_command import area, call

if TYPE_CHECKING:
    from pathlib import Path

POINTS = "id,lon,lat\nA,117.55,0.55\nB,117.0,0.9\nC,116.6,1.1\n"
RING = [[116.9, 0.8], [117.0, 0.8], [117.0, 1.0], [116.9, 1.0], [116.9, 0.8]]


@pytest.fixture
def points(tmp_path: Path) -> Path:
    """Return a table of three points."""
    path = tmp_path / "points.csv"
    path.write_text(POINTS, encoding="utf-8")
    return path


@pytest.fixture
def zones(tmp_path: Path) -> Path:
    """Return a zone on whose eastern border B lies."""
    geometry = {"type": "Polygon", "coordinates": [RING]}
    feature = {"type": "Feature", "properties": None, "geometry": geometry}
    path = tmp_path / "zones.geojson"
    document = {"type": "FeatureCollection", "features": [feature]}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def refused(*words: object) -> list[str]:
    """Return the faults in Indonesian, as many as in English; no traceback."""
    done = call(*words)
    assert (done.exit_code, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    faults = [line for line in lines if line.startswith("- ")]
    assert len(faults) == len(lines) - 2
    assert len(faults) % 2 == 0
    return faults[: len(faults) // 2]


# --------------------------------------------------------- polsek and koramil


def test_both_keep_to_the_budget() -> None:
    """A koramil at half the price: more of them, for 4 at most, proven."""
    record = area("--both", "--budget", 4, "--price", "polsek=1,koramil=0.5")
    assert record["prices"] == {"polsek": 1, "koramil": 0.5}
    assert record["price"] == sum(one["price"] for one in record["places"]) == 4
    assert (record["optimal"], record["gap"]) == (True, 0)
    polsek, koramil = record["networks"]
    assert len(koramil["sites"]) > len(polsek["sites"]) > 0
    assert (polsek["provisional"], koramil["provisional"]) == (False, True)
    for one in record["networks"]:
        added = [
            place["added_voters"]
            for place in record["places"]
            if place["post_type"] == one["post_type"]
        ]
        assert one["voters_after"] == one["voters_before"] + sum(added)
    assert record["objective_value"] == pytest.approx(
        polsek["weight_after"] + koramil["weight_after"]
    )


def test_both_with_a_number_each_are_the_plain_answers() -> None:
    """Three polsek: those of the plain question; and no koramil."""
    record = area("--both", "--number", "polsek=3")
    plain = area("--p", 3)
    polsek, koramil = record["networks"]
    assert sorted(polsek["sites"]) == plain["sites"]
    assert koramil["sites"] == []
    assert record["budget"] is None
    assert polsek["weight_after"] == pytest.approx(plain["objective_value"])


def test_both_without_a_budget_take_the_number_of_posts() -> None:
    """Three, at 1 each."""
    record = area("--both")
    assert (record["budget"], record["price"]) == (3, 3)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", ("asumsi", "≥", "≈", "Terbukti terbaik", "Daftar koramil belum")),
        ("en", ("assumption", "≥", "≈", "Proven to be", "list of koramil is not")),
    ],
)
def test_both_told_to_people(lang: str, words: tuple[str, ...]) -> None:
    """Every number with its mark, and what is provisional."""
    done = call("--both", "--lang", lang)
    assert done.exit_code == 0, done.output
    for word in words:
        assert word in done.stdout


# ---------------------------------------------------------- posts that move


def test_one_post_moves() -> None:
    """One closed, one opened, more weight covered than today."""
    record = area("--moves", 1)
    assert (len(record["closed"]), len(record["opened"])) == (1, 1)
    assert record["objective_value"] > record["weight_before"]
    assert record["closed"][0]["voters"] >= record["voters_lost"] > 0
    still = area("--moves", 0)
    assert (still["closed"], still["opened"]) == ([], [])
    assert still["voters_after"] == still["voters_before"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", ("bukan anjuran", "ditutup", "dibuka")),
        ("en", ("not advice", "closes", "opens")),
    ],
)
def test_moves_told_to_people(lang: str, words: tuple[str, ...]) -> None:
    """Which closes and which opens, and that it is no advice."""
    done = call("--moves", 1, "--lang", lang)
    assert done.exit_code == 0, done.output
    for word in words:
        assert word in done.stdout
    assert call("--moves", 0, "--lang", lang).stdout.count(words[1]) == 0


# ---------------------------------------------------------------- own points


def test_own_points_and_zones(points: Path, zones: Path) -> None:
    """B is left out and named; the better of A and C is found."""
    record = area("--points", points, "--exclude", zones, "--p", 1)
    assert record["excluded"] == ["B"]
    assert [one["id"] for one in record["candidates"]] == ["A", "C"]
    assert record["candidates_of"] == "points"
    assert (record["p"], record["optimal"]) == (1, True)
    assert record["sites"][0] in {"A", "C"}
    least = area("--points", points, "--p", 0)["objective_value"]
    assert record["objective_value"] >= least
    quick = area("--points", points, "--p", 1, "--quick")
    assert quick["gap"] is not None


def test_a_zone_alone_rules_out_desa(zones: Path) -> None:
    """The desa are the candidates, without those in the zone; p is the scenario's."""
    record = area("--exclude", zones)
    assert (record["p"], record["candidates_of"]) == (3, "desa")
    assert record["excluded"]
    codes = {one["id"] for one in record["candidates"]}
    assert not codes & set(record["excluded"])
    assert len(codes) + len(record["excluded"]) == 141
    assert set(record["sites"]) <= codes


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", ("dikecualikan (1): B", "titik desa terdekat", "≈")),
        ("en", ("excluded zone (1): B", "nearest desa point", "≈")),
    ],
)
def test_points_told_to_people(
    lang: str, words: tuple[str, ...], points: Path, zones: Path
) -> None:
    """What was left out, and how a point is joined."""
    done = call("--points", points, "--exclude", zones, "--p", 1, "--lang", lang)
    assert done.exit_code == 0, done.output
    for word in words:
        assert word in done.stdout


# ----------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--both", "--moves", 1), 1),
        (("--both", "--p", 2, "--split", "--at", "64.08.01.2001"), 1),
        (("--both", "--objective", "pmedian", "--quick"), 1),
        (("--both", "--price", "polsek=1,polsek=2,kodim=1,koramil"), 3),
        (("--both", "--price", "polsek=0,koramil=0", "--budget", -1), 3),
        (("--both", "--number", "polsek=1.5"), 1),
        (("--both", "--number", "polsek=500,koramil=500"), 2),
        (("--both", "--number", "polsek=1", "--budget", 2), 1),
        (("--price", "polsek=1", "--number", "polsek=1"), 1),
        (("--moves", 1, "--budget", 2, "--price", "x=1"), 3),
        (("--moves", 99), 1),
        (("--exclude", "nowhere.geojson", "--points", "nowhere.csv"), 2),
        (("--both", "--demand-weight", "tps_vulnerable"), 1),
    ],
)
def test_what_does_not_go_together_is_refused(
    words: tuple[object, ...], count: int
) -> None:
    """Every fault in a sentence, in both languages."""
    faults = refused(*words)
    assert len(faults) == count
    assert not any("_" in fault.replace("tps_", "") for fault in faults)


def test_wrong_number_of_moves_is_wrong_usage() -> None:
    """Below 0: as for any option."""
    assert call("--moves", -1).exit_code == 2

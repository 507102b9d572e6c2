"""Codes and values become the sentences a leader, an analyst and an operator read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import (
    CatalogueError,
    LayerError,
    LayersError,
    MethodError,
    PetaRawanError,
    Problem,
    ScenarioError,
)
from views import wording
from views.wording import sentences

coded = Problem.of  # reasons and flags have the same shape: a code and named values


def test_the_sentence_of_the_leader() -> None:
    """The line of the order, letter for letter."""
    reasons = [
        coded("no_polsek", kecamatan="Busang"),
        coded(
            "nearest",
            post="Polsek Muara Ancalong",
            post_type="polsek",
            minutes=180.0,
            minutes_quality="reported",
            season="dry",
        ),
        coded("demand", voters=4320, tps=10, voters_quality="official"),
    ]
    assert wording.reasons("Busang", reasons) == (
        "Busang: tidak ada polsek; polsek terdekat Muara Ancalong, 3 jam (kering); "
        "4.320 pemilih; 10 TPS"
    )
    assert wording.reasons("Busang", reasons, "en") == (
        "Busang: no polsek; nearest polsek Muara Ancalong, 3 hours (dry); "
        "4,320 voters; 10 TPS"
    )


@pytest.mark.parametrize(
    ("reason", "indonesian"),
    [
        (
            coded("unknown_koramil", known=3),
            "koramil belum diketahui: baru 3 yang tercatat, jumlah seluruhnya belum diketahui",  # noqa: E501  one sentence
        ),
        (
            coded("served_by", post="Polsek Kaliorang", minutes=45.0),
            "dilayani Polsek Kaliorang, ≈ 45 menit",
        ),
        (
            coded("served_by", post="Polsek Kaliorang", minutes=None),
            "dilayani Polsek Kaliorang, belum diketahui",
        ),
        (
            coded("served_unknown", post_type="polsek"),
            "polsek yang melayani belum diketahui",
        ),
        (
            coded(
                "nearest",
                post="Polres Kutai Timur",
                post_type="polsek",
                minutes=20.0,
                season="wet",
            ),
            "polres terdekat Kutai Timur, ≈ 20 menit (hujan)",
        ),
        (
            coded(
                "nearest", post="Rawa", post_type="koramil", minutes=20.0, season="dry"
            ),
            "koramil terdekat Rawa, ≈ 20 menit (kering)",
        ),
        (coded("no_route", post_type="polsek"), "tanpa rute ke polsek mana pun"),
        (
            coded("demand", voters=9566, tps=22, voters_quality="estimate"),
            "9.566 pemilih (≈ perkiraan); 22 TPS",
        ),
        (
            coded("below_standard", share=0.2, standard=0.8, threshold=60.0),
            "hanya ≈ 20 % TPS dalam 60 menit (standar 80 %)",
        ),
        (
            coded(
                "shared", post="Polsek X", count=3, names=("Busang", "Telen", "Kaubun")
            ),
            "Polsek X melayani 3 kecamatan: Busang, Telen, Kaubun",
        ),
        (coded("sea_only"), "hanya lewat laut"),
        (
            coded("newly_covered", voters=2100, tps=5, threshold=60),
            "≈ 2.100 pemilih dan 5 TPS baru terjangkau dalam 60 menit",
        ),
        (
            coded("provisional", post_type="koramil"),
            "sementara: daftar koramil belum lengkap",
        ),
        (coded("risk", score=88.04, rank=4), "skor kerawanan 88,0, peringkat 4"),
    ],
)
def test_reasons(reason: Problem, indonesian: str) -> None:
    """Each reason, letter for letter."""
    assert wording.reason(reason) == indonesian


def test_an_unknown_reason_is_an_error() -> None:
    """A reason without a sentence fails loudly, in a test."""
    with pytest.raises(KeyError, match=r"reason\.none_such"):
        wording.reason(coded("none_such"))


def test_a_problem_says_what_where_and_what_to_do() -> None:
    """Both languages, letter for letter."""
    missing = coded("column_missing", layer="kecamatan", file="kecamatan.csv",
                    column="tps_pilkada2024", unit="TPS")  # fmt: skip
    assert wording.problem(missing) == (
        'Di kecamatan.csv (lapisan kecamatan), kolom "tps_pilkada2024" belum ada. '
        "Tambahkan kolom itu."
    )
    assert wording.problem(missing, "en") == (
        'In kecamatan.csv (layer kecamatan), the column "tps_pilkada2024" is missing. '
        "Add it."
    )


@pytest.mark.parametrize("fault", [coded("none_such", x="%s"), coded("file_missing")])
def test_a_problem_without_a_sentence_is_told_by_its_code(fault: Problem) -> None:
    """Whether the sentence is missing or one of its values: never a second error."""
    assert fault.code in wording.problem(fault)
    assert "kode" in wording.problem(fault)


def test_codes_are_shown_by_their_names_where_known() -> None:
    """Alone and in lists; what has no name keeps its code."""
    flag = coded("repeats", first="minutes_police", second="share_beyond", r=0.934)
    names = {"minutes_police": "Menit ke polisi", "share_beyond": "TPS di luar ambang"}
    assert wording.flag(flag, "id", names) == (
        "Menit ke polisi dan TPS di luar ambang hampir mengulang hal yang sama "
        "(korelasi 0,93)"
    )
    fault = coded("value_infinite", indicator="minutes_police", areas=("64.08.06", "z"))
    assert "Busang, z" in wording.problem(fault, "id", {"64.08.06": "Busang"})


def test_every_fault_of_an_error_is_told_under_one_line() -> None:
    """All of them, in the order found."""
    faults = [coded("file_missing", file="a.csv"), coded("file_missing", file="b.csv")]
    error = LayerError("tps", faults)
    assert wording.headline(error) == (
        "Lapisan TPS belum dapat dipakai. Perbaiki yang berikut, lalu coba lagi:"
    )
    assert [line.split()[1] for line in wording.error(error)] == ["a.csv", "b.csv"]


def test_several_faulty_layers_are_named_above_their_faults() -> None:
    """By their words, in both languages."""
    error = LayersError(["posts", "links"], [coded("file_missing", file="a.csv")])
    assert "(pos, waktu tempuh terlapor)" in wording.headline(error)
    assert wording.headline(error, "en").startswith("Several layers")


@pytest.mark.parametrize(
    "kind", [CatalogueError, ScenarioError, MethodError, PetaRawanError]
)
@pytest.mark.parametrize("lang", wording.LANGUAGES)
def test_every_kind_of_error_has_its_line(
    kind: type[PetaRawanError], lang: str
) -> None:
    """Only the general error has the general line."""
    line = wording.headline(kind([]), lang)
    assert line.endswith(":")
    other = wording.text("error.other", lang)
    assert (line == other) == (kind is PetaRawanError)


def test_marks_are_one_each_and_the_official_has_none() -> None:
    """The same small mark wherever a figure of that quality stands."""
    marks = [wording.mark(quality) for quality in sentences.QUALITIES]
    assert marks == [
        "", "dilaporkan", "≈ perkiraan", "asumsi", "data sementara", "sebagian",
    ]  # fmt: skip
    with pytest.raises(KeyError, match="guessed"):
        wording.mark("guessed")


def test_no_name_moves_the_writing() -> None:
    """A terminal escape or a line break in a name becomes a space."""
    name = "Bus\x1b[31mang\n\u2028Telen\x00"
    assert wording.plain(name) == "Bus [31mang  Telen "
    assert "\x1b" not in wording.reasons(name, [coded("shared", post=name, count=1,
                                                      names=(name,))])  # fmt: skip


@settings(deadline=None)
@given(st.text())
def test_every_sentence_is_one_line_whatever_the_name(name: str) -> None:
    """Law: no name can break a sentence in two."""
    reason = coded("served_by", post=name, minutes=3.0)
    assert len(wording.reason(reason).splitlines()) == 1

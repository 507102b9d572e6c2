"""The command `allocate`: the study area's plan, and anybody's table."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.terminal import data_are_read_once, json_of, run  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from pathlib import Path


KEYS = ["phase", "rules", "pools", "need", "pool", "shortfall", "areas", "assignments"]
AREA_KEYS = {
    *("kecamatan_code", "tps", "police_needed", "police_assigned", "linmas_needed"),
    "unmet",
}
SENT_KEYS = {"pool", "from_post", "tps_group", "police", "minutes"}
TPS = 701


call, told = partial(run, "allocate"), partial(json_of, "allocate")


def test_the_promised_keys() -> None:
    """Others build on these names."""
    record = told()
    assert [key for key in record if key in KEYS] == KEYS
    assert {"police", "linmas"} <= set(record["need"])
    assert all(set(area) >= AREA_KEYS for area in record["areas"])
    assert all(set(sent) >= SENT_KEYS for sent in record["assignments"])
    assert record["phase"] == "all"


def test_the_meeting_s_rule_on_kutai_timur() -> None:
    """Two at each TPS of a kecamatan of at least middling risk; 614 people."""
    record = told()
    assert record["pool"] == 614
    assert record["need"]["police"] == 2 * sum(
        area["tps_guarded"] for area in record["areas"]
    )
    assert sum(area["tps"] for area in record["areas"]) == TPS
    by_area = [area["police_needed"] for area in record["areas"]]
    assert sum(by_area) == record["need"]["police"]
    assert by_area == [2 * area["tps_guarded"] for area in record["areas"]]
    assert record["need"]["linmas"] == 2 * TPS
    assert (record["shortfall"], record["spare"]) == (
        max(0, record["need"]["police"] - 614),
        max(0, 614 - record["need"]["police"]),
    )
    assert record["classes_assumed"] == TPS
    assert record["linmas_pool"] is None
    sent = sum(one["police"] for one in record["assignments"])
    assert sent == sum(area["police_assigned"] for area in record["areas"])


def test_614_people_cover_at_most_307_tps() -> None:
    """At two per TPS everywhere, 394 TPS stay without; the worst are served."""
    record = told("--rule", "2-1-2")
    assert record["need"] == {"police": 1402, "linmas": 1402, "groups": TPS}
    assert record["shortfall"] == 788
    assert sum(one["police"] for one in record["assignments"]) == 614
    assert sum(len(one["tps"]) for one in record["unmet"]) == TPS - 307
    served = {one["tps_class"] for one in record["assignments"]}
    assert "sangat_rawan" in served
    assert {one["reason"] for one in record["unmet"]} == {"no_people"}
    assert "sangat_rawan" not in {one["tps_class"] for one in record["unmet"]}


def test_the_readings_stand_side_by_side() -> None:
    """171 TPS at two each are 342 police, totals only; 701 are 1,402."""
    found = {one["reading"]: one for one in told()["readings"]}
    assert (found["spoken"]["police"], found["spoken"]["by_kecamatan"]) == (342, None)
    assert (found["every"]["police"], found["every"]["shortfall"]) == (1402, 788)
    assert found["worst"]["tps"] == 171
    assert sum(found["worst"]["by_kecamatan"].values()) == 171


def _longest(record: Any) -> float:  # noqa: ANN401 - as above
    """Return the minutes of the longest journey."""
    return max(float(one["minutes"]) for one in record["assignments"])


def test_the_minimum_comes_before_more_for_others() -> None:
    """Four each are asked for, 100 are there: every very vulnerable TPS has two."""
    pools = ("--pool", "polres=100", "--pool", "polda=0", "--pool", "brimob=0")
    record = told("--pattern", "kutim_feb_2024", *pools)
    very = [one for one in record["unmet"] if one["tps_class"] == "sangat_rawan"]
    assert very
    assert not any(one["below_minimum"] for one in very)
    assert {one["missing"] for one in very} <= {1, 2}


def test_a_reserve_is_told_as_the_reason() -> None:
    """Who is held back could have come."""
    reasons = {one["reason"] for one in told("--reserve", 400)["unmet"]}
    assert reasons == {"held"}
    assert "masih ada personel cadangan" in call("--reserve", 400).stdout


def test_a_rule_of_one_s_own_needs_no_other_reason() -> None:
    """Why the pattern leaves a class open is no reason for the reader's own rule."""
    reason = "rapat tidak menyebut TPS lain"
    assert reason in call().stdout
    assert reason not in call("--rule", "kurang_rawan=1-5-10").stdout


def test_linmas_are_counted_where_they_are_known() -> None:
    """1,402 are asked for; 500 of them are there."""
    assert told()["linmas_short"] is None
    assert told("--pool", "linmas=500")["linmas_short"] == 902


def test_need_by_desa_adds_up() -> None:
    """To what the kecamatan ask for."""
    record = told()
    by_desa = sum(one["police_needed"] for one in record["desa"])
    assert by_desa == record["need"]["police"]


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        (("--reserve", 100), lambda r: (r["reserve"], r["spare"]) == (100, 210)),
        (("--pool", "polda=0"), lambda r: r["pool"] == 514),
        (("--pool", "polres@P03=14", "--pool", "brimob=5"), lambda r: r["pool"] == 119),
        (("--pattern", "kutim_feb_2024"), lambda r: r["pattern"] == "kutim_feb_2024"),
        (("--journey", 2), lambda r: {u["reason"] for u in r["unmet"]} == {"too_far"}),
        (("--rest", 0), lambda r: r["assignments"][0]["arrive"] == "2024-11-27T07:00"),
        (("--local", "64.08.06=20"), lambda r: r["pool"] == 634),
        (("--season", "wet"), lambda r: _longest(r) > _longest(told())),
        (("--pattern", "wide_2024", "--stretch", 1), lambda r: r["groups_added"] > 0),
        (("--rule", "rawan=1-1-2"), lambda r: r["rules"][1]["rule"] == "1-1-2"),
        (("--reserve-places", 2), lambda r: len(r["reserve_places"]["posts"]) == 2),
    ],
)  # fmt: skip
def test_every_option_moves_the_plan(words: tuple[object, ...], changed: Any) -> None:  # noqa: ANN401 - a test of it
    """Each is told by what it changes."""
    assert changed(told(*words))


def test_local_people_stand_where_they_live() -> None:
    """Twenty in Busang fill its need, from its own seat."""
    sent = told("--local", "64.08.06=20")["assignments"]
    own = [one for one in sent if one["pool"] == "local"]
    assert {one["kecamatan_code"] for one in own} == {"64.08.06"}
    assert sum(one["police"] for one in own) == 20


def test_own_people_in_every_group() -> None:
    """With mixed groups, whoever is sent has one of the Polres beside him."""
    spread = [f"--pool=polres@{post}=60" for post in ("P03", "P06", "P08", "P09")]
    record = told(*spread, "--mixed")
    groups: dict[str, set[str]] = {}
    for one in record["assignments"]:
        groups.setdefault(one["tps_group"], set()).add(one["pool"])
    assert groups
    assert all("polres" in pools for pools in groups.values())


def test_tni_fill_what_is_missing() -> None:
    """Only where police do not, and counted apart."""
    words = ("--rule", "2-1-2", "--pool", "tni=100")
    assert not any(one["pool"] == "tni" for one in told(*words)["assignments"])
    record = told(*words, "--tni")
    assert sum(area["tni_assigned"] for area in record["areas"]) == 100
    forces = {(one["pool"], one["force"]) for one in record["assignments"]}
    assert ("tni", "tni") in forces
    assert {force for pool, force in forces if pool != "tni"} == {"police"}
    assert (record["pool"], record["shortfall"]) == (614, 788)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--rule", "-2-1-2"), "Pola -2-1-2 tidak terbaca"),
        (("--rule", "2-0-2"), "Pola 2-0-2 tidak dapat dipakai"),
        (("--rule", "5..3-1-2"), "Pola 5..3-1-2 tidak dapat dipakai"),
        (("--rule", "rawan=1-1-1", "--rule", "rawan=2-1-1"), "ditulis dua kali"),
        (("--rule", "aman=1-1-1"), "aman"),
        (("--pattern", "nope"), "nope"),
        (("--pool", "nope=3"), "nope"),
        (("--pool", "polres"), "--pool polres tidak terbaca"),
        (("--pool", "polres=x"), "--pool polres=x tidak terbaca"),
        (("--pool", "polres@P99=3"), "P99"),
        (("--reserve", -1), "-1"),
        (("--journey", 100), "100"),
        (("--local", "64.08.99=1"), "64.08.99"),
        (("--local", "64.08.06"), "--local 64.08.06 tidak terbaca"),
        (("--local", f"64.08.06={10**23}"), "rekrutan lokal"),
        (("--stretch", -1), "-1"),
        (("--reserve-places", 0), "0"),
    ],
)
def test_nonsense_gets_one_answer(words: tuple[object, ...], sentence: str) -> None:
    """In both languages, with exit code 1, and nothing on standard output."""
    done = call(*words, "--json")
    assert done.exit_code == 1
    assert sentence in done.stderr
    assert done.stdout == ""


def test_nobody_at_all_is_an_answer() -> None:
    """A pool of 0: everything is unmet, by name."""
    empty = [f"--pool={pool}=0" for pool in ("polres", "polda", "brimob")]
    record = told(*empty)
    assert (record["pool"], record["assignments"]) == (0, [])
    assert record["shortfall"] == record["need"]["police"] > 0
    unmet = sum(one["missing"] for one in record["unmet"])
    assert unmet == record["need"]["police"]


def test_the_plan_in_words() -> None:
    """Enough or not is the first line, in both languages."""
    enough = call().stdout
    assert enough.startswith("Cukup untuk 152 TPS")
    assert "549 TPS lain tanpa polisi tetap" in enough
    assert call("--lang", "en").stdout.startswith("Enough for the 152 TPS")
    short = call("--rule", "2-1-2").stdout
    assert short.startswith("Kurang 788 polisi")
    assert "belum terjaga penuh" in short
    far = call("--journey", 2).stdout
    assert far.startswith("Jumlah polisi cukup, tetapi tidak semuanya dapat sampai")
    held = call("--reserve", 400).stdout
    assert "304 ditambah cadangan 400, tersedia 614" in held
    waiting = call("--reserve-places", 1, "--reserve-objective", "pmedian").stdout
    assert "Cadangan menunggu di" in waiting


def test_the_order_as_a_workbook(tmp_path: Path) -> None:
    """Who, from where, to which TPS, when: as many lines as there are assignments."""
    out = tmp_path / "perintah.xlsx"
    assert call("--out", out).exit_code == 0
    book = load_workbook(out)
    sheet = book["Penugasan"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.max_row == 1 + len(told()["assignments"])


def test_the_order_for_machines(tmp_path: Path) -> None:
    """Codes, numbers and ISO times; another kind of file is refused."""
    out = tmp_path / "perintah.csv"
    assert call("--out", out).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    sent = told()["assignments"]
    assert [row["group"] for row in rows] == [one["tps_group"] for one in sent]
    assert rows[0]["leave"] == sent[0]["leave"]
    wrong = call("--out", tmp_path / "perintah.pdf")
    assert wrong.exit_code == 1
    assert ".xlsx" in wrong.stderr


def write(path: Path, text: str) -> Path:
    """Write a table."""
    path.write_text(text, "utf-8")
    return path


def test_jakarta_barat_by_its_own_rule(tmp_path: Path) -> None:
    """7,169 TPS at 2-16-32: 449 groups, 898 police; as its police published it."""
    table = write(
        tmp_path / "classes.csv",
        "area,tps_class,tps\nJakarta Barat,kurang_rawan,7169\n",
    )
    record = told("--classes", table, "--rule", "2-16-32")
    assert (record["groups"], record["police"]) == (449, 898)
    assert record["linmas"] == 2 * 7169
    printed = call("--classes", table, "--rule", "2-16-32").stdout
    assert "449" in printed
    assert "898" in printed


def test_groups_are_rounded_up_in_each_row(tmp_path: Path) -> None:
    """16 TPS are one group of 2-16-32, 17 are two; two areas of 8 are two."""
    table = write(
        tmp_path / "classes.csv",
        "area,tps_class,tps\nA,aman,16\nB,aman,17\nC,aman,8\nD,aman,8\nE,aman,0\n",
    )
    record = told("--classes", table, "--rule", "2-16-32")
    assert [row["groups"] for row in record["areas"]] == [1, 2, 1, 1, 0]
    assert (record["groups"], record["police"], record["linmas"]) == (5, 10, 98)


@pytest.mark.parametrize(
    ("text", "rules", "sentence"),
    [
        ("area,tps_class,tps\nA,x,-1\n", ("2-1-2",), "tps"),
        ("area,tps_class,tps\nA,x,1.5\n", ("2-1-2",), "tps"),
        ("area,tps\nA,1\n", ("2-1-2",), "tps_class"),
        ("area,tps_class,tps\nA,x,1\nA,x,2\n", ("2-1-2",), "A: x"),
        ("area,tps_class,tps\nA,x,1\nA,y,2\n", ("x=2-1-2",), "y"),
        ("area,tps_class,tps\nA,x,1\n", (), "x"),
    ],
)
def test_a_faulty_table_names_its_faults(
    tmp_path: Path, text: str, rules: tuple[str, ...], sentence: str
) -> None:
    """Each with what to do; nothing is counted."""
    table = write(tmp_path / "classes.csv", text)
    done = call("--classes", table, *(f"--rule={rule}" for rule in rules))
    assert done.exit_code == 1
    assert sentence in done.stderr
    assert done.stdout == ""


def test_options_of_the_area_do_not_go_with_a_table(tmp_path: Path) -> None:
    """They would be passed over in silence: wrong usage."""
    table = write(tmp_path / "classes.csv", "area,tps_class,tps\nA,x,1\n")
    done = call("--classes", table, "--rule", "2-1-2", "--season", "wet")
    assert done.exit_code == 2
    assert "--season" in done.stderr

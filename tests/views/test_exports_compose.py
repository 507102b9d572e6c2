"""What leaves the house of a view: the picture's words, the tables, the files."""

from __future__ import annotations

import csv
import dataclasses
import io
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, get_args

import numpy as np
import pytest
from openpyxl import load_workbook
from PIL import Image

from geo.errors import PetaRawanError
from plan.evaluate import evaluate
from plan.with_new_posts import with_new_posts
from risk.scenario import Scenario
from views import wording
from views.exports import files, png, provenance
from views.exports.compose import Scheme, machine_table, snapshot, table
from views.exports.paper import HEIGHT, WIDTH
from views.exports.ranking import EXPLAINED, coverage_ranks, ranked_rows, why_risk
from views.records import cover_rows, score_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from matplotlib.text import Text

    from plan.evaluate import Result
    from plan.knowledge import Knowledge
    from views.exports.tables import Table

SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
LANGUAGES = wording.LANGUAGES
HOSTILE = (
    "=1+1",
    "{{7*7}}",
    "${alert(1)}",
    "<img src=x onerror=alert(1)>",
    "$x$",
    ":red[x]",
)


@pytest.fixture(scope="module")
def result(knowledge: Knowledge) -> Result:
    """Return the answer to the default scenario."""
    return evaluate(knowledge, Scenario())


@pytest.fixture(scope="module")
def koramil(knowledge: Knowledge) -> Result:
    """Return the answer for a service whose posts are not all listed."""
    return evaluate(knowledge, Scenario(post_type="koramil"))


def cells(book: bytes, sheet: int = 0) -> list[list[object]]:
    """Read a sheet of a workbook back."""
    page = load_workbook(io.BytesIO(book)).worksheets[sheet]
    return [list(row) for row in page.iter_rows(values_only=True)]


def lines_of(file: bytes) -> list[dict[str, str]]:
    """Read a CSV back."""
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))


# ---------------------------------------------------------------- the picture's words


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_state_of_the_view_stands_on_the_picture(
    knowledge: Knowledge, scheme: Scheme, lang: str
) -> None:
    """Season, threshold, every weight, dates, borders, version: all are said."""
    chosen = Scenario(season="wet", threshold=90, weights=(("sea_only", 2.5),))
    shown = snapshot(evaluate(knowledge, chosen), scheme, lang)
    said = " ".join((*shown.subtitle, *(line.text for line in shown.footer)))
    (short,) = (i.short[lang] for i in knowledge.indicators if i.code == "sea_only")
    first, last = knowledge.area.catalogue.span
    for word in (
        wording.text("season.wet.long", lang),
        wording.minutes(90, lang),
        f"{short} {wording.general(2.5, lang)}",
        wording.date(first, lang),
        wording.date(last, lang),
        wording.text("word.indicative_borders", lang),
        knowledge.area.data_version,
        "Cahya DSN",
        "(MIT)",
        "Natural Earth",
        "KPU",
    ):
        assert word in said


def test_equal_weights_are_said_to_be_equal(
    result: Result, knowledge: Knowledge
) -> None:
    """No list of ones; a preset whose weights differ lists those."""
    assert "Time used, wet 0, all others 1" in provenance.weights_text(result, "en")
    equal = evaluate(knowledge, Scenario(weights=(("late_share_wet", 1.0),)))
    assert "all equal" in provenance.weights_text(equal, "en")
    flat = evaluate(knowledge, Scenario(preset="rakor_2024_flat"))
    listed = provenance.weights_text(flat, "en")
    sides = "Technical 4, Logistics 4, Socio-cultural 3"
    assert f"{sides}, Time used, wet 0, all others 1" in listed


def test_sources_are_told_in_the_language_of_the_page(result: Result) -> None:
    """The data's own English phrases where English is read, Indonesian elsewhere."""
    told = provenance.sources_text(result.area.catalogue, "id")
    assert "KPU melalui KawalPemilu 2024" in told
    english = provenance.sources_text(result.area.catalogue, "en")
    assert "KPU through KawalPemilu 2024" in english
    assert "Copyright (c) 2017 Cahya DSN (MIT)" in told


def test_two_scenarios_never_share_a_digest(result: Result, koramil: Result) -> None:
    """The digest is of the choices alone: same choices, same digits."""
    again = dataclasses.replace(result, scenario=dataclasses.replace(result.scenario))
    assert provenance.scenario_digest(result) == provenance.scenario_digest(again)
    assert provenance.scenario_digest(result) != provenance.scenario_digest(koramil)


def test_corrected_posts_are_said(result: Result, knowledge: Knowledge) -> None:
    """A reader of the picture must know that the posts are not the shipped ones."""
    posts = knowledge.area.posts.copy()
    posts.loc[posts.index[0], "name"] = "Polsek Baru"
    corrected = evaluate(knowledge.with_posts(posts), Scenario())
    said = wording.text("export.posts_corrected", "id")
    assert said not in provenance.data_text(result, "id")
    assert said in provenance.data_text(corrected, "id")
    assert corrected.area.data_version in provenance.data_text(corrected, "id")


def test_every_soft_indicator_in_use_is_marked(result: Result) -> None:
    """Law of the marks: no indicator that counts and is not official goes without."""
    marked = provenance.marked(result, "risk", "id")
    told = {name for names in marked.values() for name in names}
    preset = result.knowledge.presets["rakor_2024"]
    counted = {code for code in preset.members if preset.weights[code] > 0}
    soft = {
        i.short["id"]
        for i in result.table.indicators
        if i.quality != "official" and i.code in counted
    }
    assert told == soft
    assert "≈ perkiraan: Waktu ke polisi terdekat" in provenance.marks_text(
        result, "risk", "id"
    )


def test_an_indicator_without_weight_is_not_listed(knowledge: Knowledge) -> None:
    """What does not count cannot make the picture doubtful."""
    chosen = Scenario(weights=(("sea_only", 0),))
    marked = provenance.marked(evaluate(knowledge, chosen), "risk", "en")
    assert "reported" not in marked


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_picture_shows_what_the_map_shows(result: Result, scheme: Scheme) -> None:
    """Same areas, classes, hatches, candidates and TPS; posts of the service only."""
    shown = snapshot(result, scheme, "id")
    assert shown.areas["name"].tolist() == [
        place.name for place in result.knowledge.places.kecamatan
    ]
    then = with_new_posts(result) if scheme == "siting" else result
    none = [gap.kecamatan for gap in then.gaps if "none" in gap.statuses]
    assert shown.areas.loc[shown.areas["gap"], "name"].tolist() == none
    best = result.shortlist
    assert shown.candidates["lon"].tolist() == [one.candidate.lon for one in best]
    assert shown.candidates["rank"].tolist() == list(range(1, len(best) + 1))
    assert not shown.candidates["provisional"].any()
    assert shown.tps["tps"].sum() == len(result.area.tps)
    kinds = set(shown.posts["post_type"])
    assert kinds == {"polres", "polsek", "polsubsektor", "pospol"}
    if scheme == "risk":
        classes = result.score.risk_class.tolist()
        assert shown.areas["risk_class"].tolist() == classes


def test_a_post_that_does_not_count_is_starred(
    result: Result, knowledge: Knowledge
) -> None:
    """A star, and what it means; no star where all of them count."""
    legend = snapshot(result, "risk", "en").legend
    assert dict(legend.posts)["polsubsektor"] == "polsubsektor*"
    assert "* not counted" in legend.note
    counting = Scenario(counted=("polsubsektor", "pospol"))
    counted = snapshot(evaluate(knowledge, counting), "risk", "en").legend
    assert "*" not in counted.note + "".join(word for _, word in counted.posts)


def test_the_largest_two_indicators_say_why(result: Result) -> None:
    """Busang, from its contributions: the two that add most, with value and mark."""
    row = result.score.areas.index("64.08.06")
    most = np.argsort(-result.score.contributions[row], kind="stable")[:2]
    short = [result.table.indicators[i].short["en"] for i in most]
    why = why_risk(result, "64.08.06", "en")
    assert [part.split(":")[0] for part in why.split("; ")] == short
    assert "TPS beyond time threshold: ≈ 100 %" in why


@pytest.mark.parametrize("aggregate", ["scaled_geometric"])
def test_without_points_the_weighted_level_says_why(
    knowledge: Knowledge, aggregate: str
) -> None:
    """A mean that adds no points still has reasons."""
    answer = evaluate(knowledge, Scenario(aggregate=aggregate))
    assert all(
        why_risk(answer, code, "id").count(":") == 2 for code in answer.score.areas
    )


def test_an_unknown_score_says_how_little_is_known(knowledge: Knowledge) -> None:
    """Long Mesangat lacks two of eleven indicators: below a share of 100 %."""
    answer = evaluate(knowledge, Scenario(min_known=1))
    shown = snapshot(answer, "risk", "id")
    row = shown.rows[-1]
    assert (row.name, row.value, row.share, row.level) == (
        "Long Mesangat",
        "?",
        None,
        -1,
    )
    said = "hanya 83 % bobot diketahui; skor memerlukan 100 %"
    assert why_risk(answer, "64.08.18", "id") == said


def test_no_more_rows_explain_than_fit(result: Result, koramil: Result) -> None:
    """Reasons stand at the first rows that have any, blank ones not counted."""
    for answer, scheme in (
        (result, "risk"),
        (result, "coverage"),
        (koramil, "coverage"),
    ):
        rows = ranked_rows(answer, scheme, "id")
        assert sum(bool(row.why) for row in rows) == EXPLAINED
        assert len(rows) == len(answer.score.areas)


def test_least_covered_first_worked_by_hand(result: Result) -> None:
    """Equal shares have the better rank, and the next counts on: 1, 1, 3."""
    ranks = coverage_ranks(result)
    shares = [share for _, _, share in ranks]
    assert shares == sorted(shares)
    for _, rank, share in ranks:
        assert rank == 1 + sum(other < share for other in shares)


def test_an_incomplete_list_ranks_nobody_it_cannot_know(koramil: Result) -> None:
    """Unknown is last and unranked, grey, with a question mark: never 0 %."""
    shown = snapshot(koramil, "coverage", "id")
    grey = [row for row in shown.rows if row.level < 0]
    assert grey
    assert {(row.rank, row.value, row.share) for row in grey} == {("-", "?", None)}
    assert shown.rows[-len(grey) :] == tuple(grey)
    assert all(
        row.share is not None and row.share >= 0.8 for row in shown.rows[: -len(grey)]
    )
    assert "belum lengkap" in shown.legend.note
    assert "sebagian" in shown.legend.title
    assert shown.legend.candidate == "usulan pos baru (sementara)"
    assert shown.candidates["provisional"].all()


def test_what_is_reached_is_marked_as_an_estimate(result: Result) -> None:
    """The heading and the legend of the coverage map carry the mark."""
    for lang in LANGUAGES:
        shown = snapshot(result, "coverage", lang)
        assert wording.mark("estimate", lang) in shown.legend.title
        assert "≈" in shown.table_title


# ------------------------------------------------------------------------- the tables


def test_the_risk_table_has_the_numbers_of_the_page(result: Result) -> None:
    """Score, class, rank, dimensions: to the last digit those of the records."""
    read = lines_of(files.export(result, "csv", "risk", "id"))
    for line, record in zip(read, score_rows(result), strict=True):
        assert line["kecamatan_code"] == record["kecamatan_code"]
        for key in ("score", "risk_class", "rank", "weight_known"):
            assert float(line[key]) == record[key]
        for side, value in record["dimensions"].items():
            assert float(line[side]) == value


def test_the_coverage_table_has_the_numbers_of_the_page(result: Result) -> None:
    """Voters and TPS as the records have them, with the quality of the voters."""
    read = {row["kecamatan_code"]: row for row in
            lines_of(files.export(result, "csv", "coverage", "en"))}  # fmt: skip
    for record in cover_rows(result):
        line = read[record["kecamatan_code"]]
        for key in ("voters", "voters_covered", "tps", "tps_covered", "tps_backup"):
            assert int(line[key]) == record[key]
        assert line["voters_quality"] == record["voters_quality"]
        assert float(line["tps_share"]) == record["tps_covered"] / record["tps"]
    assert {line["voters_quality"] for line in read.values()} == {
        "official",
        "estimate",
    }


def test_the_csv_is_the_same_in_every_language(result: Result) -> None:
    """A machine reads codes; each row names the data and the scenario it is from."""
    for scheme in SCHEMES:
        one, other = (files.export(result, "csv", scheme, lang) for lang in LANGUAGES)
        assert one == other
        for line in lines_of(one):
            assert line["data_version"] == result.area.data_version
            assert line["scenario"] == provenance.scenario_digest(result)


def test_unknown_is_an_empty_cell(result: Result, koramil: Result) -> None:
    """The polsek of Long Mesangat is not known: blank in the file, never 0."""
    risk = {
        r["kecamatan"]: r for r in lines_of(files.export(result, "csv", "risk", "id"))
    }
    assert risk["Long Mesangat"]["tps_per_polsek"] == ""
    assert risk["Long Mesangat"]["tps_per_polsek_quality"] == "estimate"
    lines = lines_of(files.export(koramil, "csv", "coverage", "id"))
    grey = [line for line in lines if not line["rank"]]
    assert grey
    assert {line["coverage_class"] for line in grey} == {""}
    assert {line["coverage_quality"] for line in lines} == {"partial"}


def test_no_route_stays_no_route(result: Result) -> None:
    """A median without a route is `inf` for machines and words for people."""
    code = result.score.areas[0]
    cut_off = result.coverage_table.copy()
    cut_off.loc[code, "minutes_median"] = np.inf
    cut_off.loc[code, "nearest_post"] = None
    answer = dataclasses.replace(result, coverage_table=cut_off)
    by_code = {
        line["kecamatan_code"]: line
        for line in lines_of(files.export(answer, "csv", "coverage", "id"))
    }
    assert by_code[code]["minutes_median"] == "inf"
    assert by_code[code]["nearest_post"] == ""
    book = cells(files.export(answer, "xlsx", "coverage", "id"))
    (row,) = (row for row in book if code in row)
    assert "tanpa rute" in row


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_soft_column_of_the_workbook_is_marked(
    result: Result, koramil: Result, lang: str
) -> None:
    """Each figure that is an estimate says so in its header."""
    risk = headers(table(result, "risk", lang))
    for indicator in result.table.indicators:
        assert wording.mark(indicator.quality, lang) in risk[indicator.code]
    reached = ("tps_share", "tps_covered", "tps_backup", "voters_covered")
    for answer, quality in ((result, "estimate"), (koramil, "partial")):
        coverage = headers(table(answer, "coverage", lang))
        for key in reached:
            assert wording.mark(quality, lang) in coverage[key]
        assert "≈" in coverage["minutes_median"]
        assert "voters_quality_word" in coverage


def headers(made: Table) -> dict[str, str]:
    """Header of each column by its key."""
    return {column.key: column.header for column in made.columns}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_workbook_says_what_it_rests_on(result: Result, scheme: Scheme) -> None:
    """Scenario, marks, every formula, every file with its source, the licence."""
    book = files.export(result, "xlsx", scheme, "id")
    ranking, about = cells(book), cells(book, -1)
    said = "\n".join(str(cell) for row in about for cell in row)
    rows = result.shortlist if scheme == "siting" else result.score.areas
    assert len(ranking) == 1 + len(rows)
    for indicator in result.table.indicators:
        assert indicator.formula["id"] in said
    for entry in result.area.catalogue.files:
        assert entry.name in said
    assert "Permission is hereby granted" in said
    assert result.area.data_version in said
    assert wording.mark("estimate", "id") in said


def test_who_serves_is_told_where_nothing_is_missing(result: Result) -> None:
    """Teluk Pandan lacks nothing, and its polsek is known all the same."""
    rows = {row["kecamatan"]: row for row in machine_table(result, "coverage")[1]}
    post = result.area.posts.loc[rows["Teluk Pandan"]["served_by"]]
    assert "64.08.13" in post["covers_kecamatan"]
    assert rows["Teluk Pandan"]["statuses"] == ""
    assert rows["Long Mesangat"]["served_by"] is None


# ------------------------------------------------------------- hostile names, inert


@pytest.fixture(scope="module", params=HOSTILE)
def hostile(request: pytest.FixtureRequest, result: Result) -> tuple[str, Result]:
    """Return a name and an answer in which a kecamatan, a post and the area bear it."""
    name = str(request.param)
    area = result.area
    kecamatan = area.kecamatan.copy()
    kecamatan.loc["64.08.11", "kecamatan"] = name
    posts = area.posts.assign(name=name)
    known = result.knowledge
    places = dataclasses.replace(
        known.places,
        kecamatan=tuple(
            dataclasses.replace(one, name=name) for one in known.places.kecamatan
        ),
    )
    faked = dataclasses.replace(area, name=name, kecamatan=kecamatan, posts=posts)
    knowledge = dataclasses.replace(known, area=faked, places=places)
    return name, dataclasses.replace(result, knowledge=knowledge)


def test_a_hostile_name_is_shown_as_written_and_runs_nowhere(
    hostile: tuple[str, Result],
) -> None:
    """In the workbook it is text; in the CSV no cell begins as a formula does."""
    name, answer = hostile
    book = load_workbook(io.BytesIO(files.export(answer, "xlsx", "risk", "id")))
    found = [
        cell for row in book.worksheets[0].rows for cell in row if cell.value == name
    ]
    assert found
    assert {cell.data_type for cell in found} == {"s"}
    (line, *_) = lines_of(files.export(answer, "csv", "risk", "id"))
    assert line["kecamatan"].removeprefix("'") == name
    assert line["kecamatan"][0] not in "=+-@"


def test_a_hostile_name_is_drawn_letter_by_letter(hostile: tuple[str, Result]) -> None:
    """On the page it is plain text: no formula is set, no template is filled."""
    name, answer = hostile
    shown = snapshot(answer, "risk", "id")
    assert name in shown.title
    assert name in shown.areas["name"].tolist()
    drawn = png.compose(shown).layer.texts
    assert any(name in line for line in texts(drawn))
    assert all(not text.get_parse_math() for text in drawn)


def texts(drawn: Iterable[Text]) -> list[str]:
    """What is written on a page, line by line."""
    return [text.get_text() for text in drawn]


def test_a_hostile_name_leaves_the_file_name_plain(hostile: tuple[str, Result]) -> None:
    """Only letters, digits, hyphens, underscores and one dot."""
    name = files.unguessable_name(hostile[1], "risk", "csv")
    assert name.replace("-", "").replace(".csv", "").isalnum()
    assert name.isascii()


# ---------------------------------------------------------------------------- the page


WET = Scenario(season="wet", threshold=120, preset="rakor_2024_flat")
UNKNOWN = Scenario(min_known=1, weights=(("teknis", 2), ("closeness_2024", 0.5)))


@pytest.mark.parametrize(
    ("scenario", "scheme", "lang"),
    [
        (Scenario(), "risk", "id"),
        (Scenario(), "coverage", "id"),
        (Scenario(post_type="koramil"), "risk", "id"),
        (Scenario(post_type="koramil"), "coverage", "en"),
        (WET, "coverage", "en"),
        (WET, "risk", "id"),
        (UNKNOWN, "risk", "en"),
    ],
)
def test_nothing_is_cut_off_and_no_line_covers_another(
    knowledge: Knowledge, scenario: Scenario, scheme: Scheme, lang: str
) -> None:
    """Every text of the page lies on the paper; outside the map none overlap."""
    shown = snapshot(evaluate(knowledge, scenario), scheme, lang)
    layer = png.compose(shown).layer
    boxes = []
    for text in layer.texts:
        if not text.get_text().strip():
            continue
        box = text.get_window_extent().transformed(layer.transData.inverted())
        assert box.x0 >= 0, text.get_text()
        assert box.x1 <= WIDTH, text.get_text()
        assert box.y0 >= 0, text.get_text()
        assert box.y1 <= HEIGHT, text.get_text()
        if text.get_zorder() < 9:  # names on the map make room as best they can
            boxes.append((text.get_text(), box))
    for place, (one, box) in enumerate(boxes):
        for other, against in boxes[place + 1 :]:
            wide = min(box.x1, against.x1) - max(box.x0, against.x0)
            high = min(box.y1, against.y1) - max(box.y0, against.y0)
            assert not (wide > 1 and high > 2), (one, other)
    assert {row.name for row in shown.rows} <= set(texts(layer.texts))


def test_the_picture_is_an_a4_page(result: Result) -> None:
    """A4, landscape, 200 dots an inch; the same view gives the same bytes."""
    picture = files.export(result, "png", "risk", "id")
    with Image.open(io.BytesIO(picture)) as page:
        assert page.format == "PNG"
        assert page.size == (2339, 1654)
    assert files.export(result, "png", "risk", "id") == picture


# --------------------------------------------------------------------------- the files


@pytest.mark.parametrize("kind", sorted(files.MIME))
def test_a_file_is_written_whole(result: Result, tmp_path: Path, kind: str) -> None:
    """By its ending, in any case of letters; what stood there is replaced."""
    out = tmp_path / f"peta.{kind.upper()}"
    out.write_bytes(b"old")
    view = "siting" if kind in files.PROPOSAL_KINDS else "risk"
    files.write_export(out, result, view=view, lang="id")
    assert out.read_bytes() == files.export(result, kind, view, "id")
    assert [each.name for each in tmp_path.iterdir()] == [out.name]


def refused(
    out: Path, result: Result, view: str = "risk", lang: str = "id"
) -> set[str]:
    """Codes of the problems with which an export is refused; all have sentences."""
    with pytest.raises(PetaRawanError) as fault:
        files.write_export(out, result, view=view, lang=lang)
    for known in LANGUAGES:
        for sentence in wording.error(fault.value, known):
            assert wording.text("problem.other", known, code="", values="")[
                :20
            ] not in (sentence)
            assert "{" not in sentence
    return {problem.code for problem in fault.value.problems}


def test_every_fault_of_an_export_is_named_at_once(
    result: Result, tmp_path: Path
) -> None:
    """Ending, view, language and folder: one answer names all four."""
    out = tmp_path / "nowhere" / "peta.gif"
    codes = refused(out, result, view="charts", lang="fr")
    assert codes == {"export_kind_unknown", "word_unknown", "folder_missing"}
    assert refused(tmp_path / "peta", result) == {"export_kind_unknown"}
    with pytest.raises(PetaRawanError, match="export_kind_unknown"):
        files.export(result, "gif", "risk", "id")


@pytest.mark.parametrize("kind", files.PROPOSAL_KINDS)
@pytest.mark.parametrize("view", ["risk", "coverage", "readiness"])
def test_only_the_proposals_have_a_proposal_file(
    result: Result, tmp_path: Path, kind: str, view: str
) -> None:
    """Any other view says so, and which kinds it has."""
    out = tmp_path / f"usulan.{kind}"
    assert refused(out, result, view=view) == {"export_kind_of_siting"}
    assert files.kinds_of(view) == ("png", "csv", "xlsx")
    assert files.kinds_of("siting") == tuple(files.MIME)
    assert not out.exists()


def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    result: Result, tmp_path: Path
) -> None:
    """A folder of that name is in the way: refused, and no half file is left."""
    out = tmp_path / "peta.csv"
    out.mkdir()
    assert refused(out, result) == {"export_unwritable"}
    assert [each.name for each in tmp_path.iterdir()] == ["peta.csv"]


def test_a_failed_write_keeps_the_old_file(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk half way: the file is as it was, the reason is told."""
    out = tmp_path / "peta.csv"
    out.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    assert refused(out, result) == {"export_unwritable"}
    assert out.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["peta.csv"]


def test_a_written_file_can_be_read_by_those_the_folder_allows(
    result: Result, tmp_path: Path
) -> None:
    """Permissions are those of any new file, not of a private temporary one."""
    out, plain = tmp_path / "peta.csv", tmp_path / "plain"
    plain.touch()
    files.write_export(out, result, view="coverage", lang="en")
    assert stat.S_IMODE(out.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_no_two_names_are_the_same(result: Result, koramil: Result) -> None:
    """Readable before, random behind: 96 bits, so that nobody guesses an address."""
    names = {files.unguessable_name(result, "risk", "png") for _ in range(50)}
    assert len(names) == 50
    start = f"petarawan-kutai-timur-risk-{provenance.scenario_digest(result)}-"
    assert all(name.startswith(start) and name.endswith(".png") for name in names)
    assert all(len(name) == len(start) + 24 + len(".png") for name in names)
    assert not files.unguessable_name(koramil, "risk", "png").startswith(start)


def test_importing_the_files_loads_nothing_heavy() -> None:
    """The first page must not wait for libraries that draw and write."""
    script = (
        "import sys, views.exports.files\n"
        "heavy = {'matplotlib', 'openpyxl', 'geopandas', 'pandas', 'streamlit'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout.strip(), ran.stderr) == (0, "", "")
